package org.claimaudit.report;

import static org.claimaudit.report.XlsxTable.Kind.AMOUNT;
import static org.claimaudit.report.XlsxTable.Kind.COUNT;
import static org.claimaudit.report.XlsxTable.Kind.DATE;
import static org.claimaudit.report.XlsxTable.Kind.POINTS;
import static org.claimaudit.report.XlsxTable.Kind.SHARE;
import static org.claimaudit.report.XlsxTable.Kind.TEXT;
import static org.claimaudit.report.XlsxTable.Kind.WORD;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.claimaudit.cases.Case;
import org.claimaudit.report.Institutions.Institution;
import org.claimaudit.report.XlsxTable.Column;
import org.claimaudit.report.XlsxTable.Kind;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** {@code report.xlsx}: the same findings for those who work in a spreadsheet. */
final class XlsxReport {
    private final Db db;
    private final ReportModel model;
    private final ReportOptions options;
    private final Passes passes;
    private final Workbook book;
    private final Map<String, String> said = new HashMap<>();

    private XlsxReport(Db db, ReportModel model, ReportOptions options, Passes passes, Workbook book) {
        this.db = db;
        this.model = model;
        this.options = options;
        this.passes = passes;
        this.book = book;
    }

    /** What goes once over all findings and once over all their source rows, and hands each over. */
    record Passes(Consumer<Consumer<Case>> findings, Consumer<Consumer<@Nullable Object[]>> evidence) {}

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options, Passes passes) {
        folder.workbook(
                "report.xlsx",
                model.run().startedAt(),
                book -> new XlsxReport(db, model, options, passes, book).sheets());
    }

    private void sheets() {
        summary();
        institutions();
        rules();
        months();
        findings();
        evidence();
        outcomes();
    }

    private void summary() {
        var run = model.run();
        var totals = model.totals();
        try (var table = table("summary", text("item", 34), column("value", 24, AMOUNT), text("note", 90))) {
            table.row(say("run"), run.id(), null);
            table.row(say("months"), run.months(), null);
            table.row(say("status"), named("status", run.status()), null);
            table.row(say("as.of"), run.asOf().toString(), null);
            table.row(say("tool"), "claimaudit " + run.toolVersion(), null);
            table.row(say("rule.set"), run.ruleSetSha256(), null);
            table.row(say("gross"), totals.gross(), say("gross.what"));
            table.row(say("net"), totals.net(), say("net.what"));
            table.row(say("violation"), totals.netViolation(), say("violation.what"));
            table.row(say("suspect"), totals.netSuspect(), say("suspect.what"));
            table.row(say("withheld"), totals.withheld(), say("withheld.what"));
            table.row(say("account"), totals.account(), say("account.what"));
            table.row(say("violations"), totals.violations(), null);
            table.row(say("suspects"), totals.suspects(), null);
            table.row(say("clues"), totals.clues(), say("clue.what"));
            table.row(say("fresh"), totals.fresh(), null);
            table.row(say("persisting"), totals.persisting(), null);
            table.row(say("cleared"), totals.cleared(), null);
            table.row(say("rules.not.run"), (long) model.notRun().size(), say("rules.not.run.what"));
        }
    }

    private void institutions() {
        try (var table = table(
                "by.institution",
                column("place", 6, COUNT),
                text("fixmedins_code", 16),
                word("fixmedins_name", 30),
                word("type", 14),
                word("level", 14),
                column("score", 8, POINTS),
                column("points.amount", 9, POINTS),
                column("points.share", 9, POINTS),
                column("points.families", 9, POINTS),
                column("points.clues", 9, POINTS),
                column("points.months", 9, POINTS),
                column("findings", 10, COUNT),
                column("clues", 9, COUNT),
                column("persons", 9, COUNT),
                column("amount_gross", 16, AMOUNT),
                column("net_violation", 16, AMOUNT),
                column("net_suspect", 16, AMOUNT),
                column("amount_net", 16, AMOUNT),
                column("withheld", 16, AMOUNT),
                column("fund", 18, AMOUNT),
                column("share", 10, SHARE),
                column("families", 9, COUNT),
                column("earlier.months", 9, COUNT))) {
            long place = 0;
            for (Institution of : Institutions.of(db, model.run())) {
                if (of.hasFindings()) {
                    institution(table, ++place, of);
                }
            }
        }
    }

    private void institution(XlsxTable table, long place, Institution of) {
        var points = of.priority();
        table.row(
                place,
                of.code(),
                of.name(),
                named("type", of.type()),
                of.level().isEmpty() ? null : named("level", of.level()),
                tenths(points.total()),
                tenths(points.amount()),
                tenths(points.share()),
                tenths(points.families()),
                tenths(points.clues()),
                tenths(points.months()),
                of.findings(),
                of.clues(),
                of.persons(),
                of.gross(),
                of.netViolation(),
                of.netSuspect(),
                of.net(),
                of.withheld(),
                of.fund(),
                of.fund().signum() > 0 ? of.risk().divide(of.fund(), 6, RoundingMode.HALF_UP) : null,
                of.families(),
                of.earlierMonths());
    }

    private void rules() {
        try (var table = table(
                "by.rule",
                text("rule_id", 28),
                word("rule_title", 40),
                word("grade", 10),
                column("findings", 10, COUNT),
                column("amount_gross", 16, AMOUNT),
                column("amount_net", 16, AMOUNT),
                column("withheld", 16, AMOUNT),
                column("account", 16, AMOUNT))) {
            Recovery.byRule(db, model.run().id(), model.language()).forEach(of -> {
                var a = of.amounts();
                table.row(
                        of.rule(),
                        of.title(),
                        say(of.grade()),
                        a.findings(),
                        a.gross(),
                        a.net(),
                        a.withheld(),
                        a.account());
            });
        }
    }

    private void months() {
        try (var table = table(
                "by.month",
                text("month", 12),
                column("findings", 10, COUNT),
                column("amount_gross", 16, AMOUNT),
                column("net_violation", 16, AMOUNT),
                column("net_suspect", 16, AMOUNT),
                column("amount_net", 16, AMOUNT),
                column("withheld", 16, AMOUNT),
                column("account", 16, AMOUNT))) {
            Recovery.byMonth(db, model.run().id()).forEach(of -> {
                var a = of.amounts();
                table.row(
                        of.name(),
                        a.findings(),
                        a.gross(),
                        a.netViolation(),
                        a.netSuspect(),
                        a.net(),
                        a.withheld(),
                        a.account());
            });
        }
    }

    private void findings() {
        var disclosure = options.disclosure();
        try (var table = table(
                "findings",
                text("finding_id", 19),
                word("rule_id", 26),
                word("rule_title", 34),
                word("grade", 8),
                word("severity", 8),
                word("fixmedins_code", 16),
                word("fixmedins_name", 28),
                text("psn_no", 22),
                text("mdtrt_id", 22),
                text("setl_id", 22),
                column("begin_date", 12, DATE),
                column("end_date", 12, DATE),
                text("message", 70),
                column("evidence_rows", 9, COUNT),
                column("amount_gross", 14, AMOUNT),
                column("amount_net", 14, AMOUNT),
                column("withheld", 14, AMOUNT),
                column("account", 14, AMOUNT),
                word("month", 10),
                word("status", 8),
                word("legal_basis", 60))) {
            passes.findings().accept(found -> {
                table.row(
                        found.findingId(),
                        found.ruleId(),
                        found.ruleTitle(),
                        say(found.grade()),
                        say("severity." + found.severity()),
                        found.fixmedinsCode(),
                        found.fixmedinsName(),
                        disclosure.number(found.psnNo()),
                        found.mdtrtId(),
                        found.setlId(),
                        found.beginDate(),
                        found.endDate(),
                        disclosure.message(found.message(), found.psnNo()),
                        found.evidenceRows(),
                        found.amountGross(),
                        found.amountNet(),
                        found.withheld(),
                        found.account(),
                        found.month(),
                        say("status." + found.status()),
                        found.legalBasis());
            });
        }
    }

    private void evidence() {
        try (var table = table(
                "evidence",
                text("finding_id", 19),
                word("rule_id", 26),
                word("table", 14),
                text("row_id", 26),
                word("source_file", 38),
                column("source_line", 11, COUNT),
                column("amount_gross", 14, AMOUNT),
                column("amount_net", 14, AMOUNT),
                word("month", 10),
                word("insutype", 9),
                column("withheld", 14, AMOUNT),
                column("account", 14, AMOUNT),
                word("source_sha256", 20))) {
            passes.evidence().accept(table::row);
        }
    }

    private void outcomes() {
        try (var table = table(
                "outcomes",
                text("rule_id", 28),
                word("rule_title", 40),
                word("family", 22),
                word("grade", 10),
                word("outcome", 12),
                column("population", 12, COUNT),
                column("findings", 10, COUNT),
                column("amount_gross", 16, AMOUNT),
                column("amount_net", 16, AMOUNT),
                text("reason", 60),
                text("legal_basis", 70),
                text("caution", 70))) {
            Locale language = model.language();
            model.rules()
                    .forEach(rule -> table.row(
                            rule.id(),
                            rule.title().in(language),
                            named("family", rule.family()),
                            say(rule.grade()),
                            named("outcome", rule.outcome()),
                            rule.population(),
                            rule.findings(),
                            rule.gross(),
                            rule.net(),
                            rule.reason(language),
                            rule.legal().in(language),
                            rule.caution().in(language)));
        }
    }

    private XlsxTable table(String name, Column... columns) {
        return new XlsxTable(book, say("sheet." + name), List.of(columns));
    }

    private Column text(String title, int width) {
        return column(title, width, TEXT);
    }

    private Column word(String title, int width) {
        return column(title, width, WORD);
    }

    private Column column(String title, int width, Kind kind) {
        return new Column(say(title), width, kind);
    }

    private String say(String key) {
        return said.computeIfAbsent(key, word -> Messages.in(model.language(), "xlsx." + word));
    }

    private String named(String kind, String code) {
        return Words.named(kind, code).in(model.language());
    }

    private static BigDecimal tenths(int tenths) {
        return BigDecimal.valueOf(tenths, 1);
    }
}
