package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Facts that are renewed month by month, while claims arrive in any order and are superseded, are the facts that are built from all data at
 * once.
 */
class RenewalTest {
    private static final FactSet FACTS = FactTables.shipped();
    private static final int BATCHES = 8;
    private static final int SMALL = 4;

    private record Arrival(String table, Map<String, @Nullable String> row) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void equalsWhatIsBuiltAtOnce(long seed) {
        List<Arrival> arrivals = history(seed);
        int renewed = 0;
        int built = 0;
        try (Store kept = Store.openMemory(true);
                Store fresh = Store.openMemory(true)) {
            Tables.create(kept.db());
            Tables.create(fresh.db());
            for (int batch = 1; batch <= BATCHES; batch++) {
                // most of it first, then night after night a few rows
                int first = arrivals.size() - (BATCHES - 1) * SMALL;
                List<Arrival> part = batch == 1
                        ? arrivals.subList(0, first)
                        : arrivals.subList(first + (batch - 2) * SMALL, first + (batch - 1) * SMALL);
                for (Arrival arrival : part) {
                    arrive(kept.db(), arrival, batch);
                    arrive(fresh.db(), arrival, batch);
                }
                renewed += refresh(kept.db());
                fresh.db().script("DELETE FROM ledger.fact_state");
                built += refresh(fresh.db());
                for (String fact : FACTS.ids()) {
                    assertThat(rows(kept.db(), fact))
                            .as("%s after batch %s, seed %s", fact, batch, seed)
                            .isEqualTo(rows(fresh.db(), fact));
                }
            }
        }
        // otherwise every renewal would have built everything, and nothing would be shown
        assertThat(renewed).isLessThan(built / 2);
    }

    private static int refresh(Db db) {
        FactReport report = Facts.refresh(db, FACTS);
        assertThat(report.failed()).isEmpty();
        return report.months().size();
    }

    private static List<List<String>> rows(Db db, String fact) {
        List<String> columns = db.list(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'fact' AND table_name = ?"
                        + " ORDER BY ordinal_position",
                row -> row.str("column_name"),
                fact);
        return FactTables.rows(db, fact, columns);
    }

    /** All rows of some people in random order; for some an earlier version, with another row's value in one column. */
    private static List<Arrival> history(long seed) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<Arrival>();
        for (int i = 0; i < 8; i++) {
            var world = new ClaimsWorld("P" + i, random.split(), 4 * i);
            world.settlements.forEach(s -> rows.add(new Arrival("settlement", s.row(world.person))));
            world.encounters.forEach(e -> rows.add(new Arrival("encounter", e.row(world.person))));
            rows.add(new Arrival("person", Map.of("psn_no", world.person, "certno", "C" + i)));
            world.lines.forEach(l -> rows.add(new Arrival("fee_line", l.row())));
        }
        var all = new ArrayList<Arrival>();
        for (Arrival arrival : rows) {
            all.add(arrival);
            if (random.nextInt(4) == 0) {
                all.add(earlier(arrival, rows, random));
            }
        }
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private static Arrival earlier(Arrival arrival, List<Arrival> rows, SplittableRandom random) {
        String key = Tables.get(arrival.table()).key().get(0);
        List<Map<String, @Nullable String>> others = rows.stream()
                .filter(a -> a.table().equals(arrival.table()))
                .map(Arrival::row)
                .toList();
        List<String> columns = arrival.row().keySet().stream()
                .filter(c -> !c.equals(key))
                .sorted()
                .toList();
        String column = columns.get(random.nextInt(columns.size()));
        var row = new HashMap<String, @Nullable String>(arrival.row());
        row.put(column, others.get(random.nextInt(others.size())).get(column));
        return new Arrival(arrival.table(), row);
    }

    /** A row with a key that is there supersedes it. */
    private static void arrive(Db db, Arrival arrival, int file) {
        String key = Tables.get(arrival.table()).key().get(0);
        String id = arrival.row().get(key);
        String where = arrival.table() + " WHERE " + key + " = ?";
        db.execute("INSERT INTO history." + arrival.table() + " SELECT * FROM data." + where, id);
        db.execute("DELETE FROM data." + where, id);
        FactTables.insert(db, arrival.table(), file, List.of(arrival.row()));
    }
}
