package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.CaseFilter;
import org.claimaudit.cases.Cases;
import org.claimaudit.cases.Run;
import org.claimaudit.cases.TestRuns;
import org.claimaudit.ingest.Tables;
import org.claimaudit.report.Evidence.Earlier;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.report.Evidence.Share;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final BigDecimal FEN = new BigDecimal("0.01");

    /** What stands in the ledger follows, fen by fen, from what the page says of it. */
    @Test
    void theArithmeticOfTheSampleComesOut() {
        try (Store store = SampleCounty.store()) {
            Run run = Run.find(store.db(), "last");
            Map<String, List<Line>> lines = Evidence.of(store.db(), run, CaseFilter.all());
            List<Case> cases = Cases.list(store.db(), run, CaseFilter.all(), Locale.ENGLISH, 1000);
            assertThat(cases).hasSizeGreaterThan(50);
            long shared = 0;
            long claimed = 0;
            long cut = 0;
            for (Case found : cases) {
                List<Line> rows = lines.getOrDefault(found.findingId(), List.of());
                assertThat(rows).hasSize((int) found.evidenceRows());
                assertThat(rows.stream().map(Line::gross).reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(found.amountGross());
                for (Line row : rows) {
                    assertThat(row.got())
                            .as(found.findingId() + " " + row.rowId())
                            .isEqualByComparingTo(
                                    row.wanted().min(row.leftOfRow()).min(row.leftOfSettlement()));
                    Share share = row.share();
                    if (share != null) {
                        BigDecimal exact =
                                share.spread().multiply(share.part()).divide(share.whole(), 6, RoundingMode.DOWN);
                        assertThat(row.ofRow().subtract(exact).abs())
                                .as(row.rowId())
                                .isLessThan(FEN);
                        shared += row.gross().signum();
                    }
                    claimed += row.table().equals("fee_line") ? row.gross().signum() : 0;
                    cut += row.isCut() ? 1 : 0;
                }
            }
            assertThat(cut).isPositive();
            assertThat(shared).isEqualTo(claimed).isGreaterThan(50);
        }
    }

    @Test
    void namesWhoWasServedBefore() {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            Tables.create(db);
            TestRuns.run(db, "run-1", 1, "2026-03");
            TestRuns.finding(db, "run-1", "aa", "violation", "H1", "100.00", "100.00", "S1", "F1", "150.00", "160.00");
            TestRuns.finding(db, "run-1", "bb", "suspect", "H1", "100.00", "50.00", "S1", "F1", "150.00", "160.00");
            TestRuns.finding(db, "run-1", "cc", "suspect", "H1", "40.00", "10.00", "S1", "F2", "90.00", "160.00");
            Line second = line(db, "bb");
            assertThat(second.earlier())
                    .containsExactly(
                            new Earlier("aa", TestRuns.RULE, new BigDecimal("100.00"), new BigDecimal("100.00")));
            assertThat(second.leftOfRow()).isEqualByComparingTo("50.00");
            Line third = line(db, "cc");
            assertThat(third.earlier()).isEmpty();
            assertThat(third.leftOfSettlement()).isEqualByComparingTo("10.00");
            assertThat(new Reckoning(Locale.ENGLISH).earlier(List.of(third)))
                    .containsExactly(
                            "of settlement S1: before it split-stay (finding aa) got 100.00",
                            "of settlement S1: before it split-stay (finding bb) got 50.00");
        }
    }

    /** A decision of before the run goes first, with what it upheld; one of after it changes nothing of what the run says. */
    @Test
    void whatWasUpheldBeforeGoesFirst() {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            Tables.create(db);
            TestRuns.run(db, "run-1", 5, "2026-03");
            TestRuns.finding(db, "run-1", "aa", "violation", "H1", "100.00", "70.00", "S1", "F1", "100.00", "500.00");
            TestRuns.finding(db, "run-1", "bb", "suspect", "H1", "60.00", "30.00", "S1", "F1", "100.00", "500.00");
            decision(db, 1, "bb", "30.00", "2026-04-01 01:00:00");
            decision(db, 2, "aa", "5.00", "2026-04-02 01:00:00");
            assertThat(line(db, "bb").wanted()).isEqualByComparingTo("30.00");
            assertThat(line(db, "bb").earlier()).isEmpty();
            Line later = line(db, "aa");
            assertThat(later.wanted()).isEqualByComparingTo("100.00");
            assertThat(later.leftOfRow()).isEqualByComparingTo("70.00");
        }
    }

    /** What is upheld of a row is not there for others, also where the run claims less of it, or the fund paid less by now. */
    @Test
    void whatIsUpheldAndNotClaimedAnyMoreIsNamed() {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            Tables.create(db);
            TestRuns.run(db, "run-1", 5, "2026-03");
            TestRuns.finding(db, "run-1", "aa", "violation", "H1", "100.00", "0.00", "S1", "F1", "100.00", "500.00");
            TestRuns.finding(db, "run-1", "bb", "suspect", "H1", "60.00", "60.00", "S1", "F1", "100.00", "500.00");
            decision(db, 1, "bb", "130.00", "2026-04-01 01:00:00");
            assertThat(line(db, "bb").wanted()).isEqualByComparingTo("60.00");
            Line later = line(db, "aa");
            assertThat(later.earlier())
                    .extracting(Earlier::got)
                    .containsExactly(new BigDecimal("60.00"), new BigDecimal("70.00"));
            assertThat(later.leftOfRow()).isEqualByComparingTo("0");
        }
    }

    @Test
    void explainsAFindingOfTheSampleInBothLanguages() {
        try (Store store = SampleCounty.store()) {
            Catalogue catalogue = Catalogue.load(SampleCounty.RULES);
            Run run = Run.find(store.db(), "last");
            CaseFilter hospital = CaseFilter.institution("H99000100001");
            Case found = Cases.list(store.db(), run, hospital, Locale.CHINESE, 1000).stream()
                    .filter(one -> one.ruleId().equals("bed-days-exceed-stay"))
                    .findFirst()
                    .orElseThrow();
            String zh = FindingText.of(store.db(), run, found.findingId(), catalogue, 50, Locale.CHINESE, false);
            assertThat(zh)
                    .contains(found.ruleTitle(), "第三十八条第三项（待核）", "tolerance_days = 0", "FEE_LIST_D_202603.csv:", "基金份额")
                    .contains("归并后 " + found.amountNet())
                    .doesNotContain(String.valueOf(found.psnNo()));
            String en = FindingText.of(store.db(), run, found.findingId(), catalogue, 1, Locale.ENGLISH, true);
            assertThat(en)
                    .contains("(to be checked)", "What may explain it innocently", "further rows stand in evidence.csv")
                    .contains(String.valueOf(found.psnNo()));
            assertThat(FindingText.run(store.db(), "last", found.findingId()).id())
                    .isEqualTo(run.id());
        }
    }

    private static Line line(Db db, String finding) {
        return Evidence.of(db, Run.find(db, "run-1"), CaseFilter.finding(finding))
                .getOrDefault(finding, List.of())
                .get(0);
    }

    private static void decision(Db db, int id, String finding, String amount, String recorded) {
        db.script("INSERT INTO ledger.paper VALUES (" + id + ", 'decision', 'd.csv', '" + id + "', 1, TIMESTAMP '"
                + recorded
                + "'); INSERT INTO ledger.decision VALUES (" + id + ", " + id + ", 2, '" + finding + "', 'partly', "
                + amount
                + ", " + amount + ", 'Li', DATE '2026-04-01', '', 'checked', 'run-0');"
                + " INSERT INTO ledger.confirmed VALUES (" + id + ", '" + finding
                + "', 'fee_line', 'F1', 'S1', '2026-03', "
                + amount + ")");
    }
}
