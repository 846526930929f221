package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.util.List;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Db;

/**
 * Finds institutions whose data are not fit to claim money from: those of whose medical fees in the audited months too great a share lies in
 * settlements that fail a gate rule (its parameter {@code gate_share}, 0 to 1).
 */
final class Gate {
    private Gate() {}

    /** Fills {@code audit_withheld}. */
    static void find(Db db, List<Rule> rules, AuditPeriod period) {
        db.script(
                "CREATE OR REPLACE TEMP TABLE audit_withheld AS SELECT * EXCLUDE (run_id) FROM ledger.run_withheld LIMIT 0");
        rules.stream().filter(Rule::gate).forEach(rule -> find(db, rule, period));
    }

    private static void find(Db db, Rule rule, AuditPeriod period) {
        BigDecimal share =
                (BigDecimal) rule.param("gate_share").map(Param::value).orElseThrow();
        db.execute("""
                INSERT INTO audit_withheld BY NAME
                WITH failing AS (
                    SELECT DISTINCT coalesce(setl_id, row_id) AS setl_id FROM audit_claim
                    WHERE rule_id = ? AND (row_table = 'settlement' OR setl_id IS NOT NULL)),
                money AS (
                    SELECT fixmedins_code, coalesce(sum(medfee) FILTER (setl_id IN (SELECT setl_id FROM failing)), 0) AS failing,
                        sum(medfee) AS total
                    FROM fact.valid_settlement WHERE month BETWEEN ? AND ? AND fixmedins_code IS NOT NULL GROUP BY fixmedins_code)
                SELECT fixmedins_code, CAST(? AS VARCHAR) AS rule_id, failing, total, CAST(? AS DECIMAL(9, 4)) AS limit_share
                FROM money WHERE failing > 0 AND failing > total * CAST(? AS DECIMAL(9, 4))
                """, rule.id(), period.from().toString(), period.to().toString(), rule.id(), share, share);
    }
}
