package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * Two runs beside each other, finding by finding, in the months that both audited: what is new, what is gone, whose money changed, and why.
 * Findings are the same when their id is: rule and key. Amounts are net yuan.
 */
final class RunChanges {
    /** A finding of either run; an amount and grade are null where a run does not have it. */
    record Line(
            String findingId,
            String ruleId,
            Bilingual title,
            @Nullable String institution,
            @Nullable String institutionName,
            String month,
            String change,
            String why,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            @Nullable String gradeBefore,
            @Nullable String gradeAfter) {

        /** Whether both runs have it, in different grades. */
        boolean otherGrade() {
            return gradeBefore != null && gradeAfter != null && !gradeBefore.equals(gradeAfter);
        }
    }

    /** The findings of one change and cause. */
    record Group(String change, String why, long findings, BigDecimal before, BigDecimal after) {}

    /** How a run differs from the earlier one over the same months; empty when there is none. */
    record Brief(List<Group> groups, List<Line> largest) {
        private static final int LARGEST = 50;

        static Brief of(Db db, Run run) {
            String baseline = run.baselineRunId();
            if (baseline == null) {
                return new Brief(List.of(), List.of());
            }
            var changes = new RunChanges(db, Run.find(db, baseline), run);
            return new Brief(changes.groups(), changes.largest(LARGEST));
        }

        /** How many findings did not stay as they were. */
        long moved() {
            return RunChanges.moved(groups);
        }
    }

    /**
     * The first cause that holds, of those that could move this finding: excused; the rule did not run on one side; when it claims what it
     * claimed, its institution's data that became unfit to claim upon or fit, a decision about it between the runs, and else the other
     * findings of the same money; the rule's file, its parameters; data
     * loaded between the runs; the day looked back from; facts and knowledge.
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
            ), decided AS (
                SELECT finding_id FROM ledger.decision JOIN ledger.paper USING (paper_id), runs
                WHERE recorded_at > begun AND recorded_at <= ended AND decision IN ('upheld', 'partly', 'dismissed', 'withdrawn')
            ), ran AS (
                SELECT rule_id FROM ledger.run_rule, runs
                WHERE run_id IN (a, b) AND population IS NOT NULL GROUP BY rule_id HAVING count(*) = 2
            ), side AS (
                SELECT f.*, f.run_id = a AS before FROM ledger.finding f, runs WHERE f.run_id IN (a, b) AND f.month BETWEEN first AND last
            ), pair AS (
                SELECT finding_id, any_value(rule_id) AS rule_id, any_value(fixmedins_code) AS fixmedins_code,
                    any_value(fixmedins_name) AS fixmedins_name, min(month) AS month,
                    CASE WHEN NOT bool_or(before) THEN 'new' WHEN bool_and(before) THEN 'cleared'
                        WHEN min(amount_net) <> max(amount_net) OR min(grade) <> max(grade) THEN 'changed' ELSE 'same' END AS change,
                    min(amount_gross) <> max(amount_gross) OR min(grade) <> max(grade) AS other_claim,
                    min(withheld) <> max(withheld) AS other_gate,
                    sum(amount_net) FILTER (before) AS amount_before, sum(amount_net) FILTER (NOT before) AS amount_after,
                    any_value(grade) FILTER (before) AS grade_before, any_value(grade) FILTER (NOT before) AS grade_after
                FROM side GROUP BY finding_id
            )
            SELECT p.*, t.title_en, t.title_zh,
                CASE
                    WHEN change = 'same' THEN ''
                    WHEN finding_id IN (SELECT e.finding_id FROM ledger.exempted e, runs WHERE e.run_id IN (a, b)) THEN 'exemption'
                    WHEN p.rule_id NOT IN (FROM ran) THEN 'not-run'
                    WHEN change = 'changed' AND NOT other_claim
                        THEN CASE WHEN other_gate THEN 'withheld' WHEN finding_id IN (FROM decided) THEN 'decided' ELSE 'shared' END
                    WHEN ('rule', p.rule_id) IN (SELECT (kind, name) FROM part) THEN 'rule'
                    WHEN EXISTS (FROM part WHERE kind = 'setting' AND starts_with(name, p.rule_id || '.')) THEN 'parameter'
                    WHEN (SELECT data FROM loaded) THEN 'data'
                    WHEN (SELECT other_day FROM runs) THEN 'day'
                    WHEN EXISTS (FROM part WHERE kind IN ('fact', 'knowledge')) THEN 'knowledge'
                    ELSE 'unknown' END AS why
            FROM pair p
            JOIN (SELECT rule_id, max(title_en) AS title_en, max(title_zh) AS title_zh FROM ledger.run_rule, runs WHERE run_id IN (a, b)
                GROUP BY rule_id) t USING (rule_id)""";

    private static final String LARGEST_FIRST =
            " ORDER BY abs(coalesce(amount_after, 0) - coalesce(amount_before, 0)) DESC, finding_id";

    private final Db db;
    private final Run earlier;
    private final Run later;

    RunChanges(Db db, Run earlier, Run later) {
        this.db = db;
        this.earlier = earlier;
        this.later = later;
    }

    /** Counts and money by change and cause; what stayed as it was comes last. */
    List<Group> groups() {
        return db.list(
                "SELECT change, why, count(*) AS findings, coalesce(sum(amount_before), 0) AS before, coalesce(sum(amount_after), 0) AS after FROM ("
                        + FINDINGS
                        + ") GROUP BY change, why ORDER BY list_position(['new', 'cleared', 'changed', 'same'], change), why",
                row -> new Group(
                        row.str("change"),
                        row.str("why"),
                        row.whole("findings"),
                        Recovery.yuan(row, "before"),
                        Recovery.yuan(row, "after")),
                earlier.id(),
                later.id());
    }

    /** How many findings did not stay as they were. */
    static long moved(List<Group> groups) {
        return groups.stream()
                .filter(group -> !group.change().equals("same"))
                .mapToLong(Group::findings)
                .sum();
    }

    /** The findings that did not stay as they were, the largest change first, at most {@code limit}. */
    List<Line> largest(int limit) {
        return db.list(
                "SELECT * FROM (" + FINDINGS + ") WHERE change <> 'same'" + LARGEST_FIRST + " LIMIT ?",
                RunChanges::line,
                earlier.id(),
                later.id(),
                limit);
    }

    /** Hands over every finding of either run, the largest change first. */
    void stream(Consumer<Line> sink) {
        db.stream(FINDINGS + LARGEST_FIRST, row -> sink.accept(line(row)), earlier.id(), later.id());
    }

    private static Line line(Row row) {
        return new Line(
                row.str("finding_id"),
                row.str("rule_id"),
                new Bilingual(row.str("title_en"), row.str("title_zh")),
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
}
