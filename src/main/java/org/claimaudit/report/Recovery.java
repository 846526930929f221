package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * Recovery totals of a run by institution, rule, month and insurance. Clues are in none of them: they are never money to recover.
 *
 * <p>A finding's money stands with the finding's institution and rule, but with the month and the insurance of each settlement that it was
 * paid for. A finding counts in every month and insurance in which it claims money, or in its own month when it claims none.
 */
final class Recovery {
    /** Amounts in yuan, as in {@link org.claimaudit.recovery.RecoveryTotals}. */
    record Amounts(
            long findings,
            BigDecimal gross,
            BigDecimal netViolation,
            BigDecimal netSuspect,
            BigDecimal net,
            BigDecimal withheld,
            BigDecimal account) {
        static Amounts of(Row row) {
            return new Amounts(
                    row.whole("findings"),
                    yuan(row, "gross"),
                    yuan(row, "net_violation"),
                    yuan(row, "net_suspect"),
                    yuan(row, "net"),
                    yuan(row, "withheld"),
                    yuan(row, "account"));
        }
    }

    /** {@code code} is null for what does not lie with one institution. */
    record OfInstitution(@Nullable String code, @Nullable String name, long persons, Amounts amounts) {}

    record OfRule(String rule, String title, String grade, Amounts amounts) {}

    /** {@code name} is a month or an insurance; null when not known. */
    record Of(@Nullable String name, Amounts amounts) {}

    private static final String AMOUNTS = """
            sum(amount_gross) AS gross, sum(amount_net) AS net,
            coalesce(sum(amount_net) FILTER (grade = 'violation'), 0) AS net_violation,
            coalesce(sum(amount_net) FILTER (grade = 'suspect'), 0) AS net_suspect,
            sum(withheld) AS withheld, sum(account) AS account
            """;

    /** Claims summed per finding, month and insurance; a finding that claims nothing has one row of zeros. */
    private static final String PLACED = """
            WITH money AS (
                SELECT f.finding_id, f.grade, f.month AS finding_month, coalesce(c.month, f.month) AS month, c.insutype,
                    c.amount_gross, c.amount_net, c.withheld, c.account,
                    c.amount_gross <> 0 OR c.account_gross <> 0 AS claims,
                    count(*) FILTER (claims) OVER (PARTITION BY f.finding_id) AS claiming
                FROM ledger.finding f JOIN ledger.claim c USING (run_id, finding_id)
                WHERE f.run_id = ? AND f.grade <> 'clue'),
            placed AS (
                SELECT * EXCLUDE (month, insutype),
                    CASE WHEN claiming = 0 THEN finding_month ELSE month END AS month,
                    CASE WHEN claiming = 0 THEN max(insutype) OVER (PARTITION BY finding_id) ELSE insutype END AS insutype
                FROM money WHERE claims OR claiming = 0)
            """;

    private Recovery() {}

    static List<OfInstitution> byInstitution(Db db, String runId) {
        return db.list(
                "SELECT fixmedins_code, max(fixmedins_name) AS name, count(DISTINCT psn_no) AS persons, count(*) AS findings, "
                        + AMOUNTS
                        + " FROM ledger.finding WHERE run_id = ? AND grade <> 'clue' GROUP BY fixmedins_code"
                        + " ORDER BY fixmedins_code NULLS FIRST",
                row -> new OfInstitution(
                        row.text("fixmedins_code"), row.text("name"), row.whole("persons"), Amounts.of(row)),
                runId);
    }

    static List<OfRule> byRule(Db db, String runId, Locale language) {
        String title = language.getLanguage().equals("zh") ? "title_zh" : "title_en";
        return db.list(
                "SELECT rule_id, grade, max(title) AS title, count(*) AS findings, " + AMOUNTS
                        + " FROM (SELECT f.*, r." + title + " AS title FROM ledger.finding f"
                        + " JOIN ledger.run_rule r USING (run_id, rule_id) WHERE f.run_id = ? AND f.grade <> 'clue')"
                        + " GROUP BY rule_id, grade ORDER BY rule_id, grade DESC",
                row -> new OfRule(row.str("rule_id"), row.str("title"), row.str("grade"), Amounts.of(row)),
                runId);
    }

    static List<Of> byMonth(Db db, String runId) {
        return by("month", db, runId);
    }

    static List<Of> byInsurance(Db db, String runId) {
        return by("insutype", db, runId);
    }

    private static List<Of> by(String column, Db db, String runId) {
        return db.list(
                PLACED + "SELECT " + column + ", count(DISTINCT finding_id) AS findings, " + AMOUNTS
                        + " FROM placed GROUP BY " + column + " ORDER BY " + column + " NULLS FIRST",
                row -> new Of(row.text(column), Amounts.of(row)),
                runId);
    }

    /** An amount that cannot be null, with two decimals. */
    static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
