package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * A finding of which more is upheld than the data still bear out: a later run has it no more, claims less of its rows, or the fund has its
 * money back. Every run looks at all that is upheld, of whatever month; the ledger stays as it is until somebody decides. Amounts are yuan.
 *
 * @param runId the run that looked
 * @param upheld by the decision that stands
 * @param worth how much of it the rows still bear
 * @param open demanded of it and not settled
 * @param why {@code refunded}, {@code exempted}, {@code gone} or {@code less}
 * @param fresh whether the last run whose reports were written did not say so, or of a smaller amount
 */
public record Lapsed(
        String runId,
        String findingId,
        String ruleId,
        @Nullable String institution,
        @Nullable String institutionName,
        BigDecimal upheld,
        BigDecimal worth,
        BigDecimal open,
        String why,
        boolean fresh) {

    /**
     * A row is worth what the latest run that could see it claims of it, and no more than the fund paid for it by now. A run could see it that
     * audits its month and the last month of the finding's rows: what came later is out of sight of a run of an earlier month. What the fund
     * paid is known without any.
     */
    private static final String BOOK = """
            INSERT INTO ledger.run_lapsed
            WITH upheld AS (
                SELECT s.finding_id, s.row_table, s.row_id, s.month, s.amount, d.run_id AS decided_in
                FROM ledger.confirmed_now s JOIN ledger.decision d USING (decision_id, finding_id) WHERE s.amount > 0
            ), decided AS (
                SELECT f.finding_id, f.rule_id, f.fixmedins_code, f.fixmedins_name, r.ordinal, coalesce(max(c.month), f.month) AS last_month
                FROM (SELECT DISTINCT finding_id, decided_in AS run_id FROM upheld) JOIN ledger.finding f USING (finding_id, run_id)
                    JOIN ledger.run r USING (run_id) LEFT JOIN ledger.claim c USING (finding_id, run_id)
                GROUP BY f.finding_id, f.rule_id, f.fixmedins_code, f.fixmedins_name, r.ordinal, f.month
            ), looked AS (
                SELECT u.finding_id, u.month, arg_max(l.run_id, l.ordinal) AS run_id
                FROM (SELECT DISTINCT finding_id, month FROM upheld) u JOIN decided d USING (finding_id)
                    JOIN ledger.run_rule q ON q.rule_id = d.rule_id AND q.population IS NOT NULL
                    JOIN ledger.run l ON l.run_id = q.run_id AND l.ordinal >= d.ordinal AND l.status IN ('complete', 'partial')
                        AND d.last_month BETWEEN l.from_month AND l.to_month AND u.month BETWEEN l.from_month AND l.to_month
                GROUP BY u.finding_id, u.month
            ), borne AS (
                SELECT u.finding_id, u.amount,
                    CASE WHEN l.run_id IS NULL THEN u.amount ELSE least(u.amount, coalesce(c.amount_gross, 0)) END AS claimed,
                    greatest(0, coalesce(CASE u.row_table WHEN 'fee_line' THEN e.fund ELSE s.fund END, 0)) AS paid,
                    l.run_id IS NOT NULL AND f.finding_id IS NULL AS gone,
                    EXISTS (FROM ledger.exempted x WHERE x.run_id = l.run_id AND x.finding_id = u.finding_id) AS exempted
                FROM upheld u LEFT JOIN looked l USING (finding_id, month)
                    LEFT JOIN ledger.claim c ON c.run_id = l.run_id AND c.finding_id = u.finding_id AND c.row_table = u.row_table
                        AND c.row_id = u.row_id
                    LEFT JOIN ledger.finding f ON f.run_id = l.run_id AND f.finding_id = u.finding_id
                    LEFT JOIN fact.effective_line e ON u.row_table = 'fee_line' AND e.feedetl_sn = u.row_id
                    LEFT JOIN fact.valid_settlement s ON u.row_table = 'settlement' AND s.setl_id = u.row_id
            ), now AS (
                SELECT finding_id, sum(amount) AS upheld, sum(least(claimed, paid)) AS worth,
                    CASE WHEN bool_or(paid < amount) THEN 'refunded' WHEN bool_or(exempted) THEN 'exempted' WHEN bool_and(gone) THEN 'gone'
                        ELSE 'less' END AS why
                FROM borne GROUP BY finding_id HAVING sum(least(claimed, paid)) < sum(amount)
            ), before AS (
                SELECT finding_id, upheld - worth AS lost FROM ledger.run_lapsed
                WHERE run_id = (SELECT arg_max(r.run_id, r.ordinal) FROM ledger.run r
                    WHERE r.status IN ('complete', 'partial') AND r.reported AND r.run_id <> $run)
            )
            SELECT $run, n.finding_id, d.rule_id, d.fixmedins_code, d.fixmedins_name, n.upheld, n.worth,
                greatest(coalesce(b.open, 0), 0), n.why, n.upheld - n.worth > coalesce(p.lost, 0)
            FROM now n JOIN decided d USING (finding_id) LEFT JOIN ledger.finding_balance b USING (finding_id)
                LEFT JOIN before p USING (finding_id)
            ORDER BY n.finding_id""";

    private static final String FIRST = " ORDER BY fresh DESC, upheld - worth DESC, finding_id";

    /** What is upheld and not borne out. */
    public BigDecimal lost() {
        return upheld.subtract(worth);
    }

    /** Looks at all that is upheld, once the run has ended. */
    static void book(Db db, String runId) {
        db.script(BOOK.replace("$run", Db.quote(runId)));
    }

    /** What a run said, new ones first, then by the money that is not borne out. */
    public static List<Lapsed> of(Db db, String runId) {
        return db.list("SELECT * FROM ledger.run_lapsed WHERE run_id = ?" + FIRST, Lapsed::of, runId);
    }

    /** What the newest run said and nobody has put right since. */
    public static List<Lapsed> now(Db db) {
        return db.list("SELECT * FROM ledger.lapsed" + FIRST, Lapsed::of);
    }

    private static Lapsed of(Row row) {
        return new Lapsed(
                row.str("run_id"),
                row.str("finding_id"),
                row.str("rule_id"),
                row.text("fixmedins_code"),
                row.text("fixmedins_name"),
                yuan(row, "upheld"),
                yuan(row, "worth"),
                yuan(row, "open"),
                row.str("why"),
                row.bool("fresh"));
    }

    private static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
