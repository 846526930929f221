package org.claimaudit.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * How much of the data of a table fails a check; at one institution, or at all.
 *
 * @param code the institution; empty for rows that name none; null for all together
 * @param check a check, or the id of a gate rule
 * @param money yuan looked at
 * @param total the institution's medical fees, yuan
 * @param limit the share of them from which amounts are withheld, 0 to 1; null for a check that withholds nothing
 * @param outcome fit, withheld, accepted or exempted
 */
record Quality(
        @Nullable String code,
        @Nullable String name,
        String table,
        String check,
        long rows,
        long failing,
        BigDecimal money,
        BigDecimal failingMoney,
        BigDecimal total,
        @Nullable BigDecimal limit,
        String outcome) {

    /** The failing share of the institution's money, or of what was looked at where that is nothing; 0 to 1, rounded half up. */
    BigDecimal share() {
        BigDecimal whole = total.signum() > 0 ? total : money;
        return whole.signum() > 0 ? failingMoney.divide(whole, 4, RoundingMode.HALF_UP) : BigDecimal.ZERO.setScale(4);
    }

    @Nullable
    String limitText() {
        return limit == null ? null : limit.toPlainString();
    }

    /** Every institution, table and check of a run. */
    static List<Quality> of(Db db, String runId) {
        return db.list("""
                SELECT * FROM ledger.run_quality WHERE run_id = ? ORDER BY fixmedins_code, table_name, check_id""", row -> one(row, row.str("fixmedins_code"), row.text("fixmedins_name")), runId);
    }

    /** Table by table and check by check, all institutions together; without those that nothing fails. */
    static List<Quality> failing(Db db, String runId) {
        return db.list("""
                SELECT table_name, check_id, CAST(sum(row_count) AS BIGINT) AS row_count, CAST(sum(failing) AS BIGINT) AS failing,
                    CAST(sum(money) AS DECIMAL(18, 2)) AS money, CAST(sum(failing_money) AS DECIMAL(18, 2)) AS failing_money,
                    CAST(0 AS DECIMAL(18, 2)) AS total, max(limit_share) AS limit_share,
                    CASE WHEN bool_or(outcome = 'withheld') THEN 'withheld' WHEN bool_or(outcome = 'accepted') THEN 'accepted'
                        WHEN bool_or(outcome = 'exempted') THEN 'exempted' ELSE 'fit' END AS outcome
                FROM ledger.run_quality WHERE run_id = ? GROUP BY table_name, check_id HAVING sum(failing) > 0
                ORDER BY table_name, check_id""", row -> one(row, null, null), runId);
    }

    private static Quality one(Row row, @Nullable String code, @Nullable String name) {
        return new Quality(
                code,
                name,
                row.str("table_name"),
                row.str("check_id"),
                row.whole("row_count"),
                row.whole("failing"),
                Recovery.yuan(row, "money"),
                Recovery.yuan(row, "failing_money"),
                Recovery.yuan(row, "total"),
                row.decimal("limit_share"),
                row.str("outcome"));
    }

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        folder.csv(
                "quality.csv",
                options.csv(),
                List.of(
                        "fixmedins_code",
                        "fixmedins_name",
                        "table",
                        "check",
                        "rows",
                        "failing",
                        "money",
                        "failing_money",
                        "institution_money",
                        "share",
                        "limit",
                        "outcome",
                        "description"),
                csv -> of(db, model.run().id())
                        .forEach(q -> csv.row(
                                q.code(),
                                q.name(),
                                q.table(),
                                q.check(),
                                q.rows(),
                                q.failing(),
                                q.money(),
                                q.failingMoney(),
                                q.total(),
                                q.share().toPlainString(),
                                q.limitText(),
                                q.outcome(),
                                model.check(q.check()).in(model.language()))));
    }
}
