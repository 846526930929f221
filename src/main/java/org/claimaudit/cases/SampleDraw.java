package org.claimaudit.cases;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.claimaudit.recovery.Journal;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Draws settlements for review on site. Each institution's settlements are parted into three classes of which each holds about a third of the
 * fund's money, so that large settlements are looked at more often than their number alone would let them. Within a class those are drawn
 * whose {@code SHA-256(seed:setl_id)} comes first: everybody can draw the same sample again without this program.
 *
 * @param institutions {@code fixmedins_code}s; none for all
 * @param kind {@code inpatient} or {@code outpatient}; empty for both
 * @param size how many; 0 for ten of each institution
 */
public record SampleDraw(YearMonth from, YearMonth to, List<String> institutions, String kind, int size, long seed) {
    private static final int EACH_INSTITUTION = 10;

    /** Two show how much records of a class differ. */
    private static final int EACH_CLASS = 2;

    private record Stratum(String institution, int moneyClass, long records, long fen) {}

    /**
     * Draws from {@code fact.valid_settlement}, which must be up to date, and keeps the sample unless it is there already.
     *
     * @param dry whether to look only
     * @return the sample's id
     * @throws UserError code 10 when there is nothing to draw from, code 2 when the size is too small
     */
    public String draw(Db db, boolean dry, Clock clock) {
        return db.transaction(() -> {
            frame(db);
            List<Stratum> strata = strata(db);
            allot(db, strata);
            db.script("""
                    CREATE OR REPLACE TEMP TABLE sample_drawn AS
                    SELECT f.*, a.drawn FROM sample_frame f JOIN sample_allotment a USING (fixmedins_code, money_class)
                    QUALIFY row_number() OVER (PARTITION BY fixmedins_code, money_class ORDER BY lot, setl_id) <= a.drawn""");
            String drawn = String.join(
                    "\n", db.list("SELECT setl_id FROM sample_drawn ORDER BY setl_id", row -> row.str("setl_id")));
            String id = "s" + Sha256.of(this + "\n" + drawn).substring(0, 8);
            if (!dry && db.count("SELECT count(*) FROM ledger.sample WHERE sample_id = ?", id) == 0) {
                keep(db, id, clock);
            }
            return id;
        });
    }

    private void frame(Db db) {
        var arguments = new ArrayList<@Nullable Object>(List.of(seed + ":", from.toString(), to.toString()));
        String among = "";
        if (!institutions.isEmpty()) {
            among = " AND fixmedins_code IN (" + "?, ".repeat(institutions.size() - 1) + "?)";
            arguments.addAll(institutions);
        }
        if (!kind.isEmpty()) {
            among += " AND kind = ?";
            arguments.add(kind);
        }
        // In fen: // of decimals is no whole-number division in DuckDB.
        db.execute(
                "CREATE OR REPLACE TEMP TABLE sample_frame AS WITH paid AS ("
                        + " SELECT setl_id, mdtrt_id, psn_no, fixmedins_code, kind, begndate, enddate, medfee, fund,"
                        + " CAST(fund * 100 AS HUGEINT) AS fen, sha256(? || setl_id) AS lot"
                        + " FROM fact.valid_settlement WHERE fund > 0 AND fixmedins_code IS NOT NULL AND month BETWEEN ? AND ?"
                        + among
                        + ") SELECT * EXCLUDE (fen), CAST((3 * (sum(fen) OVER (PARTITION BY fixmedins_code ORDER BY fund, setl_id"
                        + " ROWS UNBOUNDED PRECEDING) - fen)) // sum(fen) OVER (PARTITION BY fixmedins_code) AS INTEGER) AS money_class FROM paid",
                arguments.toArray());
    }

    private List<Stratum> strata(Db db) {
        List<Stratum> strata = db.list(
                "SELECT fixmedins_code, money_class, count(*) AS records, sum(fund) AS fund FROM sample_frame GROUP BY ALL"
                        + " ORDER BY fixmedins_code, money_class",
                row -> new Stratum(
                        row.str("fixmedins_code"),
                        (int) row.whole("money_class"),
                        row.whole("records"),
                        Journal.fen(row, "fund")));
        if (strata.isEmpty()) {
            throw new UserError(
                    ExitCode.MISSING,
                    Messages.text("sample.nothing", from.toString(), to.toString()),
                    Messages.text("sample.nothing.todo"));
        }
        return strata;
    }

    /** At least two of each class; each further one goes to where one drawn record stands for the most money. */
    private void allot(Db db, List<Stratum> strata) {
        long wanted = size > 0
                ? size
                : EACH_INSTITUTION
                        * strata.stream().map(Stratum::institution).distinct().count();
        long[] drawn = new long[strata.size()];
        var poorest = new PriorityQueue<Integer>(
                Comparator.comparing((Integer i) -> -strata.get(i).fen() / (drawn[i] + 1))
                        .thenComparing(i -> i));
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Math.min(EACH_CLASS, strata.get(i).records());
            if (drawn[i] < strata.get(i).records()) {
                poorest.add(i);
            }
        }
        long least = Arrays.stream(drawn).sum();
        if (size > 0 && size < least) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("sample.small", Integer.toString(size), Long.toString(least)),
                    Messages.text("sample.small.todo", Long.toString(least)));
        }
        for (long left = wanted - least; left > 0 && !poorest.isEmpty(); left--) {
            int next = poorest.remove();
            drawn[next]++;
            if (drawn[next] < strata.get(next).records()) {
                poorest.add(next);
            }
        }
        db.script(
                "CREATE OR REPLACE TEMP TABLE sample_allotment (fixmedins_code VARCHAR, money_class INTEGER, drawn BIGINT)");
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < drawn.length; i++) {
            rows.add(new @Nullable Object[] {
                strata.get(i).institution(), strata.get(i).moneyClass(), drawn[i]
            });
        }
        db.load("sample_allotment", List.of("fixmedins_code", "money_class", "drawn"), rows);
    }

    private void keep(Db db, String id, Clock clock) {
        db.execute(
                "INSERT INTO ledger.sample SELECT ?, count(*) + 1, ?, ?, ?, ?, ? FROM ledger.sample",
                id,
                from.toString(),
                to.toString(),
                kind,
                seed,
                LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
        db.execute("""
                INSERT INTO ledger.sample_stratum
                SELECT ?, fixmedins_code, money_class, count(*), sum(fund), any_value(drawn)
                FROM sample_frame JOIN sample_allotment USING (fixmedins_code, money_class) GROUP BY ALL ORDER BY ALL""", id);
        db.execute("""
                INSERT INTO ledger.sample_record
                SELECT ?, row_number() OVER (ORDER BY d.fixmedins_code, d.setl_id), d.fixmedins_code, n.name, d.money_class, d.setl_id,
                    d.mdtrt_id, d.psn_no, d.kind, d.begndate, d.enddate, d.medfee, d.fund
                FROM sample_drawn d LEFT JOIN (
                    SELECT fixmedins_code, max(fixmedins_name) AS name FROM institution GROUP BY fixmedins_code) n USING (fixmedins_code)
                ORDER BY d.fixmedins_code, d.setl_id""", id);
    }
}
