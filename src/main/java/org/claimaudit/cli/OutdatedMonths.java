package org.claimaudit.cli;

import java.util.List;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Months that a run has audited and whose data have changed since: late rows, reversals, a newer version. Their findings are of yesterday. */
final class OutdatedMonths {
    private static final Logger LOG = LoggerFactory.getLogger(OutdatedMonths.class);

    private OutdatedMonths() {}

    /**
     * Says so in the log, before the facts are renewed.
     *
     * @param audited the months that are about to be audited; null for none
     */
    static void tell(Db db, @Nullable Period audited) {
        List<String> months = db.list("""
                SELECT DISTINCT d.month FROM ledger.dirty_month d
                JOIN ledger.run r ON d.month BETWEEN r.from_month AND r.to_month AND r.status IN ('complete', 'partial')
                WHERE NOT d.month BETWEEN ? AND ? ORDER BY d.month""", row -> row.str("month"), from(audited), to(audited));
        if (!months.isEmpty()) {
            LOG.warn(Messages.text("cli.outdated", String.join(", ", months)));
        }
    }

    private static String from(@Nullable Period audited) {
        return audited == null ? "" : audited.from().toString();
    }

    private static String to(@Nullable Period audited) {
        return audited == null ? "" : audited.to().toString();
    }
}
