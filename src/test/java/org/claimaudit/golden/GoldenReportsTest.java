package org.claimaudit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reports of the sample county stand in {@code sample-data/expected}, as Chinese inspectors get them. {@code -Dgolden.update=true} writes
 * them anew: look at the difference before it is committed.
 */
class GoldenReportsTest {
    private static final Path EXPECTED = Path.of("sample-data/expected");

    /** What differs from run to run: when it ran, its number and how long it took. */
    private static final List<Map.Entry<String, String>> CHANGING = List.of(
            Map.entry("run-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", "run-RUN"),
            Map.entry("claimaudit [0-9][^\\s]*", "claimaudit VERSION"));

    @TempDir
    Path dir;

    @Test
    void reportsOfTheSampleCounty() throws IOException {
        Cli run = audit(dir.resolve("store"), dir.resolve("out"));
        assertThat(run.code()).as(run.err()).isZero();
        Map<String, String> reports = reports(dir.resolve("out/latest").toRealPath());
        if (Boolean.getBoolean("golden.update")) {
            update(reports);
        }
        Map<String, String> expected = files(EXPECTED);
        assertThat(reports.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, text) -> assertThat(reports.get(name)).as(name).isEqualTo(text));
    }

    @Test
    void sameInputsInAnotherStoreGiveTheSameBytes() throws IOException {
        for (String place : List.of("a", "b")) {
            assertThat(audit(dir.resolve(place + "/store"), dir.resolve(place + "/out"))
                            .code())
                    .isZero();
        }
        assertThat(reports(dir.resolve("a/out/latest").toRealPath()))
                .isEqualTo(reports(dir.resolve("b/out/latest").toRealPath()));
    }

    private static Cli audit(Path store, Path out) {
        return Cli.call(
                "run", "sample-data/county", "--month", "2026-03", "--lang", "zh", "--store", store, "--out", out);
    }

    private static Map<String, String> reports(Path run) throws IOException {
        Map<String, String> reports = files(run);
        reports.remove("report.html"); // large, and the same figures once more
        reports.remove("manifest.json"); // digests of the files above, of the settings and of the rules
        reports.remove("summary.json"); // the same figures as the CSV files
        reports.replaceAll((name, text) -> name.equals("rules.csv") ? withoutTimes(text) : stable(text));
        return reports;
    }

    private static String stable(String text) {
        String stable = text;
        for (var change : CHANGING) {
            stable = stable.replaceAll(change.getKey(), change.getValue());
        }
        return stable;
    }

    /** Column {@code millis} is the eighth of {@code rules.csv}; the columns before it hold no quotes. */
    private static String withoutTimes(String rules) {
        return rules.lines()
                .map(line -> line.replaceFirst("^((?:[^,]*,){7})[0-9]+,", "$1,"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("report.xlsx")) {
                    continue; // as report.html, and no text
                }
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return texts;
    }

    private static void update(Map<String, String> reports) throws IOException {
        for (String old : files(Files.createDirectories(EXPECTED)).keySet()) {
            Files.delete(EXPECTED.resolve(old));
        }
        for (var report : reports.entrySet()) {
            Path file = EXPECTED.resolve(report.getKey());
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, report.getValue());
        }
    }
}
