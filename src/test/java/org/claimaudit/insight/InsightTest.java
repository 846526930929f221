package org.claimaudit.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.claimaudit.insight.CrossTable.Cell;
import org.claimaudit.insight.MonthOnMonth.Month;
import org.junit.jupiter.api.Test;

class InsightTest {
    @Test
    void crossTableAddsUpAndKeepsTheRestApart() {
        var table = CrossTable.of(
                List.of(
                        new Cell("H1", "a", 5),
                        new Cell("H1", "a", 7),
                        new Cell("H2", "b", 1),
                        new Cell("H3", "b", 4),
                        new Cell("rest", "b", 8)),
                List.of("H2", "H1"),
                List.of("a", "b", "c"));
        assertThat(table.lines().get(0).values()).containsExactly(0L, 1L, 0L);
        assertThat(table.lines().get(1).values()).containsExactly(12L, 0L, 0L);
        assertThat(table.rest().values()).containsExactly(0L, 12L, 0L);
        assertThat(table.total().values()).containsExactly(12L, 13L, 0L);
        assertThat(table.total().sum()).isEqualTo(25);
    }

    @Test
    void crossTableIsExactForAllTheMoneyOfAProvince() {
        long fen = 9_000_000_000_000_01L;
        var table =
                CrossTable.of(List.of(new Cell("H1", "a", fen), new Cell("H1", "a", 1)), List.of("H1"), List.of("a"));
        assertThat(table.total().sum()).isEqualTo(fen + 1);
    }

    @Test
    void crossTableOfNothing() {
        assertThat(CrossTable.of(List.of(), List.of("H1"), List.of()).total().sum())
                .isZero();
    }

    @Test
    void monthsCompareWithTheOneBefore() {
        var changes = MonthOnMonth.of(
                List.of(new Month("2025-12", 4, 0), new Month("2026-01", 10, 20_000), new Month("2026-02", 7, 15_000)));
        assertThat(changes.get(0).findingsChange()).isNull();
        assertThat(changes.get(1).fenChange()).isEqualTo(20_000);
        assertThat(changes.get(1).perMille()).as("from nothing").isNull();
        assertThat(changes.get(2).findingsChange()).isEqualTo(-3);
        assertThat(changes.get(2).perMille()).isEqualTo(-250);
    }
}
