package org.claimaudit.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.recovery.LedgerFigures;
import org.claimaudit.recovery.LedgerFigures.Age;
import org.claimaudit.recovery.LedgerFigures.Beside;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.recovery.LedgerFigures.Figures;
import org.claimaudit.recovery.LedgerFigures.Line;
import org.claimaudit.recovery.LedgerFigures.Measure;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** What became of the findings: upheld, demanded, settled and open, and what is beside the recovery. */
final class LedgerText {
    private static final int NAME_WIDTH = 30;
    /** How many measures are shown. */
    private static final int MEASURES = 30;

    private final Page page;
    private final Db db;

    LedgerText(Page page, Db db) {
        this.page = page;
        this.db = db;
    }

    void totals() {
        Figures total = LedgerFigures.total(db);
        page.heading("ledger");
        var table = new TextTable().left("", NAME_WIDTH).right("").left("", NAME_WIDTH);
        table.row(
                page.say("ledger.upheld"),
                Page.yuan(total.upheld()),
                page.say("ledger.upheld.what", Page.count(total.findings())));
        table.row(page.say("ledger.demanded"), Page.yuan(total.demanded()), rate(total));
        table.row(page.say("ledger.deducted"), Page.yuan(total.deducted()), "");
        table.row(page.say("ledger.returned"), Page.yuan(total.returned()), "");
        table.row(page.say("ledger.waived"), Page.yuan(total.waived()), "");
        table.row(
                page.say("ledger.open"),
                Page.yuan(total.open()),
                total.contested().signum() == 0 ? "" : page.say("ledger.contested", Page.yuan(total.contested())));
        if (total.owed().signum() != 0 || total.refunded().signum() != 0) {
            table.row(page.say("ledger.owed"), Page.yuan(total.owed()), page.say("ledger.owed.what"));
            table.row(page.say("ledger.refunded"), Page.yuan(total.refunded()), "");
        }
        BigDecimal account = LedgerFigures.account(db);
        if (account.signum() != 0) {
            table.row(page.say("account"), Page.yuan(account), page.say("ledger.account.what"));
        }
        page.table(table);
    }

    /** Month by month of demand, how old what is open is, and institution by institution. */
    void details(LocalDate asOf) {
        List<Line> months = LedgerFigures.by(db, By.month);
        if (months.isEmpty()) {
            return;
        }
        page.heading("ledger.months");
        page.table(table(By.month, months));
        page.heading("ledger.ages", asOf.toString());
        var ages = new TextTable()
                .left(page.say("ledger.days"), NAME_WIDTH)
                .right(page.say("findings"))
                .right(page.say("ledger.open"));
        for (Age age : LedgerFigures.ages(db, asOf)) {
            ages.row(
                    page.say("ledger.from-days", Integer.toString(age.fromDays())),
                    Page.count(age.findings()),
                    Page.yuan(age.open()));
        }
        page.table(ages);
        page.heading("ledger.institutions");
        page.table(table(By.institution, LedgerFigures.by(db, By.institution)));
    }

    /**
     * Fines and damages: never part of the recovery. The base of article 38 is what the fund lost, that of article 40 what was got by fraud, which
     * may be read with or without the personal account; the officer decides.
     */
    void beside() {
        BigDecimal base = LedgerFigures.total(db).upheld();
        BigDecimal account = LedgerFigures.account(db);
        if (base.signum() != 0 || account.signum() != 0) {
            page.heading("ledger.beside");
            page.sentence(page.say(
                    "ledger.fine-range", Page.yuan(base), Page.yuan(times(base, 2)), Page.yuan(times(base, 5))));
        }
        if (account.signum() != 0) {
            BigDecimal both = base.add(account);
            page.sentence(page.say(
                    "ledger.fine-range.account",
                    Page.yuan(account),
                    Page.yuan(both),
                    Page.yuan(times(both, 2)),
                    Page.yuan(times(both, 5))));
        }
        Beside fines = LedgerFigures.fines(db);
        Beside damages = LedgerFigures.damages(db);
        if (fines.imposed().signum() != 0) {
            page.sentence(page.say("ledger.fines", Page.yuan(fines.imposed()), Page.yuan(fines.paid())));
        }
        if (damages.imposed().signum() != 0) {
            page.sentence(page.say("ledger.damages", Page.yuan(damages.imposed()), Page.yuan(damages.paid())));
        }
    }

    /** Talks, orders, suspensions and transfers, the newest first. */
    void measures() {
        List<Measure> all = LedgerFigures.measures(db);
        if (all.isEmpty()) {
            return;
        }
        page.heading("ledger.measures", Page.count(all.size()));
        var table = new TextTable()
                .left(page.say("ledger.measure"), 12)
                .left(page.say("ledger.by.institution"), 14)
                .left(page.say("ledger.measure.begins"), 10)
                .left(page.say("ledger.measure.until"), 10)
                .left(page.say("ledger.measure.document"), 20);
        all.stream()
                .limit(MEASURES)
                .forEach(one -> table.row(
                        page.say("ledger.measure." + one.kind(), one.target()),
                        one.institution(),
                        one.begins().toString(),
                        one.until() == null ? "" : one.until().toString(),
                        one.document()));
        page.table(table);
    }

    /** What was posted to a month's books, by kind of movement and institution. */
    void month(YearMonth month) {
        page.title(page.say("ledger.month", month.toString()));
        page.rule();
        var table = new TextTable()
                .left(page.say("ledger.movement"), NAME_WIDTH)
                .left(page.say("ledger.by.institution"), NAME_WIDTH)
                .right(page.say("ledger.postings"))
                .right(page.say("ledger.amount"));
        LedgerFigures.month(db, month)
                .forEach(moved -> table.row(
                        Messages.in(page.language(), "ledger." + moved.kind().word()),
                        moved.institution(),
                        Page.count(moved.postings()),
                        Page.yuan(moved.amount())));
        page.table(table);
    }

    TextTable table(By by, List<Line> lines) {
        boolean lapsed = lines.stream().anyMatch(line -> line.figures().lapsed().signum() != 0);
        var table = new TextTable()
                .left(page.say("ledger.by." + by), NAME_WIDTH)
                .right(page.say("ledger.demanded"))
                .right(page.say("ledger.deducted"))
                .right(page.say("ledger.returned"))
                .right(page.say("ledger.waived"))
                .right(page.say("ledger.open"));
        if (lapsed) {
            table.right(page.say("ledger.lapsed"));
        }
        table.right("%");
        for (Line line : lines) {
            Figures figures = line.figures();
            String key = line.key() == null ? page.say("ledger.none." + by) : line.key();
            var cells = new ArrayList<String>(List.of(
                    by == By.institution && line.name() != null ? line.name() : key,
                    Page.yuan(figures.demanded()),
                    Page.yuan(figures.deducted()),
                    Page.yuan(figures.returned()),
                    Page.yuan(figures.waived()),
                    Page.yuan(figures.open())));
            if (lapsed) {
                cells.add(Page.yuan(figures.lapsed()));
            }
            cells.add(percent(figures));
            table.row(cells);
        }
        return table;
    }

    private String rate(Figures figures) {
        return figures.perMille() == null ? "" : page.say("ledger.rate", percent(figures));
    }

    private static String percent(Figures figures) {
        Long perMille = figures.perMille();
        return perMille == null ? "–" : BigDecimal.valueOf(perMille, 1).toPlainString();
    }

    private static BigDecimal times(BigDecimal amount, long factor) {
        return amount.multiply(BigDecimal.valueOf(factor));
    }
}
