package org.claimaudit.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Two runs beside each other, finding by finding, in the months that both audited: what is new, what is gone, whose money changed, and why.
 * Findings are the same when their id is: rule and key. Amounts are net yuan.
 */
public final class RunDiff {
    /** How many findings the terminal shows; the CSV has all. */
    private static final int SHOWN = 20;

    private static final List<String> CHANGES = List.of("new", "cleared", "changed", "same");
    private static final List<String> COLUMNS = List.of(
            "finding_id",
            "rule_id",
            "rule_title",
            "fixmedins_code",
            "fixmedins_name",
            "month",
            "change",
            "why",
            "amount_before",
            "amount_after",
            "grade_before",
            "grade_after");

    /**
     * The first cause that holds, of those that could move this finding: excused; the rule did not run on one side; its file, its parameters;
     * data loaded between the runs; facts, knowledge, settings or the day looked back from; and else the other findings of the same money.
     */
    private static final String FINDINGS = """
            WITH runs AS (
                SELECT a.run_id AS a, b.run_id AS b, greatest(a.from_month, b.from_month) AS first, least(a.to_month, b.to_month) AS last,
                    a.as_of <> b.as_of AS other_day, least(a.started_at, b.started_at) AS begun, greatest(a.started_at, b.started_at) AS ended
                FROM ledger.run a, ledger.run b WHERE a.run_id = ? AND b.run_id = ?
            ), part AS (
                SELECT kind, name
                FROM (SELECT p.* FROM ledger.run_part p, runs WHERE p.run_id IN (a, b))
                WHERE kind <> 'exemption'
                GROUP BY kind, name
                HAVING count(*) = 1 OR count(DISTINCT coalesce(value, '') || '/' || coalesce(sha256, '')) > 1
            ), loaded AS (
                SELECT count(*) > 0 AS data FROM ledger.batch, runs WHERE started_at > begun AND started_at <= ended
            ), ran AS (
                SELECT rule_id FROM ledger.run_rule, runs
                WHERE run_id IN (a, b) AND outcome IN ('found', 'clean') GROUP BY rule_id HAVING count(*) = 2
            ), side AS (
                SELECT f.*, f.run_id = a AS before FROM ledger.finding f, runs WHERE f.run_id IN (a, b) AND f.month BETWEEN first AND last
            ), pair AS (
                SELECT finding_id, any_value(rule_id) AS rule_id, any_value(fixmedins_code) AS fixmedins_code,
                    any_value(fixmedins_name) AS fixmedins_name, min(month) AS month,
                    CASE WHEN NOT bool_or(before) THEN 'new' WHEN bool_and(before) THEN 'cleared'
                        WHEN min(amount_net) <> max(amount_net) OR min(grade) <> max(grade) THEN 'changed' ELSE 'same' END AS change,
                    min(amount_gross) <> max(amount_gross) OR min(grade) <> max(grade) AS other_claim,
                    sum(amount_net) FILTER (before) AS amount_before, sum(amount_net) FILTER (NOT before) AS amount_after,
                    any_value(grade) FILTER (before) AS grade_before, any_value(grade) FILTER (NOT before) AS grade_after
                FROM side GROUP BY finding_id
            )
            SELECT p.*, t.title_en, t.title_zh,
                CASE
                    WHEN change = 'same' THEN ''
                    WHEN finding_id IN (SELECT e.finding_id FROM ledger.exempted e, runs WHERE e.run_id IN (a, b)) THEN 'exemption'
                    WHEN p.rule_id NOT IN (FROM ran) THEN 'not-run'
                    WHEN change = 'changed' AND NOT other_claim THEN 'shared'
                    WHEN ('rule', p.rule_id) IN (SELECT (kind, name) FROM part) THEN 'rule'
                    WHEN EXISTS (FROM part WHERE kind = 'setting' AND starts_with(name, p.rule_id || '.')) THEN 'parameter'
                    WHEN (SELECT data FROM loaded) THEN 'data'
                    WHEN (SELECT other_day FROM runs) THEN 'day'
                    WHEN EXISTS (FROM part WHERE kind IN ('fact', 'knowledge')) THEN 'knowledge'
                    ELSE 'unknown' END AS why
            FROM pair p
            JOIN (SELECT rule_id, max(title_en) AS title_en, max(title_zh) AS title_zh FROM ledger.run_rule, runs WHERE run_id IN (a, b)
                GROUP BY rule_id) t USING (rule_id)
            ORDER BY abs(coalesce(amount_after, 0) - coalesce(amount_before, 0)) DESC, finding_id""";

    private record Line(
            String findingId,
            String ruleId,
            String title,
            @Nullable String institution,
            @Nullable String institutionName,
            String month,
            String change,
            String why,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            @Nullable String gradeBefore,
            @Nullable String gradeAfter) {}

