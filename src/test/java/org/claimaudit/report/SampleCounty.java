package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.claimaudit.Cli;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;

/** One run over the sample county's last month, made once for all tests of this process; they only read from it. */
final class SampleCounty {
    static final Path EXPORTS = Path.of("sample-data/county");
    static final RuleFolders RULES = new RuleFolders(List.of(Path.of("rules")));

    private SampleCounty() {}

    private static final class Holder {
        static final Path DIR = audit();
    }

    /** The store that the run was made in; to be closed. */
    static Store store() {
        return Store.open(new StoreOptions(folder(), true, "2GB", 2, false, Duration.ZERO, "test"));
    }

    /** The store's folder. */
    static Path folder() {
        return Holder.DIR.resolve("store");
    }

    /** The folder of the run's reports, in Chinese. */
    static Path reports() {
        try {
            return Holder.DIR.resolve("out/latest").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path audit() {
        try {
            Path dir = Files.createTempDirectory("claimaudit-county");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(dir)));
            Cli run = Cli.call(
                    "run",
                    EXPORTS,
                    "--month",
                    "2026-03",
                    "--lang",
                    "zh",
                    "--store",
                    dir.resolve("store"),
                    "--out",
                    dir.resolve("out"));
            assertThat(run.code()).as(run.err()).isZero();
            return dir;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path dir) {
        try (var paths = Files.walk(dir)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
