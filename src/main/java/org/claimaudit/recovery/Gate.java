package org.claimaudit.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Window;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Db;

/**
 * Looks how good the data of each institution are, and finds those whose data are not fit to claim money from: too great a share of their
 * medical fees in the audited months fails one of the checks of {@code quality.sql} that gate, or lies in settlements that fail a gate rule
 * (its parameter {@code gate_share}, 0 to 1).
 */
final class Gate {
    private static final Set<String> FACTS =
            Set.of("valid_settlement", "effective_line", "money_difference", "med_kind", "institution_kind");

    private final Db db;
    private final AuditPeriod period;

    Gate(Db db, AuditPeriod period) {
        this.db = db;
        this.period = period;
    }

    /** Fills {@code audit_unknown_code}, {@code audit_quality} and, from that, {@code audit_withheld}. */
    void find(FactSet facts, Set<String> missing, List<Rule> rules, GateTerms terms) {
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_quality AS SELECT * EXCLUDE (run_id) FROM ledger.run_quality LIMIT 0;
                CREATE OR REPLACE TEMP TABLE audit_unknown_code AS SELECT * EXCLUDE (run_id) FROM ledger.run_unknown_code LIMIT 0""");
        if (missing.stream().noneMatch(FACTS::contains)) {
            Window.open(db, facts, missing, period.begin(), period.end(), 0, period.asOf());
            db.variable("quality_limit", terms.limit());
            db.script("INSERT INTO audit_quality BY NAME SELECT *, 'fit' AS outcome FROM (" + sql("quality") + ")");
            db.script("INSERT INTO audit_unknown_code BY NAME " + sql("unknown-codes"));
            db.dropVariable("quality_limit");
            rules.stream().filter(Rule::gate).forEach(this::judge);
            db.script("UPDATE audit_quality SET fixmedins_name = k.fixmedins_name FROM fact.institution_kind k"
                    + " WHERE k.fixmedins_code = audit_quality.fixmedins_code");
        }
        decide(terms.accepted());
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_withheld AS
                SELECT fixmedins_code, check_id AS rule_id, failing_money AS failing, total, limit_share FROM audit_quality
                WHERE outcome = 'withheld'""");
    }

    /** Adds what a gate rule has found: its settlements among all. */
    private void judge(Rule rule) {
        BigDecimal share =
                (BigDecimal) rule.param("gate_share").map(Param::value).orElseThrow();
        db.execute(
                """
                INSERT INTO audit_quality BY NAME
                WITH failing AS (
                    SELECT DISTINCT coalesce(setl_id, row_id) AS setl_id FROM audit_claim
                    WHERE rule_id = ? AND (row_table = 'settlement' OR setl_id IS NOT NULL))
                SELECT fixmedins_code, 'settlement' AS table_name, CAST(? AS VARCHAR) AS check_id, count(*) AS row_count,
                    count(f.setl_id) AS failing, sum(medfee) AS money, coalesce(sum(medfee) FILTER (f.setl_id IS NOT NULL), 0) AS failing_money,
                    sum(medfee) AS total, CAST(? AS DECIMAL(9, 4)) AS limit_share, 'fit' AS outcome
                FROM fact.valid_settlement LEFT JOIN failing f USING (setl_id)
                WHERE month BETWEEN ? AND ? AND fixmedins_code IS NOT NULL GROUP BY fixmedins_code
                """,
                rule.id(),
                rule.id(),
                share,
                period.from().toString(),
                period.to().toString());
    }

    /** What becomes of an institution: an exemption of it that covers the audited days and names no more than a check lifts that check. */
    private void decide(boolean accepted) {
        db.execute("""
                UPDATE audit_quality SET outcome = CASE
                    WHEN EXISTS (
                        SELECT 1 FROM ledger.exemption_in_force e
                        WHERE e.institution = audit_quality.fixmedins_code AND (e.rule IS NULL OR audit_quality.check_id GLOB e.rule)
                            AND e.person IS NULL AND e.stay IS NULL AND e.item IS NULL AND e.pattern IS NULL
                            AND e.begins <= CAST(? AS DATE) AND e.ends >= CAST(? AS DATE)) THEN 'exempted'
                    WHEN ? THEN 'accepted' ELSE 'withheld' END
                WHERE failing_money > 0 AND failing_money > total * limit_share AND total > 0
                """, period.begin(), period.end().minusDays(1), accepted);
    }

    private static String sql(String name) {
        try (InputStream in = Gate.class.getResourceAsStream("/sql/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException(name + ".sql is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