    private final Run earlier;
    private final Run later;
    private final List<Line> lines;
    private final Locale language;

    private RunDiff(Run earlier, Run later, List<Line> lines, Locale language) {
        this.earlier = earlier;
        this.later = later;
        this.lines = lines;
        this.language = language;
    }

    /**
     * Compares two runs.
     *
     * @throws UserError {@link ExitCode#USAGE} when no month was audited by both
     */
    public static RunDiff of(Db db, Run earlier, Run later, Locale language) {
        if (earlier.fromMonth().compareTo(later.toMonth()) > 0
                || later.fromMonth().compareTo(earlier.toMonth()) > 0) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("summary.diff.apart", earlier.id(), earlier.months(), later.id(), later.months()),
                    Messages.text("summary.diff.apart.todo"));
        }
        boolean chinese = language.getLanguage().equals("zh");
        List<Line> lines = db.list(FINDINGS, row -> line(row, chinese), earlier.id(), later.id());
        return new RunDiff(earlier, later, lines, language);
    }

    private static Line line(Row row, boolean chinese) {
        return new Line(
                row.str("finding_id"),
                row.str("rule_id"),
                row.str(chinese ? "title_zh" : "title_en"),
                row.text("fixmedins_code"),
                row.text("fixmedins_name"),
                row.str("month"),
                row.str("change"),
                row.str("why"),
                row.decimal("amount_before"),
                row.decimal("amount_after"),
                row.text("grade_before"),
                row.text("grade_after"));
    }

    /** Counts, money by cause, and the findings whose money moved most, for a terminal. */
    public String text() {
        var page = new Page(language);
        page.title(page.say("diff.title", earlier.id(), later.id())).rule();
        var counts = new TextTable()
                .left(page.say("diff.change"), 40)
                .left(page.say("diff.why"), 40)
                .right(page.say("findings"))
                .right(page.say("diff.before"))
                .right(page.say("diff.after"));
        groups().values()
                .forEach(group -> counts.row(
                        page.say("diff.change." + group.get(0).change()),
                        why(page, group.get(0)),
                        Page.count(group.size()),
                        sum(group.stream().map(Line::before).toList()),
                        sum(group.stream().map(Line::after).toList())));
        counts.row(
                page.say("total"),
                "",
                Page.count(lines.size()),
                sum(lines.stream().map(Line::before).toList()),
                sum(lines.stream().map(Line::after).toList()));
        page.heading("diff.counts").table(counts);

        List<Line> moved =
                lines.stream().filter(line -> !line.change().equals("same")).toList();
        if (!moved.isEmpty()) {
            page.heading("diff.moved", Math.min(SHOWN, moved.size()), moved.size());
            moved.stream()
                    .limit(SHOWN)
                    .forEach(line -> page.sentence(line.findingId() + "  " + line.title())
                            .detail(page.say(
                                    "diff.line",
                                    page.say("diff.change." + line.change()),
                                    why(page, line),
                                    yuan(line.before()),
                                    yuan(line.after()),
                                    line.institutionName() == null
                                            ? page.say("institution.none")
                                            : String.valueOf(line.institutionName()))));
        }
        return page.text();
    }

    /** Every finding of either run, also those that stayed as they were, the largest change first; {@code out} is closed. */
    public void csv(Writer out, CsvProfile profile) throws IOException {
        try (var file = new CsvFile(out, profile, COLUMNS)) {
            lines.forEach(line -> file.row(
                    line.findingId(),
                    line.ruleId(),
                    line.title(),
                    line.institution(),
                    line.institutionName(),
                    line.month(),
                    line.change(),
                    line.why(),
                    line.before(),
                    line.after(),
                    line.gradeBefore(),
                    line.gradeAfter()));
        }
    }

    private Map<String, List<Line>> groups() {
        var groups = new LinkedHashMap<String, List<Line>>();
        for (String change : CHANGES) {
            lines.stream()
                    .filter(line -> line.change().equals(change))
                    .sorted(Comparator.comparing(Line::why))
                    .forEach(line -> groups.computeIfAbsent(change + line.why(), key -> new ArrayList<>())
                            .add(line));
        }
        return groups;
    }

    private static String why(Page page, Line line) {
        return line.why().isEmpty() ? "" : page.say("diff.why." + line.why());
    }

    private static String yuan(@Nullable BigDecimal amount) {
        return amount == null ? "–" : Page.yuan(amount);
    }

    private static String sum(List<@Nullable BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            if (amount != null) {
                sum = sum.add(amount);
            }
        }
        return Page.yuan(sum);
    }
}
