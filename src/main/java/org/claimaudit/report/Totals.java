package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;

/**
 * What a run found and what there is to recover, in yuan; {@code net = netViolation + netSuspect}.
 *
 * @param gross what the rules claim, each by itself
 * @param net what is left when each yuan is claimed once
 * @param withheld what would be net of institutions whose data are not fit to be claimed upon
 * @param account personal account money, in none of the others
 */
record Totals(
        long violations,
        long suspects,
        long clues,
        long fresh,
        long persisting,
        BigDecimal gross,
        BigDecimal net,
        BigDecimal netViolation,
        BigDecimal netSuspect,
        BigDecimal withheld,
        BigDecimal account) {

    static Totals of(Db db, String runId) {
        return db.first(
                        """
                        SELECT count(*) FILTER (grade = 'violation') AS violations,
                            count(*) FILTER (grade = 'suspect') AS suspects,
                            count(*) FILTER (grade = 'clue') AS clues,
                            count(*) FILTER (status = 'new') AS fresh,
                            count(*) FILTER (status = 'persisting') AS persisting,
                            coalesce(sum(amount_gross), 0) AS gross,
                            coalesce(sum(amount_net), 0) AS net,
                            coalesce(sum(amount_net) FILTER (grade = 'violation'), 0) AS net_violation,
                            coalesce(sum(amount_net) FILTER (grade = 'suspect'), 0) AS net_suspect,
                            coalesce(sum(withheld), 0) AS withheld,
                            coalesce(sum(account), 0) AS account
                        FROM ledger.finding WHERE run_id = ?""",
                        row -> new Totals(
                                row.whole("violations"),
                                row.whole("suspects"),
                                row.whole("clues"),
                                row.whole("fresh"),
                                row.whole("persisting"),
                                yuan(row, "gross"),
                                yuan(row, "net"),
                                yuan(row, "net_violation"),
                                yuan(row, "net_suspect"),
                                yuan(row, "withheld"),
                                yuan(row, "account")),
                        runId)
                .orElseThrow();
    }

    /** An amount that cannot be null, with two decimals. */
    static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
