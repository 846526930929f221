package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.cases.Run;
import org.claimaudit.recovery.Lapsed;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What every reporter needs to know of one run. Findings and their rows are many and are not in it: reporters stream them.
 *
 * @param newest whether no later run came to an end
 */
record ReportModel(
        Run run,
        boolean newest,
        Locale language,
        List<Input> inputs,
        List<RuleResult> rules,
        RecoveryTotals totals,
        List<Withheld> withheld,
        List<Exempted> exempted,
        List<Quality> quality,
        List<UnknownCode> unknownCodes,
        List<Lapsed> lapsed,
        List<String> emptyMonths,
        List<String> historyGaps,
        List<Incomplete> incomplete,
        List<Part> parts) {

    /**
     * An institution whose data failed the quality gate.
     *
     * @param failing yuan that fail the rule
     * @param total yuan that the rule looked at
     * @param limitShare the share from which amounts are withheld, 0 to 1
     * @param amount yuan that are withheld
     */
    record Withheld(
            String code,
            @Nullable String name,
            String rule,
            BigDecimal failing,
            BigDecimal total,
            BigDecimal limitShare,
            BigDecimal amount) {}

    /** What else decided the result: a setting with its value, or a rule, fact, indicator, knowledge table or profile with its SHA-256. */
    record Part(
            String kind,
            String name,
            @Nullable String value,
            @Nullable String sha256) {}

    /**
     * Loads a run.
     *
     * @throws org.claimaudit.support.UserError when there is no such run
     */
    static ReportModel load(Db db, String name, Locale language) {
        Run run = Run.find(db, name);
        return new ReportModel(
                run,
                db.count(
                                "SELECT count(*) FROM ledger.run WHERE ordinal > ? AND status IN ('complete', 'partial')",
                                run.ordinal())
                        == 0,
                language,
                Input.of(db, run.id()),
                RuleResult.of(db, run.id()),
                RecoveryTotals.of(db, run.id()),
                withheld(db, run.id()),
                Exempted.of(db, run.id()),
                Quality.failing(db, run.id()),
                UnknownCode.of(db, run.id()),
                Lapsed.of(db, run.id()),
                months(db, "run_empty_month", run.id()),
                months(db, "run_history_gap", run.id()),
                Incomplete.of(db, run.id()),
                parts(db, run.id()));
    }

    private static List<String> months(Db db, String table, String runId) {
        return db.list(
                "SELECT month FROM ledger." + table + " WHERE run_id = ? ORDER BY month",
                row -> row.str("month"),
                runId);
    }

    /** The rules that did not run or had nothing to look at, and why. */
    List<RuleResult> notRun() {
        return rules.stream().filter(rule -> !rule.ran()).toList();
    }

    /** What people call a check of the data's quality: the title, where it is a gate rule. */
    Bilingual check(String check) {
        return rules.stream()
                .filter(rule -> rule.id().equals(check))
                .map(RuleResult::title)
                .findFirst()
                .orElseGet(() -> Words.named("quality-check", check));
    }

    private static List<Withheld> withheld(Db db, String runId) {
        return db.list(
                """
                SELECT w.*,
                    (SELECT max(f.fixmedins_name) FROM ledger.finding f
                        WHERE f.run_id = w.run_id AND f.fixmedins_code = w.fixmedins_code) AS name,
                    coalesce((SELECT sum(c.withheld) FROM ledger.claim c
                        WHERE c.run_id = w.run_id AND c.fixmedins_code = w.fixmedins_code), 0) AS amount
                FROM ledger.run_withheld w WHERE w.run_id = ? ORDER BY w.fixmedins_code, w.rule_id""",
                row -> new Withheld(
                        row.str("fixmedins_code"),
                        row.text("name"),
                        row.str("rule_id"),
                        Recovery.yuan(row, "failing"),
                        Recovery.yuan(row, "total"),
                        Objects.requireNonNull(row.decimal("limit_share")),
                        Recovery.yuan(row, "amount")),
                runId);
    }

    private static List<Part> parts(Db db, String runId) {
        return db.list(
                "SELECT kind, name, value, sha256 FROM ledger.run_part WHERE run_id = ? ORDER BY kind, name",
                row -> new Part(row.str("kind"), row.str("name"), row.text("value"), row.text("sha256")),
                runId);
    }
}
