package org.claimaudit.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;

/** The chromium of this machine, headless; a test that wants one is skipped where there is none. */
final class Browser implements AutoCloseable {
    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Path home) throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "chromium and chromedriver are not installed: the report is not opened in a browser");
        var options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .withEnvironment(Map.of(
                        "HOME",
                        Files.createDirectories(home).toString(),
                        "PATH",
                        System.getenv("PATH"),
                        "LANG",
                        "C.UTF-8"))
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return new Browser(driver);
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a report and waits until all of it is there. */
    void open(Path file) {
        driver.get(file.toUri().toString());
        waitFor("document.documentElement.dataset.ready === 'true'");
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void waitFor(String condition) {
        driver.executeAsyncScript("const done = arguments[0]; const look = () => (" + condition
                + ") ? done(true) : requestAnimationFrame(look); look();");
    }

    /** The value of a JavaScript expression. */
    String value(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    void click(String css) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", find(css));
        find(css).click();
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    byte[] pdf() {
        var paper = new PrintOptions();
        paper.setBackground(true);
        return Base64.getDecoder().decode(driver.print(paper).getContent());
    }

    /** What the console said, and every address that was asked for since the last call. */
    List<String> complaints() {
        List<String> said = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
        List<String> asked = driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message ->
                        message.contains("Network.requestWillBeSent\"") && message.contains("\"url\":\"http"))
                .toList();
        return Stream.concat(said.stream(), asked.stream()).toList();
    }

    /** The serious and critical faults that axe-core finds. */
    List<String> accessibilityFaults() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js").isNotNull();
            driver.executeCdpCommand(
                    "Runtime.evaluate", Map.of("expression", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        Object faults = driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
                    .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
                    .map(fault => fault.id + ': ' + fault.help + ': ' + fault.nodes.slice(0, 5).map(node => node.html.slice(0, 200)).join(' | '))),
                    error => done(['axe: ' + error]));""");
        return ((List<?>) requireNonNull(faults)).stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
