package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.CaseFilter;
import org.claimaudit.cases.Cases;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.cases.Run;
import org.claimaudit.recovery.Lapsed;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.report.RuleThen.Setting;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** One finding on a terminal: what is claimed, by which rule and law, which rows prove it, how each fen was computed, what may explain it. */
public final class FindingText {
    private final Page page;
    private final Locale language;
    private final Disclosure disclosure;

    private FindingText(Locale language, Disclosure disclosure) {
        this.page = new Page(language);
        this.language = language;
        this.disclosure = disclosure;
    }

    /**
     * The run that a finding is looked at in.
     *
     * @param run a run's id, or {@code last} for the newest that has the finding
     * @throws UserError {@link ExitCode#MISSING} when there is no such run or it has no such finding
     */
    public static Run run(Db db, String run, String findingId) {
        List<String> having = db.list(
                "SELECT run_id FROM ledger.finding JOIN ledger.run r USING (run_id) WHERE finding_id = ?"
                        + " AND r.status IN ('complete', 'partial') ORDER BY r.ordinal DESC",
                row -> row.str("run_id"),
                findingId);
        Run wanted = Run.find(db, run);
        if (having.contains(wanted.id())) {
            return wanted;
        }
        if (run.equals(Run.LAST) && !having.isEmpty()) {
            return Run.find(db, having.get(0));
        }
        throw new UserError(
                ExitCode.MISSING,
                Messages.text("dossier.unknown", findingId, wanted.id()),
                Messages.text("dossier.unknown.todo"));
    }

    /**
     * The text.
     *
     * @param catalogue the library as it is now, for what the parameters mean
     * @param limit the most rows to show
     */
    public static String of(
            Db db, Run run, String findingId, Catalogue catalogue, int limit, Locale language, boolean reveal) {
        ReportModel model = ReportModel.load(db, run.id(), language);
        CaseFilter filter = CaseFilter.finding(findingId);
        Case found = Cases.list(db, run, filter, language, 1).get(0);
        List<Line> lines = Evidence.of(db, run, filter).getOrDefault(findingId, List.of());
        var text = new FindingText(language, new Disclosure(reveal));
        text.head(found, model);
        text.rule(RuleThen.of(model, found.ruleId(), catalogue));
        text.rows(lines, limit);
        text.sum(found, lines);
        text.decisions(db, findingId);
        return text.page.text();
    }

    private void head(Case found, ReportModel model) {
        page.title(say(
                "title",
                found.findingId(),
                Messages.in(language, "cases." + found.grade()),
                Messages.in(language, "xlsx.severity." + found.severity()),
                Messages.in(language, "cases." + found.status())));
        page.rule();
        page.sentence(disclosure.message(found.message(), found.psnNo()));
        fact("institution", named(found.fixmedinsName(), found.fixmedinsCode()));
        fact("person", disclosure.number(found.psnNo()));
        fact("encounter", found.mdtrtId());
        fact("settlement", found.setlId());
        if (found.beginDate() != null && found.endDate() != null) {
            fact(
                    "dates",
                    say(
                            "row.span",
                            found.beginDate().toString(),
                            found.endDate().toString()));
        }
        Run run = model.run();
        fact("run", say("run.of", run.id(), run.months(), run.asOf().toString(), run.toolVersion()));
        if (!model.newest()) {
            page.sentence(say("run.old"));
        }
    }

    private void rule(RuleThen rule) {
        page.section(say("rule", rule.result().id(), rule.result().title().in(language)));
        for (Setting setting : rule.settings()) {
            page.sentence(setting.name() + " = " + setting.value()
                    + (setting.doc() == null ? "" : "  " + setting.doc().in(language)));
        }
        if (rule.file() == null) {
            page.sentence(say("rule.changed"));
        }
        list("law", rule.result().legal().in(language));
        list("cautions", rule.result().caution().in(language));
    }

    private void list(String heading, String text) {
        page.section(say(heading));
        for (String item : text.split("；|; ", -1)) {
            page.sentence(item.isEmpty() ? say("none") : item);
        }
    }

