package org.claimaudit.report;

import java.util.List;
import org.claimaudit.store.Db;

/**
 * One source file of a run and the table that it fed; {@code rowsRead = rowsLoaded + rowsDuplicate + rowsRejected}.
 *
 * @param file as the user named it, relative to the folder that was given
 * @param alreadyLoaded whether an earlier call had loaded it: the counts are those of that call
 */
record Input(
        String file,
        String sha256,
        String table,
        String encoding,
        long rowsRead,
        long rowsLoaded,
        long rowsDuplicate,
        long rowsRejected,
        long rowsSuperseded,
        long bytes,
        boolean alreadyLoaded) {

    static List<Input> of(Db db, String runId) {
        return db.list(
                "SELECT f.*, i.already_loaded FROM ledger.run_input i JOIN ledger.file f USING (file_id)"
                        + " WHERE i.run_id = ? ORDER BY i.ordinal",
                row -> new Input(
                        row.str("path"),
                        row.str("sha256"),
                        row.str("table_name"),
                        row.str("encoding"),
                        row.whole("rows_read"),
                        row.whole("rows_loaded"),
                        row.whole("rows_duplicate"),
                        row.whole("rows_rejected"),
                        row.whole("rows_superseded"),
                        row.whole("bytes"),
                        row.bool("already_loaded")),
                runId);
    }
}
