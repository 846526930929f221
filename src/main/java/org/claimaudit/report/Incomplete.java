package org.claimaudit.report;

import java.util.List;
import org.claimaudit.store.Db;

/**
 * A file for which a run is incomplete.
 *
 * @param missing how many of the records that were read were rejected and have not come again since
 */
record Incomplete(String file, long rowsRead, long missing) {
    static List<Incomplete> of(Db db, String runId) {
        return db.list(
                "SELECT f.path, f.rows_read, s.missing FROM ledger.run_shortfall s JOIN ledger.file f USING (file_id)"
                        + " WHERE s.run_id = ? ORDER BY file_id",
                row -> new Incomplete(row.str("path"), row.whole("rows_read"), row.whole("missing")),
                runId);
    }

    /** In the words of a page. */
    String say(Page page) {
        return page.say("unchecked.incomplete", file, Page.count(missing), Page.count(rowsRead));
    }
}
