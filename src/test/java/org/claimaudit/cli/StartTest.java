package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command does not load, so that it starts fast. */
class StartTest {
    @Test
    void aResultThatDoesNotArriveIsAnError() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.claimaudit.Main",
                        "rules",
                        "list",
                        "--lang=en")
                .redirectOutput(full.toFile())
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(err)
                .startsWith("claimaudit: The result could not be written whole")
                .hasLineCount(2);
    }

    @Test
    void listingRulesWakesNeitherDatabaseNorLogNorTables(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load=info",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.claimaudit.Main",
                        "rules",
                        "list",
                        "--store", // how often the rules were right is read from a store, where there is one
                        folder.resolve("none").toString())
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(lines).anyMatch(line -> line.contains(" org.claimaudit.rule.Catalogue "));
        assertThat(lines)
                .noneMatch(line -> line.contains(" org.duckdb.")
                        || line.contains(" tech.tablesaw.")
                        || line.contains(" ch.qos.logback."));
    }
}
