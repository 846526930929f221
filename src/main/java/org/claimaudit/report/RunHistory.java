package org.claimaudit.report;

import java.util.Locale;
import org.claimaudit.cases.Run;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;

/** What {@code runs list} prints; {@code runs show} prints the run's summary. */
public final class RunHistory {
    private RunHistory() {}

    /** One line per run, the newest first. */
    public static String list(Db db, Locale language) {
        var page = new Page(language);
        var table = new TextTable()
                .left(page.say("run"), 40)
                .left(page.say("months.audited"), 16)
                .left(page.say("status"), 12)
                .right(page.say("findings"))
                .right(page.say("net"));
        for (Run run : Run.all(db)) {
            RecoveryTotals totals = RecoveryTotals.of(db, run.id());
            table.row(
                    run.id(),
                    run.months(),
                    page.name("status", run.status()),
                    Page.count(totals.violations() + totals.suspects() + totals.clues()),
                    Page.yuan(totals.net()));
        }
        return table.isEmpty() ? page.say("runs.none") + "\n" : String.join("\n", table.lines(0)) + "\n";
    }

    /** The summary of a run. */
    public static String show(Db db, String run, Locale language) {
        return Reports.summaryText(db, run, language);
    }
}
