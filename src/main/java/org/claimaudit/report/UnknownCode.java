package org.claimaudit.report;

import java.util.List;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;

/** A code value that no list has, in all institutions together. */
record UnknownCode(String table, String column, String code, long rows, String money) {
    /** How many the summary names. */
    private static final int SHOWN = 10;

    static List<UnknownCode> of(Db db, String runId) {
        return db.list(
                """
                SELECT table_name, code_list, code, CAST(sum(row_count) AS BIGINT) AS row_count, CAST(sum(money) AS DECIMAL(18, 2)) AS money
                FROM ledger.run_unknown_code WHERE run_id = ? GROUP BY ALL ORDER BY table_name, code_list, code""",
                row -> new UnknownCode(
                        row.str("table_name"),
                        row.str("code_list"),
                        row.str("code"),
                        row.whole("row_count"),
                        Recovery.yuan(row, "money").toPlainString()),
                runId);
    }

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        folder.csv(
                "unknown-codes.csv",
                options.csv(),
                List.of("fixmedins_code", "table", "column", "code", "rows", "money"),
                csv -> db.stream(
                        "SELECT * FROM ledger.run_unknown_code WHERE run_id = ? ORDER BY fixmedins_code, table_name, code_list, code",
                        row -> csv.row(
                                row.str("fixmedins_code"),
                                row.str("table_name"),
                                row.str("code_list"),
                                row.str("code"),
                                row.whole("row_count"),
                                row.decimal("money")),
                        model.run().id()));
    }

    /** The first codes of each column; nothing when all are known. */
    static void say(List<UnknownCode> all, Page page) {
        if (all.isEmpty()) {
            return;
        }
        page.heading("codes");
        var table = new TextTable()
                .left(page.say("codes.column"), 32)
                .left(page.say("codes.code"), 16)
                .right(page.say("rows"));
        all.stream()
                .limit(SHOWN)
                .forEach(one -> table.row(one.table + "." + one.column, one.code, Page.count(one.rows)));
        page.table(table);
        if (all.size() > SHOWN) {
            page.sentence(page.say("codes.more", Page.count(all.size() - SHOWN)));
        }
    }
}
