package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    private static Store store;
    private static Db db;

    @BeforeAll
    static void fill() {
        store = Store.openMemory(true);
        db = store.db();
        new TestLedger(db)
                .run("run-20260301T010500Z-0001", "2026-02", "2026-02", 40, 1)
                .run("run-20260401T010500Z-0002", "2026-03", "2026-03", 200, 2)
                .run("run-20260401T020500Z-0003", "2025-01", "2026-03", 0, 3);
        for (int i = 0; i < 12; i++) {
            db.execute(
                    "INSERT INTO ledger.run_lapsed VALUES ('run-20260401T010500Z-0002', ?, 'bed-days-exceed-stay', 'H99000100001',"
                            + " '青山县人民医院', 420, ?, 420, 'exempted', ?)",
                    "00000000000000%02d".formatted(i),
                    i < 9 ? 360 - i : 0,
                    i == 3);
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void fitsAPageInBothLanguages() {
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            List<String> lines = Reports.summaryText(db, "run-20260401T010500Z-0002", language)
                    .lines()
                    .toList();
            assertThat(lines)
                    .hasSizeLessThan(80)
                    .allSatisfy(
                            line -> assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(80));
            assertThat(lines).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
        }
    }

    @Test
    void everyTableHasANameInBothLanguages() {
        var nameless = Tables.all().stream()
                .map(TableDef::name)
                .filter(name -> Messages.in(Locale.CHINESE, "summary.table." + name)
                        .equals(Messages.in(Locale.ENGLISH, "summary.table." + name)))
                .toList();
        assertThat(nameless).isEmpty();
    }

    @Test
    void missingHistoryIsSaid() {
        db.execute("INSERT INTO ledger.run_history_gap VALUES ('run-20260301T010500Z-0001', '2025-02'),"
                + " ('run-20260301T010500Z-0001', '2025-03')");
        assertThat(Reports.summaryText(db, "run-20260301T010500Z-0001", Locale.ENGLISH))
                .contains("- the store holds nothing of 2025-02, 2025-03: rules that look back");
        assertThat(Reports.summaryText(db, "run-20260301T010500Z-0001", Locale.CHINESE))
                .contains("- 数据仓中没有 2025-02, 2025-03 的数据");
        assertThat(Reports.summaryText(db, "run-20260401T010500Z-0002", Locale.ENGLISH))
                .doesNotContain("holds nothing of");
    }

    /** What a person gets after a run: nothing to scroll back to. */
    @Test
    void theScreenAfterARunFitsATerminal() {
        for (Locale language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            String screen = ScreenText.of(db, "run-20260401T010500Z-0002", language);
            assertThat(screen.lines())
                    .hasSizeLessThanOrEqualTo(24)
                    .allSatisfy(
                            line -> assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(80));
            RecoveryTotals totals = RecoveryTotals.of(db, "run-20260401T010500Z-0002");
            assertThat(screen)
                    .contains(Page.yuan(totals.net()), Page.yuan(totals.withheld()), "133", "H99000100001")
                    .doesNotContain("\u001b");
        }
        assertThat(ScreenText.of(db, "run-20260401T010500Z-0002", Locale.ENGLISH))
                .contains("3 cleared; 12 upheld no longer borne out")
                .contains("No finding in: Persons and data", "2 of 6 rules did not run, 1 rows were rejected");
    }

    @Test
    void saysWhatWasReadFoundAndNotChecked() {
        String text = Reports.summaryText(db, "run-20260401T010500Z-0002", Locale.ENGLISH);
        RecoveryTotals totals = RecoveryTotals.of(db, "run-20260401T010500Z-0002");
        assertThat(text)
                .contains("settlements      1   1,000     998          1           0         1")
                .contains("  eight funds added up")
                .contains(
                        "Split billing",
                        Page.yuan(totals.net()),
                        Page.yuan(totals.withheld()),
                        Page.yuan(totals.account()))
                .contains("Withheld from 白水镇卫生院 (H99000100002)")
                .contains("deceased-claim, over-bed-capacity – not applicable: table")
                .contains("133 new, 67 persisting, 3 cleared")
                .containsSubsequence(
                        "any more (12): 1,836.00",
                        "0000000000000003  bed-days-exceed-stay: excused by an exemption",
                        "new, 青山县人民医院: 420.00 upheld, 357.00 of it stand, 420.00 open",
                        "0000000000000009  bed-days",
                        "0000000000000008  bed-days",
                        "and 7 more: claimaudit recovery --by finding");
        assertThat(Reports.summaryJson(db, "run-20260401T010500Z-0002", Locale.ENGLISH))
                .contains("\"worth\" : \"357.00\"", "\"why\" : \"exempted\"");
    }

    @Test
    void comparesWithTheMonthBeforeThatAnEarlierRunAudited() {
        String text = Reports.summaryText(db, "run-20260401T010500Z-0002", Locale.CHINESE);
        assertThat(text).containsPattern("2026-02 .*\n.*2026-03 +153 +\\+126 ");
        assertThat(Reports.summaryText(db, "run-20260301T010500Z-0001", Locale.CHINESE))
                .contains("上一个月尚未稽核");
    }

    @Test
    void aRunThatFoundNothingIsAPageToo() {
        assertThat(Reports.summaryText(db, "last", Locale.ENGLISH))
                .contains("2025-01..2026-03")
                .doesNotContain("Most at stake")
                .contains("2025-10");
        assertThat(Reports.recoveryText(db, "last", LocalDate.of(2026, 5, 1), Locale.ENGLISH))
                .contains("0.00");
    }

    @Test
    void historyListsTheNewestFirst() {
        assertThat(RunHistory.list(db, Locale.ENGLISH).lines().skip(1))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("run-20260401T020500Z-0003  2025-01..2026-03  complete");
    }
}
