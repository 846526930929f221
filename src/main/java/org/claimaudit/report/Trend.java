package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;

/** The months that this run or an earlier one has audited, each as its latest run saw it. */
final class Trend {
    /** A month; amounts in yuan. */
    record Month(String month, boolean ofThisRun, long findings, BigDecimal violation, BigDecimal suspect) {}

    /** More months than this are not shown. */
    private static final int MONTHS = 24;

    /** Which run saw a month last with the same selection of rules; to be followed by further queries. Takes the run's ordinal. */
    static final String MONTH_RUN = """
            WITH alike AS (
                SELECT run_id, ordinal, from_month, to_month, status, string_agg(p.name || '=' || coalesce(p.value, ''), chr(10) ORDER BY p.name)
                        FILTER (p.kind = 'setting' AND p.name IN ('only', 'exclude', 'pack', 'severity')) AS chosen
                FROM ledger.run LEFT JOIN ledger.run_part p USING (run_id)
                WHERE ordinal <= ? GROUP BY run_id, ordinal, from_month, to_month, status
                QUALIFY chosen IS NOT DISTINCT FROM last_value(chosen) OVER (ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),
            month_run AS (
                SELECT month, arg_max(run_id, ordinal) AS run_id
                FROM (
                    SELECT run_id, ordinal, strftime(unnest(generate_series(
                        CAST(from_month || '-01' AS DATE), CAST(to_month || '-01' AS DATE), INTERVAL 1 MONTH)), '%Y-%m') AS month
                    FROM alike WHERE status IN ('complete', 'partial'))
                GROUP BY month)
            """;

    private Trend() {}

    static List<Month> of(Db db, Run run) {
        var months = new ArrayList<>(db.list(
                MONTH_RUN + """
                        , counted AS (
                            SELECT m.month, count(*) AS findings
                            FROM ledger.finding f JOIN month_run m ON m.run_id = f.run_id AND m.month = f.month
                            WHERE f.grade <> 'clue' GROUP BY m.month),
                        money AS (
                            SELECT m.month, sum(c.amount_net) FILTER (f.grade = 'violation') AS violation,
                                sum(c.amount_net) FILTER (f.grade = 'suspect') AS suspect
                            FROM ledger.claim c JOIN ledger.finding f USING (run_id, finding_id)
                            JOIN month_run m ON m.run_id = c.run_id AND m.month = coalesce(c.month, f.month)
                            WHERE f.grade <> 'clue' GROUP BY m.month)
                        SELECT month, run_id = ? AS own, coalesce(findings, 0) AS findings, coalesce(violation, 0) AS violation,
                            coalesce(suspect, 0) AS suspect
                        FROM month_run LEFT JOIN counted USING (month) LEFT JOIN money USING (month)
                        ORDER BY month DESC LIMIT ?""",
                row -> new Month(
                        row.str("month"),
                        row.bool("own"),
                        row.whole("findings"),
                        Recovery.yuan(row, "violation"),
                        Recovery.yuan(row, "suspect")),
                run.ordinal(),
                run.id(),
                MONTHS));
        Collections.reverse(months);
        return months;
    }
}
