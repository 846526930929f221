package org.claimaudit.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.claimaudit.recovery.LedgerFigures;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;

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
        Path written = OutFolder.open(options.out()).write(model.run().id(), model.newest(), folder -> {
            folder.text("summary.json", Json.of(SummaryJson.of(model)));
            folder.text("summary.txt", summary);
            LedgerFiles.write(db, model, folder, options);
            RecoveryFiles.write(db, model, folder, options);
            Indicators.write(db, model, folder, options);
            Quality.write(db, model, folder, options);
            UnknownCode.write(db, model, folder, options);
            HtmlReport.write(db, model, folder, options);
            // the lists are written beside the workbook's sheets: reading a million findings twice would take longer
            // than writing them
            XlsxReport.write(
                    db,
                    model,
                    folder,
                    options,
                    new XlsxReport.Passes(
                            also -> FindingFiles.write(db, model, folder, options, also),
                            also -> LedgerFiles.evidence(db, model, folder, options, also)));
            folder.text("manifest.json", Json.of(Manifest.of(model, folder.written())));
        });
        db.execute(
                "UPDATE ledger.run SET reported = true WHERE run_id = ? AND NOT reported",
                model.run().id());
        return written;
    }

    /** The text of {@code summary.txt}. */
    public static String summaryText(Db db, String run, Locale language) {
        return SummaryText.of(db, ReportModel.load(db, run, language));
    }

    /** The text of {@code summary.json}. */
    public static String summaryJson(Db db, String run, Locale language) {
        return Json.of(SummaryJson.of(ReportModel.load(db, run, language)));
    }

    /** The ledger by institution, month of demand or finding. */
    public static String ledgerText(Db db, By by, Locale language) {
        var page = new Page(language);
        return page.table(new LedgerText(page, db).table(by, LedgerFigures.by(db, by)))
                .text();
    }

    /** As {@link #ledgerText}, as CSV; closes {@code out}. */
    public static void ledgerCsv(Db db, By by, CsvProfile profile, Writer out) throws IOException {
        List<String> header = List.of(
                "key",
                "name",
                "findings",
                "upheld",
                "demanded",
                "deducted",
                "returned",
                "waived",
                "open",
                "contested",
                "owed",
                "refunded",
                "lapsed");
        try (var csv = new CsvFile(out, profile, header)) {
            for (LedgerFigures.Line line : LedgerFigures.by(db, by)) {
                LedgerFigures.Figures f = line.figures();
                csv.row(
                        line.key(),
                        line.name(),
                        f.findings(),
                        f.upheld(),
                        f.demanded(),
                        f.deducted(),
                        f.returned(),
                        f.waived(),
                        f.open(),
                        f.contested(),
                        f.owed(),
                        f.refunded(),
                        f.lapsed());
            }
        }
    }

    /** What was posted to the books of a month, kind by kind. */
    public static String monthText(Db db, YearMonth month, Locale language) {
        var page = new Page(language);
        new LedgerText(page, db).month(month);
        return page.text();
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
