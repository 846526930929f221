package org.claimaudit.evaluation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.claimaudit.cases.Run;
import org.claimaudit.rule.Grade;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * A run's findings compared with what was planted.
 *
 * <p>A planted case is all that one behaviour planted in one encounter (without its number in one settlement, without that in one row). It
 * is found by a rule when a row of it stands in the evidence of one of the rule's findings, and belongs to the month of its settlement.
 * A finding is right when a planted row stands in its evidence, whichever behaviour planted it. Cases outside the audited months, and
 * cases that were never loaded, are left out and counted.
 *
 * @param rules every rule of the run, by grade and id
 * @param totals one per grade; a case or a yuan that two rules found counts once
 * @param outside planted cases outside the audited months
 * @param unknown planted cases none of whose rows was loaded
 * @param unmapped behaviours of the truth that no rule is meant to catch
 */
public record Evaluation(
        Run run,
        List<Score> rules,
        List<Score> families,
        List<Score> totals,
        List<FalsePositive> worst,
        long outside,
        long unknown,
        List<String> unmapped) {

    /** Grouping of rules; the text is an expression on {@code ledger.run_rule}. */
    private enum Level {
        RULE("rule_id"),
        FAMILY("family"),
        GRADE("grade");

        private final String sql;

        Level(String sql) {
            this.sql = sql;
        }
    }

    private static final String PREPARE = """
            CREATE OR REPLACE TEMP TABLE planted_row AS
            WITH settled AS (
                SELECT mdtrt_id, strftime(max(setl_time), '%Y-%m') AS month FROM data.settlement
                WHERE mdtrt_id IN (SELECT mdtrt_id FROM truth) GROUP BY mdtrt_id)
            SELECT t.behaviour, coalesce(nullif(t.mdtrt_id, ''), nullif(t.setl_id, ''), t.row_table || ':' || t.row_id) AS case_id,
                t.row_table, t.row_id, t.amount,
                coalesce(strftime(s.setl_time, '%Y-%m'), m.month, strftime(e.endtime, '%Y-%m')) AS month,
                s.setl_id IS NOT NULL OR e.mdtrt_id IS NOT NULL OR t.row_table NOT IN ('settlement', 'encounter', 'fee_line') AS loaded
            FROM truth t
                LEFT JOIN data.settlement s ON s.setl_id = t.setl_id
                LEFT JOIN data.encounter e ON e.mdtrt_id = t.mdtrt_id
                LEFT JOIN settled m ON m.mdtrt_id = t.mdtrt_id;
            CREATE OR REPLACE TEMP TABLE planted_case AS
            SELECT behaviour, case_id, max(month) AS month, bool_or(loaded) AS loaded, sum(amount) AS amount
            FROM planted_row GROUP BY behaviour, case_id;
            CREATE OR REPLACE TEMP TABLE hit AS
            SELECT DISTINCT c.finding_id, c.rule_id, p.behaviour, p.case_id
            FROM ledger.claim c JOIN planted_row p USING (row_table, row_id) WHERE c.run_id = getvariable('evaluated_run')
            """;

    /** A case without a month is one of reference rows alone: those belong to every month. */
    private static final String SCORE = """
            WITH rules AS (SELECT rule_id, $level AS name FROM ledger.run_rule WHERE run_id = $run),
            wanted AS (
                SELECT DISTINCT r.name, p.behaviour, p.case_id, p.amount
                FROM rules r JOIN expected USING (rule_id) JOIN planted_case p USING (behaviour)
                WHERE p.loaded AND coalesce(p.month, $from) BETWEEN $from AND $to),
            mapped AS (SELECT h.*, r.name FROM hit h JOIN expected USING (rule_id, behaviour) JOIN rules r USING (rule_id)),
            found AS (SELECT DISTINCT name, behaviour, case_id FROM mapped),
            cases AS (
                SELECT w.name, count(*) AS planted, count(f.case_id) AS found, sum(w.amount) AS money_planted
                FROM wanted w LEFT JOIN found f USING (name, behaviour, case_id) GROUP BY w.name),
            findings AS (
                SELECT r.name, count(*) AS findings,
                    count(*) FILTER (f.finding_id IN (SELECT finding_id FROM hit)) AS true_positive,
                    sum(f.amount_net + f.withheld) FILTER (f.finding_id IN (SELECT finding_id FROM mapped)) AS money_found
                FROM ledger.finding f JOIN rules r USING (rule_id) WHERE f.run_id = $run GROUP BY r.name)
            SELECT n.name, coalesce(planted, 0) AS planted, coalesce(found, 0) AS found, coalesce(findings, 0) AS findings,
                coalesce(true_positive, 0) AS true_positive, money_planted, money_found
            FROM (SELECT DISTINCT name FROM rules) n LEFT JOIN cases USING (name) LEFT JOIN findings USING (name)
            ORDER BY n.name
            """;

    /**
     * Compares a run with a truth file.
     *
     * @param runName a run's id, or {@code last}
     * @param worst how many false positives are wanted
     * @throws UserError when there is no such run, the truth file is missing or wrong ({@link ExitCode#BAD_INPUT}), or it is about other data
     */
    public static Evaluation of(
            Db db, String runName, Path truth, Expectations expectations, Locale language, int worst) {
        Run run = Run.find(db, runName);
        TruthFile.load(db, truth);
        expectations.load(db);
        db.variable("evaluated_run", run.id());
        db.script(PREPARE);
        long cases = db.count("SELECT count(*) FROM planted_case");
        long unknown = db.count("SELECT count(*) FROM planted_case WHERE NOT loaded");
        if (cases > 0 && unknown == cases) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("evaluate.other", truth, "" + cases),
                    Messages.text("evaluate.other.todo"));
        }
        long outside = db.count(
                "SELECT count(*) FROM planted_case WHERE loaded AND month NOT BETWEEN ? AND ?",
                run.fromMonth(),
                run.toMonth());
        List<String> unmapped = db.list(
                "SELECT DISTINCT behaviour FROM truth WHERE behaviour NOT IN (SELECT behaviour FROM expected) ORDER BY 1",
                row -> row.str("behaviour"));
        return new Evaluation(
                run,
                rules(db, run, expectations),
                scores(db, run, Level.FAMILY),
                totals(db, run),
                FalsePositive.worst(db, run.id(), language, worst),
                outside,
                unknown,
                unmapped);
    }

    private static List<Score> rules(Db db, Run run, Expectations expectations) {
        var grades = new HashMap<String, String>();
        db.stream(
                "SELECT rule_id, grade FROM ledger.run_rule WHERE run_id = ?",
                row -> grades.put(row.str("rule_id"), row.str("grade")),
                run.id());
        return scores(db, run, Level.RULE).stream()
                .map(s -> s.as(
                        s.name(),
                        grades.getOrDefault(s.name(), ""),
                        expectations.behaviours().getOrDefault(s.name(), List.of())))
                .sorted(Comparator.comparing((Score s) -> rank(s.grade())).thenComparing(Score::name))
                .toList();
    }

    private static List<Score> totals(Db db, Run run) {
        List<Score> graded = scores(db, run, Level.GRADE);
        return Arrays.stream(Grade.values())
                .map(Grade::word)
                .map(grade -> graded.stream()
                        .filter(score -> score.name().equals(grade))
                        .findFirst()
                        .orElse(Score.NONE)
                        .as(Score.TOTAL, grade, List.of()))
                .toList();
    }

    private static List<Score> scores(Db db, Run run, Level level) {
        String sql = SCORE.replace("$level", level.sql)
                .replace("$run", Db.quote(run.id()))
                .replace("$from", Db.quote(run.fromMonth()))
                .replace("$to", Db.quote(run.toMonth()));
        return db.list(sql, Score::of);
    }

    private static int rank(String grade) {
        return Grade.valueOf(grade.toUpperCase(Locale.ROOT)).rank();
    }
}
