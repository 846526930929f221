package org.claimaudit.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.claimaudit.cases.Run;
import org.claimaudit.ingest.Tables;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.report.Recovery.OfInstitution;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;

/** {@code summary.txt}: one page to read, or to mail from cron. */
final class SummaryText {
    /** How many institutions are named. */
    private static final int TOP = 10;

    /** How many upheld findings that the data bear out no longer are named. */
    private static final int LAPSED = 5;

    private final Page page;

    private final Db db;
    private final ReportModel model;

    private SummaryText(Db db, ReportModel model) {
        this.page = new Page(model.language());
        this.db = db;
        this.model = model;
    }

    static String of(Db db, ReportModel model) {
        return new SummaryText(db, model).write();
    }

    private String write() {
        var sections = new Sections(page, db, model);
        List<OfInstitution> top = sections.top(TOP);
        head();
        read();
        sections.found();
        sections.totals();
        sections.lapsed(model.lapsed(), LAPSED);
        sections.quality();
        UnknownCode.say(model.unknownCodes(), page);
        sections.exempted();
        since();
        sections.months();
        sections.stakes(top);
        StrongClues.say(db, model, page);
        sections.cross(top, false);
        notChecked();
        return page.text();
    }

    private void head() {
        Run run = model.run();
        page.title(page.say("title", run.months(), page.name("status", run.status())));
        page.title(page.say("head", run.id(), run.asOf().toString(), run.toolVersion()));
        page.rule();
    }

    private void read() {
        page.heading("read");
        var byTable = new LinkedHashMap<String, long[]>();
        Tables.all().forEach(table -> byTable.put(table.name(), new long[6]));
        for (Input input : model.inputs()) {
            long[] sums = byTable.computeIfAbsent(input.table(), table -> new long[6]);
            sums[0]++;
            sums[1] += input.rowsRead();
            sums[2] += input.rowsLoaded();
            sums[3] += input.rowsDuplicate();
            sums[4] += input.rowsSuperseded();
            sums[5] += input.rowsRejected();
        }
        var table = new TextTable()
                .left(page.say("table"), 24)
                .right(page.say("files"))
                .right(page.say("rows"))
                .right(page.say("loaded"))
                .right(page.say("duplicate"))
                .right(page.say("superseded"))
                .right(page.say("rejected"));
        byTable.values().removeIf(sums -> sums[0] == 0);
        byTable.forEach((name, sums) -> table.row(
                page.name("table", name),
                Page.count(sums[0]),
                Page.count(sums[1]),
                Page.count(sums[2]),
                Page.count(sums[3]),
                Page.count(sums[4]),
                Page.count(sums[5])));
        if (table.isEmpty()) {
            page.sentence(page.say("read.nothing"));
        } else {
            page.table(table);
            money();
        }
        long before = model.inputs().stream().filter(Input::alreadyLoaded).count();
        if (before > 0) {
            page.sentence(page.say("read.before", Page.count(before)));
        }
        String convention = model.run().fundConvention(model.language());
        if (convention != null) {
            page.sentence(convention);
        }
    }

    /** What was read and loaded, in yuan: without it nobody can tell whether all of an export is there. */
    private void money() {
        var table = new TextTable()
                .left(page.say("money"), 36)
                .right(page.say("money.read"))
                .right(page.say("loaded"));
        db.stream(
                """
                SELECT f.table_name, a.column_name, sum(a.amount_read) AS amount_read, sum(a.amount_loaded) AS amount_loaded
                FROM ledger.run_input i JOIN ledger.file f USING (file_id) JOIN ledger.file_amount a USING (file_id)
                WHERE i.run_id = ? GROUP BY f.table_name, a.column_name, a.ordinal ORDER BY f.table_name, a.ordinal
                """,
                row -> table.row(
                        page.name("table", row.str("table_name")) + page.say("colon") + row.str("column_name"),
                        Page.yuan(Objects.requireNonNull(row.decimal("amount_read"))),
                        Page.yuan(Objects.requireNonNull(row.decimal("amount_loaded")))),
                model.run().id());
        if (!table.isEmpty()) {
            page.table(table);
        }
    }

    private void since() {
        RecoveryTotals totals = model.totals();
        Run run = model.run();
        if (run.baselineRunId() == null) {
            page.heading("since.first");
        } else {
            page.heading("since", run.baselineRunId());
        }
        page.sentence(page.say(
                "since.counts",
                Page.count(totals.fresh()),
                Page.count(totals.persisting()),
                Page.count(totals.cleared())));
    }

    private void notChecked() {
        List<RuleResult> notRun = model.notRun();
        List<String> empty = model.emptyMonths();
        int ran = model.rules().size() - notRun.size();
        page.heading("unchecked", Page.count(ran), Page.count(model.rules().size()));
        var byReason = new TreeMap<String, List<String>>();
        for (RuleResult rule : notRun) {
            String reason = page.name("outcome", rule.outcome())
                    + (rule.reason() == null ? "" : page.say("colon") + rule.reason(model.language()));
            byReason.merge(reason, List.of(rule.id()), SummaryText::both);
        }
        empty.forEach(month -> page.sentence("- " + page.say("unchecked.empty", month)));
        if (!model.historyGaps().isEmpty()) {
            page.sentence("- " + page.say("unchecked.history", String.join(", ", model.historyGaps())));
        }
        byReason.forEach((reason, rules) -> page.sentence("- " + String.join(", ", rules) + " – " + reason));
        model.incomplete().forEach(file -> page.sentence("- " + file.say(page)));
        long rejected = model.inputs().stream().mapToLong(Input::rowsRejected).sum();
        if (rejected > 0) {
            page.sentence("- " + page.say("unchecked.rejected", Page.count(rejected)));
        }
        if (notRun.isEmpty()
                && empty.isEmpty()
                && model.historyGaps().isEmpty()
                && model.incomplete().isEmpty()
                && rejected == 0) {
            page.sentence(page.say("unchecked.nothing"));
        }
    }

    private static List<String> both(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
