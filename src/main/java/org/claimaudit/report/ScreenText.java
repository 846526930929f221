package org.claimaudit.report;

import java.util.List;
import java.util.Locale;
import org.claimaudit.cases.Run;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.report.Institutions.Institution;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;

/** What a person sees on the terminal after a run: how much, where, where to go first, what is missing. The page itself is {@code summary.txt}. */
public final class ScreenText {
    /** Institutions that are named. */
    private static final int FIRST = 5;

    private final Page page;
    private final Db db;
    private final ReportModel model;

    private ScreenText(Db db, ReportModel model) {
        this.page = new Page(model.language());
        this.db = db;
        this.model = model;
    }

    /**
     * The screen, at most 80 columns wide and some 24 lines long.
     *
     * @param run a run's id, or {@code last}
     */
    public static String of(Db db, String run, Locale language) {
        return new ScreenText(db, ReportModel.load(db, run, language)).write();
    }

    private String write() {
        Run run = model.run();
        page.title(page.say("title", run.months(), page.name("status", run.status())));
        page.rule();
        RecoveryTotals totals = model.totals();
        page.sentence(page.say(
                "screen.net",
                Page.yuan(totals.net()),
                Page.yuan(totals.netViolation()),
                Page.yuan(totals.netSuspect())));
        if (totals.withheld().signum() > 0) {
            page.sentence(page.say("screen.withheld", Page.yuan(totals.withheld())));
        }
        String counts = page.say(
                "since.counts",
                Page.count(totals.fresh()),
                Page.count(totals.persisting()),
                Page.count(totals.cleared()));
        int lapsed = model.lapsed().size();
        page.sentence(lapsed == 0 ? counts : counts + page.say("screen.lapsed", Page.count(lapsed)));
        new Sections(page, db, model).found();
        first();
        missing();
        return page.text();
    }

    private void first() {
        List<Institution> worst = Institutions.of(db, model.run()).stream()
                .filter(Institution::hasFindings)
                .limit(FIRST)
                .toList();
        if (worst.isEmpty()) {
            return;
        }
        page.heading("screen.first");
        var table = new TextTable()
                .left(page.say("institution"), 15)
                .left("", 26)
                .right(page.say("findings"))
                .right(page.say("clues"))
                .right(page.say("net"));
        worst.forEach(of -> table.row(
                of.code(),
                of.name() == null ? "" : of.name(),
                Page.count(of.findings()),
                Page.count(of.clues()),
                Page.yuan(of.net())));
        page.table(table);
        page.sentence(page.say("screen.next", worst.get(0).code()));
    }

    /** Silence is no pass: what was not looked at stands here too. */
    private void missing() {
        int notRun = model.notRun().size();
        long rejected = model.inputs().stream().mapToLong(Input::rowsRejected).sum();
        if (notRun > 0 || rejected > 0) {
            page.heading("screen.unchecked");
            page.sentence(page.say(
                    "screen.missing",
                    Integer.toString(notRun),
                    Integer.toString(model.rules().size()),
                    Page.count(rejected)));
        }
        model.emptyMonths().forEach(month -> page.sentence(page.say("unchecked.empty", month)));
        model.incomplete().forEach(file -> page.sentence(file.say(page)));
        model.notRun().stream()
                .filter(rule -> rule.outcome().equals("errored"))
                .forEach(rule -> page.sentence(rule.id() + " – " + page.name("outcome", rule.outcome())
                        + page.say("colon") + rule.reason(model.language())));
    }
}
