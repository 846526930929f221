package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import org.claimaudit.store.Db;

/** Source rows that more than one rule claims money of. */
final class Overlaps {
    /** Two rules, how many rows both claim, and the smaller of their claims on each, yuan. */
    record Pair(String first, String second, long rows, BigDecimal amount) {}

    /** More pairs than this are not shown. */
    private static final int PAIRS = 40;

    private Overlaps() {}

    /** The pairs with most money first. */
    static List<Pair> of(Db db, String runId) {
        return db.list(
                """
                WITH claimed AS (
                    SELECT row_table, row_id, rule_id, max(amount_gross) AS gross
                    FROM ledger.claim WHERE run_id = ? AND amount_gross > 0 GROUP BY row_table, row_id, rule_id
                    QUALIFY count(*) OVER (PARTITION BY row_table, row_id) > 1)
                SELECT a.rule_id AS first, b.rule_id AS second, count(*) AS rows, sum(least(a.gross, b.gross)) AS amount
                FROM claimed a JOIN claimed b USING (row_table, row_id) WHERE a.rule_id < b.rule_id
                GROUP BY a.rule_id, b.rule_id ORDER BY amount DESC, a.rule_id, b.rule_id LIMIT ?""",
                row -> new Pair(row.str("first"), row.str("second"), row.whole("rows"), Recovery.yuan(row, "amount")),
                runId,
                PAIRS);
    }
}
