package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command does not load, so that it starts fast. */
class StartTest {
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
