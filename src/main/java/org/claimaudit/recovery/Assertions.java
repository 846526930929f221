package org.claimaudit.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.store.Db;

/**
 * What must hold of every run, asked of the ledger and the facts, not of what computed them: totals equal their case lists, no line and no
 * settlement gives more than the fund paid for it, a clue claims nothing.
 */
final class Assertions {
    /** How many of those that break a promise are named. */
    private static final int NAMED = 5;

    /** Each query names what breaks its promise: a finding, fee line, settlement, rule or run. */
    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put("finding-sums", """
                SELECT finding_id AS what FROM (SELECT * FROM ledger.finding WHERE run_id = $run) f FULL JOIN (
                    SELECT finding_id, sum(amount_gross) AS gross, sum(amount_net) AS net, sum(withheld) AS withheld, sum(account) AS account,
                        count(*) AS n
                    FROM ledger.claim WHERE run_id = $run GROUP BY finding_id) c USING (finding_id)
                WHERE (f.amount_gross, f.amount_net, f.withheld, f.account, f.evidence_rows)
                    IS DISTINCT FROM (c.gross, c.net, c.withheld, c.account, c.n)""");
        BROKEN.put("finding-once", """
                SELECT finding_id AS what FROM ledger.finding WHERE run_id = $run GROUP BY finding_id HAVING count(*) > 1
                UNION ALL SELECT finding_id FROM ledger.claim WHERE run_id = $run
                GROUP BY finding_id, row_table, row_id HAVING count(*) > 1""");
        BROKEN.put("rule-sums", """
                SELECT rule_id AS what FROM (SELECT * FROM ledger.run_rule WHERE run_id = $run) r FULL JOIN (
                    SELECT rule_id, count(*) AS n, sum(amount_gross) AS gross, sum(amount_net) AS net
                    FROM ledger.finding WHERE run_id = $run GROUP BY rule_id) f USING (rule_id)
                WHERE r.rule_id IS NULL OR (r.findings, r.amount_gross, r.amount_net)
                    IS DISTINCT FROM (coalesce(f.n, 0), coalesce(f.gross, 0), coalesce(f.net, 0))""");
        BROKEN.put("grade-sums", """
                SELECT $run AS what FROM (SELECT coalesce(sum(amount_net), 0) AS net,
                    coalesce(sum(amount_net) FILTER (grade = 'violation'), 0) AS v, coalesce(sum(amount_net) FILTER (grade = 'suspect'), 0) AS s
                    FROM ledger.finding WHERE run_id = $run) WHERE net <> v + s""");
        BROKEN.put("clue-money", """
                SELECT finding_id AS what FROM ledger.finding f JOIN ledger.claim c USING (run_id, finding_id)
                WHERE run_id = $run AND f.grade = 'clue'
                    AND (c.amount_gross, c.amount_net, c.withheld, c.account_gross, c.account) IS DISTINCT FROM (0, 0, 0, 0, 0)""");
        BROKEN.put("claim-bounds", """
                SELECT finding_id AS what FROM ledger.claim WHERE run_id = $run
                    AND (amount_net < 0 OR withheld < 0 OR amount_net + withheld > amount_gross OR account < 0 OR account > account_gross)""");
        BROKEN.put("line-cap", """
                SELECT c.row_id AS what FROM (SELECT row_id, sum(amount_net + withheld) AS net FROM ledger.claim
                    WHERE run_id = $run AND row_table = 'fee_line' GROUP BY row_id HAVING net > 0) c
                LEFT JOIN fact.effective_line l ON l.feedetl_sn = c.row_id WHERE c.net > coalesce(l.fund, 0)""");
        BROKEN.put("settlement-cap", """
                SELECT setl_id AS what FROM (
                    SELECT CASE WHEN c.row_table = 'settlement' THEN c.row_id ELSE l.setl_id END AS setl_id,
                        sum(c.amount_net + c.withheld) AS net, sum(c.account) AS account
                    FROM ledger.claim c LEFT JOIN fact.effective_line l ON c.row_table = 'fee_line' AND l.feedetl_sn = c.row_id
                    WHERE c.run_id = $run AND (c.amount_net + c.withheld > 0 OR c.account > 0) GROUP BY 1) c
                LEFT JOIN fact.valid_settlement s USING (setl_id)
                WHERE c.net > greatest(coalesce(s.fund, 0), 0) OR c.account > greatest(coalesce(s.acct_pay, 0), 0)""");
        BROKEN.put("withheld", """
                SELECT finding_id AS what FROM ledger.finding f WHERE run_id = $run
                    AND CASE WHEN fixmedins_code IN (SELECT fixmedins_code FROM ledger.run_withheld WHERE run_id = $run)
                        THEN amount_net <> 0 OR account <> 0 ELSE withheld <> 0 END""");
    }

    private Assertions() {}

    /** The promises that the run breaks, each with how often and what breaks it first; none in a sound run. */
    static List<String> broken(Db db, String runId) {
        var broken = new ArrayList<String>();
        BROKEN.forEach((name, sql) -> {
            List<String> what = db.list(
                    "SELECT coalesce(what, '') AS what FROM (" + sql.replace("$run", Db.quote(runId))
                            + ") ORDER BY what",
                    row -> row.str("what"));
            if (!what.isEmpty()) {
                String first = String.join(", ", what.subList(0, Math.min(NAMED, what.size())));
                broken.add(name + " (" + what.size() + "): " + first + (what.size() > NAMED ? " …" : ""));
            }
        });
        return broken;
    }
}
