package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimaudit.config.Key;
import org.claimaudit.support.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the two front pages promise is there. */
class ReadmeTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void namesEveryCommandOptionAndExitCode(String file) throws IOException {
        String text = Files.readString(Path.of(file));
        var root = new CommandLine(new ClaimAudit());
        root.getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"))
                .forEach(name -> assertThat(text).containsPattern("`" + name + "\\b"));
        Stream.of(Key.values())
                .forEach(key -> assertThat(text)
                        .containsPattern(
                                "--" + key.label() + "\\b|`-" + key.label().charAt(0) + "`"));
        Stream.of(ExitCode.values())
                .forEach(code -> assertThat(text).containsPattern("\\b" + code.code() + "\\b.* \\| "));
        assertThat(text.lines().limit(25).toList())
                .anyMatch(line -> line.startsWith("scripts/claimaudit run sample-data/county --month 2026-03 "))
                .anyMatch(line -> line.startsWith("mvn verify "));
    }

    /** The expected report is in Chinese; the English page has the same numbers. */
    @Test
    void showsWhatTheProgramPrints() throws IOException {
        List<String> printed = Files.readAllLines(Path.of("sample-data/expected/summary.txt"));
        List<String> shown = excerpt("README.zh-CN.md");
        assertThat(shown).hasSizeGreaterThan(10);
        assertThat(printed).containsAll(shown);
        assertThat(excerpt("README.md").stream().map(ReadmeTest::numbers))
                .containsExactlyElementsOf(
                        shown.stream().map(ReadmeTest::numbers).toList());
    }

    private static List<String> excerpt(String file) throws IOException {
        return Files.readString(Path.of(file))
                .split("```\n?", -1)[3]
                .lines()
                .filter(line -> !line.contains("run-") && !line.strip().equals("…"))
                .toList();
    }

    private static List<String> numbers(String line) {
        return Pattern.compile("[0-9][0-9,.-]*")
                .matcher(line)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var pages = List.of(Path.of("README.md"), Path.of("README.zh-CN.md"), Path.of("docs"));
        for (Path start : pages) {
            try (Stream<Path> files = Files.walk(start)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                    var links = LINK.matcher(Files.readString(file));
                    while (links.find()) {
                        assertThat(file.resolveSibling(links.group(1)))
                                .as(file.toString())
                                .exists();
                    }
                }
            }
        }
    }
}
