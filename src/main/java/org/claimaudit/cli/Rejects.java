package org.claimaudit.cli;

import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.config.Settings;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.ingest.Shortfall;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Whether so much was rejected that a run has to say it is incomplete. */
final class Rejects {
    private Rejects() {}

    static List<InputFile> above(IngestResult result, Settings settings) {
        return result.missingMoreThan(limit(settings));
    }

    /** The files for which a run over these months is incomplete: those of this call, and what earlier ones left in the store. */
    static List<Shortfall> above(Db db, @Nullable IngestResult loaded, Period period, Settings settings) {
        Stream<Shortfall> here = loaded == null
                ? Stream.empty()
                : above(loaded, settings).stream().map(file -> new Shortfall(file.fileId(), file.rowsMissing()));
        return Stream.concat(here, Shortfall.of(db, period.from(), period.to(), limit(settings)).stream())
                .distinct()
                .toList();
    }

    private static double limit(Settings settings) {
        return settings.maxRejects().movePointLeft(2).doubleValue();
    }
}
