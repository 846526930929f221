package org.claimaudit.recovery;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.store.Db;

/** Months whose books are closed: nothing is posted to them until they are opened again, which is kept too. */
public final class ClosedMonths {
    private final Set<YearMonth> closed;

    private ClosedMonths(Set<YearMonth> closed) {
        this.closed = closed;
    }

    /** The months that are closed now. */
    public static ClosedMonths load(Db db) {
        return new ClosedMonths(new TreeSet<>(db.list(
                "SELECT month FROM ledger.closing GROUP BY month HAVING arg_max(closed, closing_id)",
                row -> YearMonth.parse(row.str("month")))));
    }

    /** Whether a month is closed. */
    public boolean has(YearMonth month) {
        return closed.contains(month);
    }

    /** Closes a month, or opens it again; returns false when it was so already. */
    public static boolean set(Db db, YearMonth month, boolean closed, String officer, String reason, Clock clock) {
        return db.transaction(() -> {
            if (load(db).has(month) == closed) {
                return false;
            }
            db.execute(
                    "INSERT INTO ledger.closing SELECT coalesce(max(closing_id), 0) + 1, ?, ?, ?, ?, ? FROM ledger.closing",
                    month.toString(),
                    closed,
                    officer,
                    reason,
                    LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
            return true;
        });
    }
}
