package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Visits of institutions against those of the same type, level and county. */
final class Volumes {
    /**
     * An institution's month.
     *
     * @param perDay visits per doctor and day, or per open day where no doctor is named; one decimal
     * @param median of the peers, itself included; one decimal
     * @param low lower edge of the band in which peers usually lie; null with too few of them
     * @param high upper edge of that band
     */
    record Volume(
            String month,
            String code,
            String group,
            long visits,
            long persons,
            BigDecimal perDay,
            @Nullable BigDecimal median,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {}

    /**
     * The band: 3.5 robust standard deviations (1.4826 times the median deviation) about the median of the logarithms (Iglewicz and Hoaglin,
     * How to Detect and Handle Outliers, 1993), for eight institutions and more.
     */
    private static final String SQL = """
            WITH month AS (
                SELECT p.month, p.fixmedins_code, p.visits, p.persons,
                    p.inst_type || '|' || coalesce(p.hosp_lv, '') || '|' || coalesce(p.admdvs, '') AS peers,
                    p.visits / coalesce(nullif(p.doctor_days, 0), nullif(p.open_days, 0)) AS per_day
                FROM $period p
                WHERE p.period = 'month' AND p.visits > 0 AND p.month BETWEEN ? AND ? AND p.inst_type IS NOT NULL),
            usual AS (
                SELECT month, peers, count(*) AS number, median(per_day) AS middle, median(ln(1 + per_day)) AS log_middle
                FROM month GROUP BY month, peers),
            spread AS (
                SELECT m.month, m.peers, 1.4826 * median(abs(ln(1 + m.per_day) - u.log_middle)) AS deviation
                FROM month m JOIN usual u ON u.month = m.month AND u.peers = m.peers GROUP BY m.month, m.peers)
            SELECT m.month, m.fixmedins_code, m.peers, m.visits, m.persons, CAST(m.per_day AS DECIMAL(18, 1)) AS per_day,
                CAST(u.middle AS DECIMAL(18, 1)) AS middle,
                CASE WHEN u.number >= 8 THEN CAST(greatest(0, exp(u.log_middle - 3.5 * s.deviation) - 1) AS DECIMAL(18, 1)) END AS low,
                CASE WHEN u.number >= 8 THEN CAST(exp(u.log_middle + 3.5 * s.deviation) - 1 AS DECIMAL(18, 1)) END AS high
            FROM month m JOIN usual u ON u.month = m.month AND u.peers = m.peers
            JOIN spread s ON s.month = m.month AND s.peers = m.peers
            WHERE m.per_day IS NOT NULL
            ORDER BY m.peers, m.month, m.fixmedins_code""";

    private Volumes() {}

    /** The audited months of all institutions with visits, by peer group. */
    static List<Volume> of(Db db, Run run) {
        String period = FactTable.of(
                db,
                "institution_period",
                "month VARCHAR, period VARCHAR, fixmedins_code VARCHAR, inst_type VARCHAR, hosp_lv VARCHAR, admdvs VARCHAR,"
                        + " visits INTEGER, persons INTEGER, doctor_days INTEGER, open_days INTEGER");
        return db.list(
                SQL.replace("$period", period),
                row -> new Volume(
                        row.str("month"),
                        row.str("fixmedins_code"),
                        row.str("peers"),
                        row.whole("visits"),
                        row.whole("persons"),
                        Objects.requireNonNull(row.decimal("per_day")),
                        row.decimal("middle"),
                        row.decimal("low"),
                        row.decimal("high")),
                run.fromMonth(),
                run.toMonth());
    }
}
