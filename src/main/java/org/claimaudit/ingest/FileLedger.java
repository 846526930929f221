package org.claimaudit.ingest;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.claimaudit.ingest.KeyConflicts.Counts;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;

/** The part of the ledger that says which files were loaded. */
final class FileLedger {
    private static final String NEW_LINE = "\n";

    private final Db db;

    FileLedger(Db db) {
        this.db = db;
    }

    /** Whether a file of that size is known, which costs nothing to ask before its fingerprint is taken. */
    boolean knowsSize(long bytes) {
        return db.count("SELECT count(*) FROM ledger.file WHERE bytes = ?", bytes) > 0;
    }

    /**
     * The entry of a file with that content, as a file of this name would show it; of a workbook, that of the same sheet. A file whose rows
     * were swapped out is not known.
     */
    Optional<InputFile> find(String name, String sha256, String sheet, String table, String profileSha256) {
        return db.first(
                        "SELECT *, (SELECT count(*) FROM ledger.reject r WHERE r.file_id = file.file_id AND brought_by IS NULL) AS rows_missing"
                                + " FROM ledger.file WHERE sha256 = ? AND ends_with(path, ?) AND table_name = ? AND profile_sha256 = ?"
                                + " AND file_id NOT IN (SELECT file_id FROM ledger.swapped_file)",
                        row -> entry(name, row),
                        sha256,
                        sheet.isEmpty() ? "" : "!" + sheet,
                        table,
                        profileSha256)
                .map(file -> file.with(amounts(file.fileId())));
    }

    private static InputFile entry(String name, Row row) {
        String leftOut = row.str("columns_left_out");
        return new InputFile(
                (int) row.whole("file_id"),
                name,
                row.str("sha256"),
                row.str("table_name"),
                row.str("encoding"),
                row.whole("rows_read"),
                row.whole("rows_loaded"),
                row.whole("rows_duplicate"),
                row.whole("rows_rejected"),
                row.whole("rows_missing"),
                row.whole("rows_superseded"),
                true,
                leftOut.isEmpty() ? List.of() : Arrays.asList(leftOut.split(NEW_LINE, -1)),
                List.of());
    }

    private List<Amount> amounts(int fileId) {
        return db.list(
                "SELECT * FROM ledger.file_amount WHERE file_id = ? ORDER BY ordinal",
                row -> new Amount(
                        row.str("column_name"),
                        Objects.requireNonNull(row.decimal("amount_read")),
                        Objects.requireNonNull(row.decimal("amount_loaded"))),
                fileId);
    }

    int nextFile() {
        return (int) db.count("SELECT coalesce(max(file_id), 0) + 1 FROM ledger.file");
    }

    int beginBatch(String command, Clock clock) {
        int id = (int) db.count("SELECT coalesce(max(batch_id), 0) + 1 FROM ledger.batch");
        db.execute("INSERT INTO ledger.batch VALUES (?, ?, ?, NULL)", id, command, LocalDateTime.now(clock));
        return id;
    }

    void endBatch(int batchId, Clock clock) {
        db.execute("UPDATE ledger.batch SET finished_at = ? WHERE batch_id = ?", LocalDateTime.now(clock), batchId);
    }

    void add(int batchId, InputFile file, long bytes, String profileSha256) {
        db.execute(
                "INSERT INTO ledger.file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.fileId(),
                batchId,
                file.file(),
                file.sha256(),
                file.table(),
                profileSha256,
                file.encoding(),
                bytes,
                file.rowsRead(),
                file.rowsLoaded(),
                file.rowsDuplicate(),
                file.rowsSuperseded(),
                file.rowsRejected(),
                String.join(NEW_LINE, file.columnsLeftOut()));
        for (int i = 0; i < file.amounts().size(); i++) {
            Amount amount = file.amounts().get(i);
            db.execute(
                    "INSERT INTO ledger.file_amount VALUES (?, ?, ?, ?, ?)",
                    file.fileId(),
                    i + 1,
                    amount.column(),
                    amount.read(),
                    amount.loaded());
        }
    }

    /** Notes that rows of a file that was loaded before have been superseded. */
    void superseded(int fileId, Counts counts) {
        db.execute(
                "UPDATE ledger.file SET rows_superseded = rows_superseded + ? WHERE file_id = ?",
                counts.superseded,
                fileId);
    }
}