    private void rows(List<Line> lines, int limit) {
        page.section(say("rows", Page.count(lines.size())));
        var words = new Reckoning(language);
        for (Line line : shown(lines, limit)) {
            page.sentence(say(
                    "row.place",
                    words.table(line),
                    disclosure.rowId(line.table(), line.rowId()),
                    line.file(),
                    Long.toString(line.line())));
            String what = words.what(line);
            if (!what.isEmpty()) {
                page.detail(what);
            }
            words.money(line).forEach(page::detail);
        }
        if (lines.size() > limit) {
            page.sentence(say("rows.more", Page.count(lines.size() - limit)));
        }
        if (lines.stream().anyMatch(line -> line.share() != null && line.gross().signum() > 0)) {
            page.sentence(say("share.what"));
        }
        if (lines.stream().anyMatch(Line::isCut)) {
            page.sentence(say("order.what"));
            words.earlier(lines).forEach(page::sentence);
        }
    }

    /** As many as are wanted, in the order of their files; those with most money when not all are. */
    static List<Line> shown(List<Line> lines, int limit) {
        if (lines.size() <= limit) {
            return lines;
        }
        var kept = new ArrayList<>(lines);
        kept.sort(Comparator.comparing(Line::gross).reversed());
        var most = List.copyOf(kept.subList(0, limit));
        return lines.stream().filter(most::contains).toList();
    }

    private void sum(Case found, List<Line> lines) {
        page.section(say("sum"));
        page.sentence(addition("gross", lines, Line::gross, found.amountGross()));
        page.sentence(addition("net", lines, Line::net, found.amountNet()));
        if (found.withheld().signum() > 0) {
            page.sentence(addition("withheld", lines, Line::withheld, found.withheld()));
        }
        if (found.account().signum() > 0) {
            page.sentence(addition("account", lines, Line::account, found.account()));
        }
        if (found.grade().equals("clue")) {
            page.sentence(say("clue.what"));
        }
    }

    /** {@code 1.00 + 2.00 = 3.00}; the sum alone where the line would be long. */
    private String addition(String key, List<Line> lines, Function<Line, BigDecimal> amount, BigDecimal sum) {
        List<String> parts = lines.stream()
                .map(amount)
                .filter(part -> part.signum() > 0)
                .map(Page::yuan)
                .toList();
        boolean few = parts.size() > 1 && parts.size() <= 8;
        return say("sum." + key, (few ? String.join(" + ", parts) + " = " : "") + Page.yuan(sum));
    }

    private void decisions(Db db, String findingId) {
        page.section(say("decisions"));
        List<String> said = db.list(
                "SELECT * FROM ledger.decision WHERE finding_id = ? ORDER BY decision_id",
                row -> say(
                        "decision",
                        Objects.requireNonNull(row.date("decided_on")).toString(),
                        Messages.in(language, "cases." + row.str("decision")),
                        Page.yuan(Recovery.yuan(row, "confirmed")),
                        row.str("officer"),
                        row.str("document"),
                        row.str("reason")),
                findingId);
        said.forEach(page::sentence);
        Lapsed.now(db).stream()
                .filter(lapsed -> lapsed.findingId().equals(findingId))
                .forEach(lapsed -> page.sentence(say(
                                "lapsed",
                                Messages.in(language, "summary.lapsed.why." + lapsed.why()),
                                Page.yuan(lapsed.upheld()),
                                Page.yuan(lapsed.worth()),
                                Page.yuan(lapsed.open()),
                                lapsed.runId()))
                        .sentence(Messages.in(language, "summary.lapsed.todo")));
        if (said.isEmpty()) {
            page.sentence(say("decisions.none"));
        }
    }

    private void fact(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            page.sentence(say("fact", say(key), value));
        }
    }

    private static String named(@Nullable String name, @Nullable String code) {
        return code == null ? "" : name == null ? code : name + " (" + code + ")";
    }

    private String say(String key, Object... arguments) {
        return Messages.in(language, "dossier." + key, arguments);
    }
}
