package org.claimaudit.recovery;

import org.claimaudit.check.AuditPeriod;
import org.claimaudit.store.Db;

/**
 * Takes out of a run what an inspector has excused, before money is shared out and before any report sees it. An exemption matches a row of
 * a finding when everything that it names fits: the rule (a glob), the institution, the person, the stay, the item of a fee line, a text in
 * the message; and when the finding's days lie within its own. Rows that match claim nothing; a finding all of whose claiming rows match (or
 * all rows, when none claims) is no finding of the run.
 */
final class Exempting {
    private final Db db;
    private final AuditPeriod period;

    Exempting(Db db, AuditPeriod period) {
        this.db = db;
        this.period = period;
    }

    /** Changes {@code audit_finding} and {@code audit_claim}, and fills {@code audit_exempted} and {@code audit_exemption}. */
    void run() {
        match();
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_exempted AS
                WITH claimed AS (
                    SELECT c.finding_id, c.row_table, c.row_id, c.source_file, c.source_line, c.rule_id, c.fixmedins_code, c.amount_gross,
                        c.amount_gross > 0 OR c.account_gross > 0 AS claims, m.exemption_id,
                        bool_or(claims) OVER (PARTITION BY c.finding_id) AS some_claim
                    FROM audit_claim c LEFT JOIN audit_match m USING (finding_id, row_table, row_id)
                    SEMI JOIN audit_match f ON f.finding_id = c.finding_id)
                SELECT *, bool_and(exemption_id IS NOT NULL OR (some_claim AND NOT claims)) OVER (PARTITION BY finding_id) AS whole FROM claimed;

                UPDATE audit_claim SET amount_gross = 0, account_gross = 0 FROM audit_match m
                WHERE audit_claim.finding_id = m.finding_id AND audit_claim.row_table = m.row_table AND audit_claim.row_id = m.row_id;
                UPDATE audit_finding SET amount_gross = c.gross FROM (
                    SELECT finding_id, sum(amount_gross) AS gross FROM audit_claim GROUP BY finding_id) c
                WHERE audit_finding.finding_id = c.finding_id AND c.finding_id IN (SELECT finding_id FROM audit_match);
                DELETE FROM audit_claim WHERE finding_id IN (SELECT finding_id FROM audit_exempted WHERE whole);
                DELETE FROM audit_finding WHERE finding_id IN (SELECT finding_id FROM audit_exempted WHERE whole);
                DELETE FROM audit_exempted WHERE exemption_id IS NULL;
                """);
        db.execute("""
                CREATE OR REPLACE TEMP TABLE audit_exemption AS
                SELECT e.exemption_id, e.version, count(DISTINCT x.finding_id) FILTER (x.whole) AS findings, count(x.row_id) AS row_count,
                    CAST(coalesce(sum(x.amount_gross), 0) AS DECIMAL(18, 2)) AS amount_gross,
                    CASE WHEN e.ends < CAST(? AS DATE) THEN 'expired' WHEN count(x.row_id) > 0 THEN 'used'
                        WHEN e.begins >= CAST(? AS DATE) THEN 'later' ELSE 'unused' END AS state
                FROM ledger.exemption_in_force e LEFT JOIN audit_exempted x USING (exemption_id)
                GROUP BY e.exemption_id, e.version, e.begins, e.ends
                """, period.begin(), period.end());
    }

    /** The rows that are excused, each by the first exemption that fits. */
    private void match() {
        String item = db.count(
                                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'data' AND table_name = 'fee_line'")
                        > 0
                ? "SELECT feedetl_sn, any_value(hilist_code) AS item FROM data.fee_line GROUP BY feedetl_sn"
                : "SELECT NULL::VARCHAR AS feedetl_sn, NULL::VARCHAR AS item LIMIT 0";
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_match AS
                SELECT c.finding_id, c.row_table, c.row_id, min(e.exemption_id) AS exemption_id
                FROM audit_claim c JOIN audit_finding f USING (finding_id)
                    JOIN ledger.exemption_in_force e
                        ON (e.rule IS NULL OR f.rule_id GLOB e.rule)
                        AND (e.institution IS NULL OR f.fixmedins_code = e.institution)
                        AND (e.person IS NULL OR f.psn_no = e.person)
                        AND (e.stay IS NULL OR f.mdtrt_id = e.stay)
                        AND (e.pattern IS NULL OR f.message_zh GLOB e.pattern OR f.message_en GLOB e.pattern)
                        AND coalesce(f.begin_date, CAST(f.month || '-01' AS DATE)) >= e.begins
                        AND coalesce(f.end_date, last_day(CAST(f.month || '-01' AS DATE))) <= e.ends
                    LEFT JOIN (%s) i ON e.item IS NOT NULL AND c.row_table = 'fee_line' AND i.feedetl_sn = c.row_id
                WHERE e.item IS NULL OR i.item = e.item
                GROUP BY c.finding_id, c.row_table, c.row_id
                """.formatted(item));
    }

    /** Writes what was taken out into the ledger, in the transaction of the caller. */
    void book(String runId) {
        db.execute("INSERT INTO ledger.run_exemption SELECT ?, * FROM audit_exemption ORDER BY exemption_id", runId);
        db.execute("""
                INSERT INTO ledger.exempted SELECT ?, exemption_id, finding_id, rule_id, fixmedins_code, row_table, row_id, source_file,
                    source_line, amount_gross, whole FROM audit_exempted ORDER BY finding_id, row_table, row_id""", runId);
    }

    static void drop(Db db) {
        db.script(
                "DROP TABLE IF EXISTS audit_match; DROP TABLE IF EXISTS audit_exempted; DROP TABLE IF EXISTS audit_exemption");
    }
}
