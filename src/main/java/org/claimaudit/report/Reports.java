package org.claimaudit.report;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.claimaudit.store.Db;

/**
 * Writes what a run found. The ledger's entry of a run decides every byte: writing it again gives the same files.
 */
public final class Reports {
    private Reports() {}

    /**
     * Writes all reports of a run into a folder of the run's name.
     *
     * @param run a run's id, or {@code last}
     * @return the folder
     * @throws org.claimaudit.support.UserError when there is no such run or the folder cannot be written
     */
    public static Path write(Db db, String run, ReportOptions options) {
        ReportModel model = ReportModel.load(db, run, options.language());
        String summary = SummaryText.of(db, model);
        return OutFolder.open(options.out()).write(model.run().id(), model.newest(), folder -> {
            folder.text("summary.json", Json.of(SummaryJson.of(model)));
            folder.text("summary.txt", summary);
            FindingFiles.write(db, model, folder, options);
            LedgerFiles.write(db, model, folder, options);
            RecoveryFiles.write(db, model, folder, options);
            folder.text("manifest.json", Json.of(Manifest.of(model, folder.written())));
        });
    }

    /** The text of {@code summary.txt}. */
    public static String summaryText(Db db, String run, Locale language) {
        return SummaryText.of(db, ReportModel.load(db, run, language));
    }

    /** The text of {@code summary.json}. */
    public static String summaryJson(Db db, String run, Locale language) {
        return Json.of(SummaryJson.of(ReportModel.load(db, run, language)));
    }

    /**
     * What {@code recovery} prints: a run's totals, by grade, institution × family in money, month on month; and what became of all findings,
     * upheld, demanded, settled and open.
     *
     * @param asOf the day from which the age of demands is counted
     */
    public static String recoveryText(Db db, String run, LocalDate asOf, Locale language) {
        return RecoveryText.of(db, ReportModel.load(db, run, language), asOf);
    }
}
