package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A call that is asked to end, as cron's or systemd's time limit does. */
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
    @TempDir
    Path dir;

    @Test
    void endsInOrderAndSaysWhatStays() throws Exception {
        Process process = start();
        try (BufferedReader err = process.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.startsWith("Loaded:")) {
                line = err.readLine();
            }
            process.toHandle()
                    .destroy(); // SIGTERM while the rules run; unlike the process itself it leaves the streams open
            assertThat(err.lines().reduce((a, b) -> b).orElse(""))
                    .isEqualTo("claimaudit: interrupted; the files are loaded, nothing was checked or reported.");
        }
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(names(dir.resolve("store/tmp"))).isEmpty();
        assertThat(names(dir.resolve("out"))).isEmpty();
        try (Store store =
                Store.open(new StoreOptions(dir.resolve("store"), false, "1GB", 1, false, Duration.ZERO, "test"))) {
            assertThat(store.db().count("SELECT count(*) FROM ledger.run")).isZero();
            assertThat(store.db().count("SELECT count(*) FROM data.settlement")).isPositive();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=en",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.claimaudit.Main",
                        "run",
                        "sample-data/county/2026-03",
                        "--month",
                        "2026-03",
                        "--store",
                        dir.resolve("store").toString(),
                        "--out",
                        dir.resolve("out").toString())
                .redirectOutput(dir.resolve("stdout").toFile())
                .start();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(Path::toString).toList();
        }
    }
}
