package org.claimaudit.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.store.Db;

/**
 * A file of which records were rejected that no later call has brought: what it was to deliver is not all there. A record has come again when a
 * later call reads one with its key, be it loaded, known already, or rejected once more, which then counts with that file.
 *
 * @param missing how many records
 */
public record Shortfall(int fileId, long missing) {
    private record Candidate(int fileId, int batch, String table, long read, long missing) {
        boolean above(double limit) {
            return (double) missing / read > limit;
        }
    }

    /** Notes which rejected records have come again with the files from {@code firstNewFile} on, which stand in {@code data} with all their rows. */
    static void bring(Db db, TableDef table, int firstNewFile) {
        String open = " FROM ledger.reject WHERE brought_by IS NULL AND row_id IS NOT NULL AND file_id IN"
                + " (SELECT file_id FROM ledger.file WHERE table_name = " + Db.quote(table.name()) + ")";
        if (db.count("SELECT count(*)" + open) == 0) {
            return;
        }
        String rowId = "CAST(" + table.rowIdSql() + " AS VARCHAR)";
        db.execute("UPDATE ledger.reject SET brought_by = again.file_id FROM (SELECT " + rowId
                + " AS row_id, min(file_id) AS file_id FROM data." + table.name() + " WHERE file_id >= " + firstNewFile
                + " AND " + rowId + " IN (SELECT row_id" + open + ") GROUP BY ALL) again"
                + " WHERE reject.row_id = again.row_id AND brought_by IS NULL AND reject.file_id IN"
                + " (SELECT file_id FROM ledger.file WHERE table_name = " + Db.quote(table.name()) + ")");
    }

    /**
     * The files that leave some of these months incomplete: more than a share of their records is missing, and other rows of theirs belong to
     * one of the months. A file of a table without months, or none of whose rows is known to belong to any, leaves all incomplete. A month
     * that was replaced since owes the file nothing.
     *
     * @param limit 0 to 1
     */
    public static List<Shortfall> of(Db db, YearMonth from, YearMonth to, double limit) {
        return db
                .list(
                        "SELECT f.file_id, batch_id, table_name, rows_read, count(*) AS missing"
                                + " FROM ledger.reject r JOIN ledger.file f USING (file_id) WHERE brought_by IS NULL GROUP BY ALL ORDER BY ALL",
                        row -> new Candidate(
                                (int) row.whole("file_id"),
                                (int) row.whole("batch_id"),
                                row.str("table_name"),
                                row.whole("rows_read"),
                                row.whole("missing")))
                .stream()
                .filter(file -> file.above(limit) && touches(db, file, from, to))
                .map(file -> new Shortfall(file.fileId(), file.missing()))
                .toList();
    }

    private static boolean touches(Db db, Candidate file, YearMonth from, YearMonth to) {
        Set<String> known = RowMonth.has(file.table()) ? months(db, file) : Set.of();
        Set<String> replaced = new HashSet<>(db.list(
                "SELECT month FROM ledger.month_swap WHERE table_name = ? AND batch_id > ?",
                row -> row.str("month"),
                file.table(),
                file.batch()));
        return Stream.iterate(from, month -> !month.isAfter(to), month -> month.plusMonths(1))
                .map(YearMonth::toString)
                .anyMatch(month -> (known.isEmpty() || known.contains(month)) && !replaced.contains(month));
    }

    /** The months of the rows that the file has brought, also of those that stand aside by now. */
    private static Set<String> months(Db db, Candidate file) {
        var places = new ArrayList<String>(List.of("data", "history"));
        if (db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'replaced' AND table_name = ?",
                        file.table())
                > 0) {
            places.add("replaced");
        }
        String rows = places.stream()
                .map(place -> "SELECT * FROM " + place + "." + file.table() + " WHERE file_id = " + file.fileId())
                .collect(Collectors.joining(" UNION ALL BY NAME ", "(", ")"));
        return new HashSet<>(db.list(
                "SELECT DISTINCT row_month FROM (" + RowMonth.sql(file.table(), rows) + ") WHERE row_month IS NOT NULL",
                row -> row.str("row_month")));
    }
}
