package org.claimaudit.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.claimaudit.store.Db;

/**
 * An exemption and what it took out of a run.
 *
 * @param findings that are gone as a whole
 * @param rows that claim nothing for it
 * @param gross yuan that they would claim, each by itself
 * @param state {@code used}, {@code unused}, {@code expired} before the audited months, or {@code later} than these
 * @param until its last day
 */
record Exempted(
        String id,
        long findings,
        long rows,
        BigDecimal gross,
        String state,
        String reason,
        String officer,
        LocalDate until) {

    static List<Exempted> of(Db db, String runId) {
        return db.list(
                "SELECT r.*, e.reason, e.officer, e.ends FROM ledger.run_exemption r JOIN ledger.exemption e USING (exemption_id, version)"
                        + " WHERE r.run_id = ? ORDER BY exemption_id",
                row -> new Exempted(
                        row.str("exemption_id"),
                        row.whole("findings"),
                        row.whole("row_count"),
                        Recovery.yuan(row, "amount_gross"),
                        row.str("state"),
                        row.str("reason"),
                        row.str("officer"),
                        Objects.requireNonNull(row.date("ends"))),
                runId);
    }

    /** Whether somebody should look at it: it took nothing out, though it could have, or it has run out. */
    boolean isStale() {
        return state.equals("unused") || state.equals("expired");
    }
}
