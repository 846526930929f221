package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.claimaudit.rule.Severity;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;

/**
 * What a run found in numbers; amounts in yuan, {@code net = netViolation + netSuspect}.
 *
 * @param fresh findings that were not there before
 * @param cleared findings of the run before that are gone
 * @param lapsed upheld findings that the data bear out no longer, or less than the run before said
 * @param gross what the rules claim, each by itself
 * @param withheld what would be net of institutions whose data are not fit
 * @param account personal account money, in none of the others
 */
public record RecoveryTotals(
        long violations,
        long suspects,
        long clues,
        long fresh,
        long persisting,
        long cleared,
        long lapsed,
        Optional<Severity> gravest,
        BigDecimal gross,
        BigDecimal net,
        BigDecimal netViolation,
        BigDecimal netSuspect,
        BigDecimal withheld,
        BigDecimal account) {

    /** Whether there is something to look at that was not there before. */
    public boolean hasNews() {
        return fresh > 0 || lapsed > 0;
    }

    /** The totals of a run in the ledger. */
    public static RecoveryTotals of(Db db, String runId) {
        return db.first("""
                        SELECT count(*) FILTER (grade = 'violation') AS violations, count(*) FILTER (grade = 'suspect') AS suspects,
                            count(*) FILTER (grade = 'clue') AS clues, count(*) FILTER (status = 'new') AS fresh,
                            count(*) FILTER (status = 'persisting') AS persisting,
                            (SELECT cleared FROM ledger.run WHERE run_id = ?) AS cleared,
                            (SELECT count(*) FROM ledger.run_lapsed WHERE run_id = ? AND fresh) AS lapsed,
                            arg_max(severity, list_position(['low', 'medium', 'high', 'critical'], severity)) AS gravest,
                            coalesce(sum(amount_gross), 0) AS gross, coalesce(sum(amount_net), 0) AS net,
                            coalesce(sum(amount_net) FILTER (grade = 'violation'), 0) AS net_violation,
                            coalesce(sum(amount_net) FILTER (grade = 'suspect'), 0) AS net_suspect,
                            coalesce(sum(withheld), 0) AS withheld, coalesce(sum(account), 0) AS account
                        FROM ledger.finding WHERE run_id = ?""", RecoveryTotals::of, runId, runId, runId).orElseThrow();
    }

    private static RecoveryTotals of(Row row) {
        Optional<Severity> gravest =
                Optional.ofNullable(row.text("gravest")).map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)));
        return new RecoveryTotals(
                row.whole("violations"),
                row.whole("suspects"),
                row.whole("clues"),
                row.whole("fresh"),
                row.whole("persisting"),
                row.whole("cleared"),
                row.whole("lapsed"),
                gravest,
                yuan(row, "gross"),
                yuan(row, "net"),
                yuan(row, "net_violation"),
                yuan(row, "net_suspect"),
                yuan(row, "withheld"),
                yuan(row, "account"));
    }

    private static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
