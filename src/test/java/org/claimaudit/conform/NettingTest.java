package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netting of reversals and refunds and the fund's share per line, against {@link NettingOracle}. */
class NettingTest {
    private static final int PEOPLE = 300;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithPlainJava(long seed) {
        var random = new SplittableRandom(seed);
        var settlements = new ArrayList<Map<String, @Nullable String>>();
        var encounters = new ArrayList<Map<String, @Nullable String>>();
        var lines = new ArrayList<Map<String, @Nullable String>>();
        var expectedSettlements = new TreeMap<String, List<String>>();
        var expectedLines = new TreeMap<String, List<String>>();
        for (int i = 0; i < PEOPLE; i++) {
            var world = new ClaimsWorld("P%03d".formatted(i), random.split(), 0);
            world.settlements.forEach(s -> settlements.add(s.row(world.person)));
            world.encounters.forEach(e -> encounters.add(e.row(world.person)));
            world.lines.forEach(l -> lines.add(l.row()));
            var oracle = new NettingOracle(world);
            expectedSettlements.putAll(oracle.settlements());
            expectedLines.putAll(oracle.lines());
        }
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            Tables.create(db);
            FactTables.insert(db, "settlement", 1, settlements);
            FactTables.insert(db, "encounter", 1, encounters);
            FactTables.insert(db, "fee_line", 1, lines);
            assertThat(Facts.refresh(db, FactTables.shipped()).failed()).isEmpty();

            assertThat(byFirst(db, "valid_settlement", "setl_id", "medfee", "fund", "refd_part", "mdtrt_id"))
                    .as("settlements, seed %s", seed)
                    .hasSizeGreaterThan(PEOPLE)
                    .isEqualTo(expectedSettlements);
            assertThat(byFirst(
                            db,
                            "effective_line",
                            "feedetl_sn",
                            "setl_id",
                            "mdtrt_id",
                            "month",
                            "cnt",
                            "amount",
                            "inscp",
                            "fund"))
                    .as("lines, seed %s", seed)
                    .hasSizeGreaterThan(PEOPLE)
                    .isEqualTo(expectedLines);
        }
    }

    private static Map<String, List<String>> byFirst(Db db, String fact, String... columns) {
        var rows = new HashMap<String, List<String>>();
        for (List<String> row : FactTables.rows(db, fact, List.of(columns))) {
            assertThat(rows.put(row.get(0), row.subList(1, row.size()))).isNull();
        }
        return rows;
    }
}
