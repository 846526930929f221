package org.claimaudit.report;

import java.util.List;
import java.util.Objects;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;

/** The days of stays that have violations or suspects, as the store knows them when the report is written. */
final class StayDays {
    /**
     * A stay.
     *
     * @param firstDay the day of admission, days since 1970-01-01
     * @param days one hexadecimal digit a day, the sum of 1 (a bed charged), 2 (care given), 4 (money claimed of that day), 8 (an outpatient
     *     visit)
     */
    record Stay(String mdtrtId, long firstDay, String days) {}

    /** More stays than this are not drawn: those with most money are. */
    private static final int STAYS = 2000;

    /** Longer stays are cut. */
    private static final int DAYS = 400;

    private static final String SQL = """
            WITH wanted AS (
                SELECT mdtrt_id, sum(amount_gross) AS gross FROM ledger.finding
                WHERE run_id = $run AND mdtrt_id IS NOT NULL AND grade <> 'clue'
                    AND mdtrt_id IN (SELECT mdtrt_id FROM $day)
                GROUP BY mdtrt_id ORDER BY gross DESC, mdtrt_id LIMIT $limit),
            claimed AS (
                SELECT DISTINCT l.mdtrt_id, l.fee_date AS day
                FROM ledger.claim c JOIN $line l ON c.row_table = 'fee_line' AND l.feedetl_sn = c.row_id
                WHERE c.run_id = $run AND c.amount_gross > 0 AND l.mdtrt_id IN (SELECT mdtrt_id FROM wanted)),
            outpatient AS (
                SELECT DISTINCT s.mdtrt_id, v.visit_date AS day
                FROM $stay s JOIN $visit v ON v.psn_no = s.psn_no AND v.kind <> 'pharmacy'
                WHERE s.mdtrt_id IN (SELECT mdtrt_id FROM wanted))
            SELECT w.mdtrt_id, min(d.day) AS first_day, string_agg(printf('%x', CAST(d.bed AS INTEGER) + 2 * CAST(d.care AS INTEGER)
                + CASE WHEN c.day IS NULL THEN 0 ELSE 4 END + CASE WHEN o.day IS NULL THEN 0 ELSE 8 END), '' ORDER BY d.day) AS days
            FROM wanted w JOIN $day d ON d.mdtrt_id = w.mdtrt_id
            LEFT JOIN claimed c ON c.mdtrt_id = d.mdtrt_id AND c.day = d.day
            LEFT JOIN outpatient o ON o.mdtrt_id = d.mdtrt_id AND o.day = d.day
            GROUP BY w.mdtrt_id, w.gross ORDER BY w.gross DESC, w.mdtrt_id""";

    private StayDays() {}

    /** The stays with most money claimed first. */
    static List<Stay> of(Db db, Run run) {
        String sql = SQL.replace("$run", Db.quote(run.id()))
                .replace("$limit", Integer.toString(STAYS))
                .replace("$day", FactTable.of(db, "stay_day", "mdtrt_id VARCHAR, day DATE, bed BOOLEAN, care BOOLEAN"))
                .replace(
                        "$line",
                        FactTable.of(db, "effective_line", "mdtrt_id VARCHAR, fee_date DATE, feedetl_sn VARCHAR"))
                .replace("$stay", FactTable.of(db, "stay", "mdtrt_id VARCHAR, psn_no VARCHAR"))
                .replace("$visit", FactTable.of(db, "visit", "psn_no VARCHAR, visit_date DATE, kind VARCHAR"));
        return db.list(sql, row -> {
            String days = row.str("days");
            return new Stay(
                    row.str("mdtrt_id"),
                    Objects.requireNonNull(row.date("first_day")).toEpochDay(),
                    days.length() > DAYS ? days.substring(0, DAYS) : days);
        });
    }
}
