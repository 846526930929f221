package org.claimaudit.report;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.claimaudit.cases.Run;
import org.claimaudit.insight.MonthOnMonth.Month;
import org.claimaudit.store.Db;

/** Sums over findings that only people read: by family of rules, by institution and family, by month across runs. */
final class Families {
    /** What one family of rules found; yuan. */
    record Family(String id, long violations, long suspects, long clues, BigDecimal gross, BigDecimal net) {
        boolean isEmpty() {
            return violations + suspects + clues == 0;
        }
    }

    /** What one family found at one institution; {@code institution} is empty for what does not lie with one. */
    record AtInstitution(String institution, String family, long findings, long netFen) {}

    /** More months than this are not shown one by one. */
    private static final int MONTHS = 6;

    private Families() {}

    /** The families of the run's rules, whether they found something or not. */
    static List<Family> of(Db db, String runId) {
        return db.list(
                """
                SELECT r.family, count(f.finding_id) FILTER (f.grade = 'violation') AS violations,
                    count(f.finding_id) FILTER (f.grade = 'suspect') AS suspects,
                    count(f.finding_id) FILTER (f.grade = 'clue') AS clues,
                    coalesce(sum(f.amount_gross), 0) AS gross, coalesce(sum(f.amount_net), 0) AS net
                FROM ledger.run_rule r LEFT JOIN ledger.finding f USING (run_id, rule_id)
                WHERE r.run_id = ? GROUP BY r.family ORDER BY net DESC, gross DESC, r.family""",
                row -> new Family(
                        row.str("family"),
                        row.whole("violations"),
                        row.whole("suspects"),
                        row.whole("clues"),
                        Recovery.yuan(row, "gross"),
                        Recovery.yuan(row, "net")),
                runId);
    }

    static List<AtInstitution> byInstitution(Db db, String runId) {
        return db.list(
                """
                SELECT coalesce(f.fixmedins_code, '') AS code, r.family, count(*) AS findings,
                    CAST(sum(f.amount_net) * 100 AS BIGINT) AS fen
                FROM ledger.finding f JOIN ledger.run_rule r USING (run_id, rule_id)
                WHERE f.run_id = ? GROUP BY ALL ORDER BY ALL""",
                row -> new AtInstitution(row.str("code"), row.str("family"), row.whole("findings"), row.whole("fen")),
                runId);
    }

    /** The last months of the run, after the month before them where an earlier run has audited that. */
    static List<Month> months(Db db, Run run) {
        YearMonth last = YearMonth.parse(run.toMonth());
        YearMonth first = YearMonth.parse(run.fromMonth());
        YearMonth begin = last.minusMonths(MONTHS - 1).isAfter(first) ? last.minusMonths(MONTHS - 1) : first;
        var months = new ArrayList<Month>();
        if (begin.equals(first)) {
            YearMonth before = first.minusMonths(1);
            earlier(db, run, before).ifPresent(runId -> months.add(month(db, runId, before)));
        }
        for (YearMonth month = begin; !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month(db, run.id(), month));
        }
        return months;
    }

    /** The run before this one that audited a month with the same selection of rules. */
    private static Optional<String> earlier(Db db, Run run, YearMonth month) {
        return db.first(
                Trend.MONTH_RUN + "SELECT run_id FROM month_run WHERE month = ?",
                row -> row.str("run_id"),
                run.ordinal(),
                month.toString());
    }

    private static Month month(Db db, String runId, YearMonth month) {
        return db.first(
                        """
                        SELECT (SELECT count(*) FROM ledger.finding
                                WHERE run_id = $1 AND month = $2 AND grade <> 'clue') AS findings,
                            (SELECT CAST(coalesce(sum(c.amount_net), 0) * 100 AS BIGINT) FROM ledger.claim c
                                JOIN ledger.finding f USING (run_id, finding_id)
                                WHERE run_id = $1 AND coalesce(c.month, f.month) = $2) AS fen""",
                        row -> new Month(month.toString(), row.whole("findings"), row.whole("fen")),
                        runId,
                        month.toString())
                .orElseThrow();
    }
}
