package org.claimaudit.ingest;

import java.util.List;
import org.claimaudit.store.Db;

/** Marks the months whose facts no longer match, given which rows came in and which ones moved to {@code history}. */
final class ChangedMonths {
    private final Db db;

    ChangedMonths(Db db) {
        this.db = db;
    }

    /**
     * Marks what a table's rows of files from {@code firstNewFile} on change.
     *
     * @param moved whether some rows were superseded: then also what the earlier versions of their keys change
     */
    void mark(TableDef table, int firstNewFile, boolean moved) {
        String fresh = " FROM data." + table.name() + " WHERE file_id >= " + firstNewFile;
        String earlier = " UNION ALL BY NAME SELECT * FROM history." + table.name() + " WHERE " + table.rowIdSql()
                + " IN (SELECT " + table.rowIdSql() + fresh + ")";
        String rows = "(SELECT *" + fresh + (moved ? earlier : "") + ")";
        db.execute("INSERT INTO ledger.dirty_month SELECT DISTINCT month FROM (" + months(table.name(), rows)
                + ") WHERE month IS NOT NULL AND month NOT IN (SELECT month FROM ledger.dirty_month)");
    }

    private static String months(String table, String rows) {
        return switch (table) {
            case "settlement" ->
                String.join(
                        " UNION ",
                        month("setl_time", rows),
                        settlements("setl_id IN (SELECT init_setl_id FROM " + rows + ")"),
                        settlements("mdtrt_id IN (SELECT mdtrt_id FROM " + rows + ")"));
            case "encounter" ->
                String.join(
                        " UNION ",
                        month("endtime", rows),
                        settlements("mdtrt_id IN (SELECT mdtrt_id FROM " + rows + ")"),
                        settlements("mdtrt_id IS NULL AND (psn_no, fixmedins_code, begndate) IN"
                                + " (SELECT (psn_no, fixmedins_code, CAST(begntime AS DATE)) FROM " + rows + ")"));
            case "fee_line" ->
                String.join(
                        " UNION ",
                        settlements("setl_id IN (SELECT DISTINCT setl_id FROM " + rows + ")"),
                        settlements("mdtrt_id IN (SELECT DISTINCT mdtrt_id FROM " + rows + ")"),
                        month(
                                "endtime",
                                "(SELECT endtime FROM data.encounter WHERE mdtrt_id IN (SELECT DISTINCT mdtrt_id FROM "
                                        + rows + "))"));
            default -> "SELECT '*" + table + "' AS month WHERE EXISTS (SELECT 1 FROM " + rows + ")";
        };
    }

    private static String settlements(String condition) {
        return month("setl_time", "(SELECT setl_time FROM data.settlement WHERE " + condition + ")");
    }

    private static String month(String column, String rows) {
        return "SELECT strftime(" + column + ", '%Y-%m') AS month FROM " + rows;
    }

    /** The tables, in the order in which their rows are loaded. */
    static List<TableDef> touched(List<StagedFile> files) {
        return files.stream().map(f -> f.source().table()).distinct().toList();
    }
}
