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
import org.junit.jupiter.api.Test;
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
                Store fresh = Store.openMemory(true);
                Store portions = Store.openMemory(true)) {
            Tables.create(kept.db());
            Tables.create(fresh.db());
            Tables.create(portions.db());
            for (int batch = 1; batch <= BATCHES; batch++) {
                // most of it first, then night after night a few rows
                int first = arrivals.size() - (BATCHES - 1) * SMALL;
                List<Arrival> part = batch == 1
                        ? arrivals.subList(0, first)
                        : arrivals.subList(first + (batch - 2) * SMALL, first + (batch - 1) * SMALL);
                for (Arrival arrival : part) {
                    arrive(kept.db(), arrival, batch);
                    arrive(fresh.db(), arrival, batch);
                    arrive(portions.db(), arrival, batch);
                }
                renewed += refresh(kept.db());
                fresh.db().script("DELETE FROM ledger.fact_state");
                built += refresh(fresh.db());
                if (batch == BATCHES) {
                    // a month at a time, as those of a large county
                    assertThat(Facts.refresh(portions.db(), FACTS, 1).failed()).isEmpty();
                    for (String fact : FACTS.ids()) {
                        assertThat(rows(portions.db(), fact))
                                .as("%s month by month, seed %s", fact, seed)
                                .isEqualTo(rows(fresh.db(), fact));
                    }
                }
                for (String fact : FACTS.ids()) {
                    assertThat(rows(kept.db(), fact))
                            .as("%s after batch %s, seed %s", fact, batch, seed)
                            .isEqualTo(rows(fresh.db(), fact));
                }
            }
        }
        // otherwise every renewal would have built everything, and nothing would be shown
        assertThat(renewed).isLessThan(built * 2 / 3);
    }

    /** Each row of a chain arrives in another night and lies in another month; each time the month of the first one is to be renewed. */
    @Test
    void chainsReachBackToTheirFirstMonth() {
        var fund = new ArrayList<String>();
        var count = new ArrayList<String>();
        try (Store store = Store.openMemory(true)) {
            Tables.create(store.db());
            String[] chain = {"S0", "S1", "S2", "S3"};
            for (int i = 0; i < chain.length; i++) {
                arrive(store.db(), settlement(chain[i], i == 0 ? null : chain[i - 1], i), 2 * i + 1);
                refresh(store.db());
                fund.add(rows(store.db(), "valid_settlement").isEmpty() ? "gone" : "paid");
            }
            arrive(store.db(), settlement("T0", null, 0), 20);
            String[] lines = {"F0", "F1", "F2", "F3"};
            for (int i = 0; i < lines.length; i++) {
                arrive(store.db(), settlement("T" + (i + 1), null, i + 1), 21 + 2 * i);
                arrive(store.db(), line(lines[i], i == 0 ? null : lines[i - 1], "T" + i, i == 0 ? 9 : -1), 22 + 2 * i);
                refresh(store.db());
                count.add(store.db()
                        .list(
                                "SELECT cnt FROM fact.effective_line WHERE feedetl_sn = 'F0'",
                                row -> String.valueOf(row.decimal("cnt")))
                        .toString());
            }
        }
        assertThat(fund).containsExactly("paid", "gone", "paid", "gone");
        assertThat(count).containsExactly("[9.0000]", "[8.0000]", "[7.0000]", "[6.0000]");
    }

    private static Arrival settlement(String id, @Nullable String original, int month) {
        var row = new HashMap<String, @Nullable String>();
        row.put("setl_id", id);
        row.put("init_setl_id", original);
        row.put("refd_setl_flag", original == null ? "0" : "1");
        row.put("psn_no", "P");
        row.put("fixmedins_code", "H1");
        row.put("med_type", "11");
        row.put("begndate", "2024-0" + (month + 1) + "-05");
        row.put("setl_time", "2024-0" + (month + 1) + "-05 10:00:00");
        row.put("medfee_sumamt", "100");
        row.put("hifp_pay", "60");
        return new Arrival("settlement", row);
    }

    private static Arrival line(String id, @Nullable String original, String settlement, int count) {
        var row = new HashMap<String, @Nullable String>();
        row.put("feedetl_sn", id);
        row.put("init_feedetl_sn", original);
        row.put("setl_id", settlement);
        row.put("fee_ocur_time", "2024-01-05 10:00:00");
        row.put("hilist_code", "A");
        row.put("cnt", Integer.toString(count));
        row.put("pric", "1");
        row.put("det_item_fee_sumamt", Integer.toString(count));
        return new Arrival("fee_line", row);
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
