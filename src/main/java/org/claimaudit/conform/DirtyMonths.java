package org.claimaudit.conform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.store.Db;

/**
 * The months whose facts no longer match the data: those that loading has named, and those of every case that a changed row belongs to. A row
 * changes facts of other months than its own: a refund that of its original, a settlement that of the whole stay, an encounter that of a
 * settlement that names none.
 *
 * @param all whether every month of every fact is
 * @param tables tables without months that changed: facts that read them are to be built whole
 */
record DirtyMonths(boolean all, Set<String> months, Set<String> tables) {
    private static final String EVERY = "*";

    /** A changed person is known by its settlements, so that the months of the others can stay. */
    private static final String PERSON = "person";

    /**
     * The months that are dirty.
     *
     * @param watermark the last file whose rows the facts have seen; −1 if there are no facts
     */
    static DirtyMonths find(Db db, long watermark) {
        var marks = db.list("SELECT DISTINCT month FROM ledger.dirty_month", row -> row.str("month"));
        boolean more = lastFile(db) > watermark;
        if (marks.contains(EVERY) || watermark < 0 || (more && !built(db))) {
            return new DirtyMonths(true, Set.of(), Set.of());
        }
        var months = new TreeSet<String>();
        var tables = new TreeSet<String>();
        for (String mark : marks) {
            if (mark.startsWith(EVERY)) {
                tables.add(mark.substring(1));
            } else {
                months.add(mark);
            }
        }
        if (more) {
            db.variable("facts_seen", watermark);
            db.script(sql());
            months.addAll(db.list("SELECT month FROM changed_month", row -> row.str("month")));
            db.dropVariable("facts_seen");
        }
        return new DirtyMonths(false, months, tables);
    }

    /** Whether a fact that reads these tables per month is to be built whole. */
    boolean whole(List<String> sources) {
        return all || sources.stream().anyMatch(source -> !source.equals(PERSON) && tables.contains(source));
    }

    /** Whether a fact that reads these tables and is not kept per month is to be built. */
    boolean touches(List<String> sources) {
        return all || !months.isEmpty() || sources.stream().anyMatch(tables::contains);
    }

    /** The number of the last file that was loaded. */
    static long lastFile(Db db) {
        return db.count("SELECT max(file_id) FROM (SELECT max(file_id) AS file_id FROM settlement"
                + " UNION ALL SELECT max(file_id) FROM encounter UNION ALL SELECT max(file_id) FROM fee_line"
                + " UNION ALL SELECT max(file_id) FROM person)");
    }

    /** Every month that has data. */
    static List<String> every(Db db) {
        return db.list(
                "SELECT month_of(setl_time) AS month FROM settlement WHERE setl_time IS NOT NULL"
                        + " UNION SELECT month_of(endtime) FROM encounter WHERE endtime IS NOT NULL",
                row -> row.str("month"));
    }

    /** The months after these. */
    static List<String> after(Set<String> months) {
        return months.stream()
                .map(month -> YearMonth.parse(month).plusMonths(1).toString())
                .toList();
    }

    private static boolean built(Db db) {
        return db.count("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'fact'"
                        + " AND table_name IN ('valid_settlement', 'stay')")
                == 2;
    }

    private static String sql() {
        try (InputStream in = DirtyMonths.class.getResourceAsStream("/sql/dirty-months.sql")) {
            if (in == null) {
                throw new IllegalStateException("dirty-months.sql is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
