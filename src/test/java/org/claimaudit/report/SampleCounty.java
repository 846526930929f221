package org.claimaudit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.check.CheckListener;
import org.claimaudit.ingest.Ingest;
import org.claimaudit.ingest.IngestProgress;
import org.claimaudit.ingest.IngestRequest;
import org.claimaudit.recovery.Audit;
import org.claimaudit.recovery.AuditRequest;
import org.claimaudit.recovery.GateTerms;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.Selection;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.claimaudit.support.CsvProfile;

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
        return open(Holder.DIR);
    }

    /** The folder of the run's reports, in Chinese. */
    static Path reports() {
        try {
            return Holder.DIR.resolve("out/latest").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Store open(Path dir) {
        return Store.open(new StoreOptions(dir.resolve("store"), true, "2GB", 2, false, Duration.ZERO, "test"));
    }

    private static Path audit() {
        try {
            Path dir = Files.createTempDirectory("claimaudit-county");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(dir)));
            try (Store store = open(dir)) {
                run(store);
                Reports.write(
                        store.db(),
                        "last",
                        new ReportOptions(dir.resolve("out"), Locale.CHINESE, CsvProfile.PLAIN, false));
            }
            return dir;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Store store) {
        var loaded = Ingest.run(
                store,
                new IngestRequest(List.of(EXPORTS.toString()), Optional.empty(), IngestProgress.NONE, false, 2, "test"),
                Clock.systemUTC());
        store.sandbox();
        YearMonth month = YearMonth.of(2026, 3);
        Audit.run(
                store.db(),
                new AuditRequest(
                        "run-20260401T010500Z-3f2a",
                        "run",
                        AuditPeriod.of(month, month),
                        Catalogue.load(RULES).select(Selection.DEFAULT),
                        RULES,
                        Duration.ofMinutes(5),
                        loaded.files().stream()
                                .map(file -> new AuditRequest.Input(file.fileId(), file.alreadyLoaded()))
                                .toList(),
                        Map.of(),
                        new GateTerms(new BigDecimal("0.01"), false),
                        false,
                        Instant.parse("2026-04-01T01:05:00Z"),
                        null),
                CheckListener.NONE);
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
