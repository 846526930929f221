package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.claimaudit.cases.Rotation.Turn;
import org.claimaudit.store.Store;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    private static final List<String> AREAS = List.of("A", "B", "C", "D", "E", "F");

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42})
    void sixAreasTwelveAuditorsTwentyFourMonths(long seed) {
        List<Turn> turns = Rotation.draw(names(12), AREAS, months(24), Set.of(), seed);
        assertThat(turns).hasSize(6 * 24);
        assertThat(Rotation.conflict(turns)).isEmpty();
        assertThat(keeps(turns)).isZero();
        Map<String, Integer> visits = new HashMap<>();
        Map<String, Integer> perMonth = new HashMap<>();
        for (Turn turn : turns) {
            assertThat(turn.first()).isNotEqualTo(turn.second());
            for (String auditor : List.of(turn.first(), turn.second())) {
                visits.merge(auditor + turn.area(), 1, Integer::sum);
                perMonth.merge(auditor + turn.month(), 1, Integer::sum);
            }
        }
        assertThat(visits).hasSize(72);
        int most = visits.values().stream().mapToInt(n -> n).max().orElseThrow();
        int least = visits.values().stream().mapToInt(n -> n).min().orElseThrow();
        assertThat(most - least).as("balanced within one").isLessThanOrEqualTo(1);
        assertThat(perMonth.values()).containsOnly(1);
        assertThat(Rotation.draw(names(12), AREAS, months(24), Set.of(), seed)).isEqualTo(turns);
        assertThat(Rotation.draw(names(12), AREAS, months(24), Set.of(), seed + 1))
                .isNotEqualTo(turns);
    }

    @Test
    void fewerAuditorsThanTurnsServeMoreAreas() {
        List<Turn> turns = Rotation.draw(names(7), AREAS, months(12), Set.of("P1:A", "P2:B"), 3);
        assertThat(turns).hasSize(72);
        assertThat(keeps(turns)).isZero();
        assertThat(turns).noneMatch(turn -> turn.area().equals("A") && turn.has("P1"));
        assertThat(turns).noneMatch(turn -> turn.area().equals("B") && turn.has("P2"));
    }

    @Test
    void saysWhyThereIsNoRotation() {
        assertThatThrownBy(() -> Rotation.draw(names(3), List.of("A"), months(2), Set.of(), 1))
                .hasMessageContaining("For A there are 3 auditors and 4 are needed");
        assertThatThrownBy(() -> Rotation.draw(names(4), List.of("A", "B"), months(2), Set.of("P0:B"), 1))
                .hasMessageContaining("For B there are 3");
    }

    @Test
    void aTableThatWasChangedByHandIsCheckedAgainstTheMonthsAround() throws IOException {
        try (Store store = Store.openMemory(true)) {
            Assignments.put(store.db(), read("2026-01,A,甲,乙\n2026-02,A,丙,丁\n"));
            assertThat(refusal(store, "2026-03,A,丙,甲\n")).contains("丙 would keep A from 2026-02 to 2026-03");
            assertThat(refusal(store, "2026-03,A,甲,甲\n")).contains("甲 would review A first and second in 2026-03");
            assertThat(refusal(store, "2026-03,A,甲,乙\n2026-03,A,丙,丁\n")).contains("A stands twice in 2026-03");
            Assignments.put(store.db(), read("2026-02,A,丙,戊\n2026-03,A,甲,丁\n"));
            assertThat(Assignments.all(store.db())).extracting(Turn::second).containsExactly("乙", "戊", "丁");
        }
    }

    /** Against trying every assignment. */
    @Test
    void theLeastCostIsTheLeast() {
        var random = new SplittableRandom(5);
        for (int n = 0; n < 300; n++) {
            int rows = random.nextInt(1, 5);
            int columns = random.nextInt(rows, 6);
            long[][] costs = new long[rows][columns];
            for (long[] row : costs) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextLong(20);
                }
            }
            int[] chosen = LeastCost.match(costs);
            assertThat(IntStream.of(chosen).distinct().count()).isEqualTo(rows);
            long sum =
                    IntStream.range(0, rows).mapToLong(i -> costs[i][chosen[i]]).sum();
            assertThat(sum).isEqualTo(least(costs, 0, 0));
        }
    }

    private static long least(long[][] costs, int row, int taken) {
        if (row == costs.length) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (int j = 0; j < costs[row].length; j++) {
            if ((taken & 1 << j) == 0) {
                least = Math.min(least, costs[row][j] + least(costs, row + 1, taken | 1 << j));
            }
        }
        return least;
    }

    /** How often somebody has an area two months running, counted without the program's own check. */
    private static long keeps(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turns.stream()
                        .filter(next -> next.area().equals(turn.area())
                                && next.month().equals(turn.month().plusMonths(1)))
                        .flatMap(next -> Stream.of(next.first(), next.second())
                                .filter(name -> name.equals(turn.first()) || name.equals(turn.second()))))
                .count();
    }

    private List<Turn> read(String lines) throws IOException {
        Path file = dir.resolve("turns.csv");
        Files.writeString(file, "month,area,first_review,second_review\n" + lines);
        return Assignments.read(file);
    }

    private String refusal(Store store, String lines) throws IOException {
        List<Turn> turns = read(lines);
        try {
            Assignments.put(store.db(), turns);
        } catch (UserError e) {
            return e.what();
        }
        return "was taken";
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "P" + i).toList();
    }

    private static List<YearMonth> months(int count) {
        return IntStream.range(0, count)
                .mapToObj(YearMonth.of(2026, 1)::plusMonths)
                .toList();
    }
}
