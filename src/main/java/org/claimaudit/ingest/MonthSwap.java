package org.claimaudit.ingest;

import java.math.BigDecimal;
import java.util.Objects;
import org.claimaudit.store.Db;

/**
 * Takes the rows of a month out of a table, so that the files of a call can take their place. They go to the schema {@code replaced} together
 * with their earlier versions: what stays in {@code data} or {@code history} would make the new rows known content. Files that had rows there
 * are no longer loaded.
 */
final class MonthSwap {
    private final Db db;
    private final Replacement what;
    private final TableDef table;

    MonthSwap(Db db, Replacement what) {
        this.db = db;
        this.what = what;
        this.table = Tables.get(what.table());
    }

    /** Takes the rows out, inside the transaction of the caller. */
    Swapped out(int batch) {
        String name = table.name();
        int swap = (int) db.count("SELECT coalesce(max(swap_id), 0) + 1 FROM ledger.month_swap");
        db.script("CREATE OR REPLACE TEMP TABLE swapped_key AS SELECT DISTINCT " + table.rowIdSql()
                + " AS row_id, file_id FROM (" + RowMonth.sql(name, "data." + name) + ") WHERE row_month = "
                + Db.quote(what.month().toString()));
        String mine = " WHERE " + table.rowIdSql() + " IN (SELECT row_id FROM swapped_key)";
        db.script(table.ddl("replaced") + ";"
                + "ALTER TABLE replaced." + name + " ADD COLUMN IF NOT EXISTS swap_id INTEGER;"
                + "ALTER TABLE replaced." + name + " ADD COLUMN IF NOT EXISTS past BOOLEAN;"
                + move("history", mine, swap, true) + move("data", mine, swap, false));
        Swapped swapped = swapped(swap);
        db.execute(
                "INSERT INTO ledger.month_swap VALUES (?, ?, ?, ?, ?, ?)",
                swap,
                batch,
                name,
                what.month().toString(),
                swapped.rows(),
                swapped.amount());
        // a row of another file that was a duplicate of one of these is not there either
        db.execute(
                "INSERT INTO ledger.swapped_file SELECT DISTINCT ?::INTEGER, file_id FROM ledger.file WHERE table_name = ?"
                        + " AND (rows_duplicate > 0 OR file_id IN (SELECT file_id FROM swapped_key))",
                swap,
                name);
        db.script("DROP TABLE swapped_key; INSERT INTO ledger.dirty_month SELECT '*'"
                + " WHERE '*' NOT IN (SELECT month FROM ledger.dirty_month)");
        return swapped;
    }

    private String move(String schema, String mine, int swap, boolean past) {
        String from = schema + "." + table.name() + mine;
        return "INSERT INTO replaced." + table.name() + " BY NAME SELECT *, " + swap + " AS swap_id, " + past
                + " AS past FROM " + from + "; DELETE FROM " + from + ";";
    }

    private Swapped swapped(int swap) {
        String amount = table.totals().isEmpty() ? "0" : table.totals().get(0).sql();
        return db.first(
                        "SELECT count(*) AS n, CAST(" + amount + " AS DECIMAL(24, 2)) AS amount FROM replaced."
                                + table.name() + " WHERE swap_id = ? AND NOT past",
                        row -> new Swapped(
                                what,
                                row.whole("n"),
                                table.totals().isEmpty()
                                        ? ""
                                        : table.totals().get(0).column(),
                                Objects.requireNonNullElse(row.decimal("amount"), BigDecimal.ZERO)),
                        swap)
                .orElseThrow();
    }
}
