package org.claimaudit.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.check.CheckListener;
import org.claimaudit.check.Outcome;
import org.claimaudit.check.RuleResult;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.Selection;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/rules/demo/dear-visit.sql");

    @TempDir
    Path rules;

    private GateTerms gate = new GateTerms(new BigDecimal("0.01"), false);
    private boolean reported = true;
    private Store store;
    private Db db;

    @BeforeEach
    void load() throws Exception {
        rule("dear-visit", "");
        store = Store.openMemory(true);
        db = store.db();
        Tables.create(db);
        db.script("""
                INSERT INTO ledger.batch VALUES (1, 'test', TIMESTAMP '2026-04-01', NULL);
                INSERT INTO ledger.file VALUES (7, 1, 'setl.csv', '', '', 'settlement', '', 0, 0, 0, 0, 0, 0, '');
                """);
        settlement("S1", "H1", "100.00", "40.00", 2);
        settlement("S2", "H1", "70.00", "60.00", 3);
        settlement("S3", "H2", "50.00", "50.00", 4);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void booksFindingsWithLineAndMoney() {
        AuditResult result = run("2026-03");
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(result.totals().violations()).isEqualTo(2);
        assertThat(result.totals().fresh()).isEqualTo(2);
        assertThat(result.totals().gross()).isEqualByComparingTo("60.00");
        assertThat(result.totals().net()).isEqualByComparingTo("60.00");
        assertThat(db.list(
                        "SELECT setl_id || ' ' || source_file || ':' || source_line || ' ' || amount_gross || ' ' || amount_net || ' '"
                                + " || month AS t FROM ledger.claim ORDER BY setl_id",
                        row -> row.str("t")))
                .containsExactly("S1 setl.csv:2 40.00 40.00 2026-03", "S2 setl.csv:3 20.00 20.00 2026-03");
        assertThat(db.first("SELECT * FROM ledger.run", row -> row.str("status") + row.str("fund_convention_en"))
                        .orElseThrow())
                .startsWith("completePooled fund = ");
        assertThat(db.count("SELECT count(*) FROM ledger.run_part WHERE name = 'dear-visit.limit_amount'"))
                .isEqualTo(1);
    }

    @Test
    void theFundConventionIsExplainedByWhatShowsIt() {
        run("2026-03");
        assertThat(convention())
                .endsWith("is taken not to include the personal account: of 3 settlements none shows it.");
        db.script(
                "UPDATE data.settlement SET fund_pay_sumamt = hifp_pay, hifp_pay = NULL, cash_payamt = medfee_sumamt - hifp_pay - acct_pay;"
                        + " UPDATE data.settlement SET cash_payamt = NULL WHERE setl_id = 'S3'; INSERT INTO ledger.dirty_month VALUES ('*')");
        run("2026-03");
        assertThat(convention()).endsWith("which does not include the personal account (2 of 3 settlements show it).");
        db.script(
                "UPDATE data.settlement SET cash_payamt = medfee_sumamt - fund_pay_sumamt; INSERT INTO ledger.dirty_month VALUES ('*')");
        run("2026-03");
        assertThat(convention()).endsWith("because it includes the personal account (3 of 3 settlements show it).");
    }

    private String convention() {
        return db.first("SELECT fund_convention_en AS t FROM ledger.run ORDER BY ordinal DESC", row -> row.str("t"))
                .orElseThrow();
    }

    @Test
    void monthsOfTheYearBeforeThatAreMissingAreBooked() {
        db.script("""
                INSERT INTO data.settlement (setl_id, psn_no, fixmedins_code, med_type, begndate, setl_time, medfee_sumamt, file_id, source_line)
                SELECT 'E' || i, 'P9', 'H1', '11', DATE '2025-03-01', TIMESTAMP '2025-03-31 23:59:59' + to_months(i), 10, 7, 90 + i
                FROM range(0, 11) t(i)""");
        run("2026-03");
        assertThat(db.list("SELECT month AS t FROM ledger.run_history_gap", row -> row.str("t")))
                .containsExactly("2026-02");
    }

    @Test
    void secondRuleGetsOnlyWhatIsLeft() throws Exception {
        rule("dear-visit-too", "priority: 50");
        AuditResult result = run("2026-03");
        assertThat(result.totals().gross()).isEqualByComparingTo("120.00");
        assertThat(result.totals().net()).isEqualByComparingTo("80.00");
        assertThat(db.list(
                        "SELECT rule_id || ' ' || amount_net AS t FROM ledger.run_rule ORDER BY rule_id",
                        row -> row.str("t")))
                .containsExactly("dear-visit 20.00", "dear-visit-too 60.00");
    }

    @Test
    void anErroredRuleStopsNothing() throws Exception {
        Path file = rule("breaks-down", "");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("medfee - getvariable", "CAST('x' || medfee AS DECIMAL(18,2)) - getvariable"));
        AuditResult result = run("2026-03");
        assertThat(result.status()).isEqualTo(RunStatus.PARTIAL);
        RuleResult broken = result.rules().get(0);
        assertThat(broken.outcome()).isEqualTo(Outcome.ERRORED);
        assertThat(broken.reason()).asString().contains("x100.00");
        assertThat(result.totals().violations()).isEqualTo(2);
    }

    @Test
    void whatIsExemptedIsNoFindingAndHasItsPrice() {
        exemption("E1", "institution", "H1", "2026-03-01", "2026-03-31");
        exemption("E2", "rule", "other-*", "2026-01-01", "2026-12-31");
        exemption("E3", "institution", "H1", "2026-01-01", "2026-02-28");
        exemption("E4", "item", "X1", "2026-04-01", "2026-12-31");
        AuditResult result = run("2026-03");
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(result.totals().violations()).isZero();
        assertThat(result.totals().net()).isEqualByComparingTo("0.00");
        assertThat(db.list(
                        "SELECT exemption_id || ' ' || state || ' ' || findings || ' ' || amount_gross AS t FROM ledger.run_exemption"
                                + " ORDER BY exemption_id",
                        row -> row.str("t")))
                .containsExactly("E1 used 2 60.00", "E2 unused 0 0.00", "E3 expired 0 0.00", "E4 later 0 0.00");
        assertThat(db.list("SELECT outcome || findings AS t FROM ledger.run_rule", row -> row.str("t")))
                .containsExactly("clean0");
        assertThat(db.count("SELECT count(*) FROM ledger.exempted WHERE whole")).isEqualTo(2);
    }

    @Test
    void anExemptionThatDoesNotCoverAllDaysExcusesNothing() {
        exemption("E1", "institution", "H1", "2026-03-06", "2026-12-31");
        assertThat(run("2026-03").totals().violations()).isEqualTo(2);
    }

    @Test
    void whatWasDecidedGoesFirstAndIsNotFoundTwice() throws Exception {
        run("2026-03");
        decide("S1", "partly", "5.00");
        decide("S2", "dismissed", "0.00");
        rule("dear-visit-too", "priority: 50");
        AuditResult result = run("2026-03");
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETE);
        // Of S1 (40.00 paid) 5.00 are upheld, the new rule has the rest; of S2 nothing is left to the dismissed
        // finding.
        assertThat(db.list(
                        "SELECT f.setl_id || ' ' || f.rule_id || ' ' || f.amount_net || ' ' || coalesce(d.decision, f.status) AS t"
                                + " FROM ledger.finding f LEFT JOIN ledger.run_decision d USING (run_id, finding_id) WHERE f.run_id = ?"
                                + " ORDER BY t",
                        row -> row.str("t"),
                        result.runId()))
                .containsExactly(
                        "S1 dear-visit 5.00 partly",
                        "S1 dear-visit-too 35.00 new",
                        "S2 dear-visit 0.00 dismissed",
                        "S2 dear-visit-too 20.00 new");
    }

    @Test
    void whatAPersonIsClaimedForStandsApartByInstitutionAndMonth() throws Exception {
        Path file = rule("dear-visit", "apart: true");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("key: [setl_id]", "key: [psn_no]")
                        .replace("31 days", "2 months"));
        settlement("S4", "H2", "80.00", "60.00", 5);
        db.script("UPDATE data.settlement SET setl_time = TIMESTAMP '2026-02-05 10:00:00' WHERE setl_id = 'S1'");
        List<String> february = apart(run("2026-02").runId());
        assertThat(february).hasSize(1);
        assertThat(february.get(0)).contains(" H1 40.00 S1 40.00");
        List<String> march = apart(run("2026-03").runId());
        assertThat(march.stream().map(line -> line.substring(line.indexOf(' '))))
                .containsExactly(" H1 20.00 S1 0.00, S2 20.00, S4 0.00", " H2 30.00 S1 0.00, S2 0.00, S4 30.00");
        List<String> both = apart(run("2026-02", "2026-03").runId());
        // what was found in a month is the same finding when the months are looked at together
        assertThat(both).containsExactlyInAnyOrder(february.get(0), march.get(0), march.get(1));
    }

    private List<String> apart(String run) {
        return db.list("""
                SELECT f.finding_id || ' ' || f.fixmedins_code || ' ' || f.amount_gross || ' '
                    || string_agg(c.row_id || ' ' || c.amount_gross, ', ' ORDER BY c.row_id) AS t
                FROM ledger.finding f JOIN ledger.claim c USING (run_id, finding_id) WHERE f.run_id = ?
                GROUP BY f.finding_id, f.fixmedins_code, f.month, f.amount_gross ORDER BY f.month, f.fixmedins_code""", row -> row.str("t"), run);
    }

    @Test
    void aDecisionThatWasTakenBackStandsInNobodysWay() throws Exception {
        run("2026-03");
        decide("S1", "partly", "5.00");
        decide("S1", "withdrawn", "0.00");
        AuditResult result = run("2026-03");
        assertThat(result.totals().net()).isEqualByComparingTo("60.00");
    }

    @Test
    void whatIsUpheldForAFindingThatIsGoneIsNotThereForAnother() {
        db.script("INSERT INTO ledger.confirmed VALUES (1, 'gone', 'settlement', 'S1', 'S1', '2026-03', 30.00)");
        AuditResult result = run("2026-03");
        assertThat(result.totals().gross()).isEqualByComparingTo("60.00");
        assertThat(result.totals().net()).isEqualByComparingTo("30.00");
    }

    /** Whichever month is audited, every run looks at all that is upheld; it says so anew only when it is more than before. */
    @Test
    void whatIsUpheldAndNotBorneOutAnyMoreIsNamed() {
        run("2026-03");
        decide("S1", "upheld", "40.00");
        decide("S2", "upheld", "20.00");
        assertThat(lapsed(run("2026-03"))).isEmpty();

        change("UPDATE data.settlement SET medfee_sumamt = 60 WHERE setl_id = 'S2'");
        assertThat(lapsed(run("2026-04"))).as("nobody has looked at March yet").isEmpty();
        reported = false;
        assertThat(lapsed(run("2026-03"))).as("which nobody has seen").hasSize(1);
        reported = true;
        AuditResult less = run("2026-03");
        assertThat(lapsed(less)).containsExactly("S2 20.00 10.00 less new");
        assertThat(less.totals().fresh()).isZero();
        assertThat(less.totals().hasNews()).isTrue();
        AuditResult again = run("2026-03");
        assertThat(lapsed(again)).containsExactly("S2 20.00 10.00 less");
        assertThat(again.totals().hasNews()).isFalse();

        change("UPDATE data.settlement SET hifp_pay = 0 WHERE setl_id = 'S1'");
        assertThat(lapsed(run("2026-04")))
                .as("what the fund paid is known without a look at March")
                .containsExactly("S1 40.00 0.00 refunded new", "S2 20.00 10.00 less");

        change("UPDATE data.settlement SET hifp_pay = 40 WHERE setl_id = 'S1'");
        change("UPDATE data.settlement SET medfee_sumamt = 40 WHERE setl_id = 'S2'");
        exemption("E1", "institution", "H1", "2026-03-01", "2026-03-31");
        change("UPDATE ledger.exemption SET institution = NULL, person = 'nobody'");
        assertThat(lapsed(run("2026-03"))).containsExactly("S2 20.00 0.00 gone new");
        change("UPDATE ledger.exemption SET institution = 'H1', person = NULL");
        change("UPDATE data.settlement SET medfee_sumamt = 70 WHERE setl_id = 'S2'");
        assertThat(lapsed(run("2026-03"))).containsExactly("S1 40.00 0.00 exempted new", "S2 20.00 0.00 exempted");

        assertThat(Lapsed.now(db)).hasSize(2);
        decide("S1", "dismissed", "0.00");
        assertThat(Lapsed.now(db)).extracting(Lapsed::upheld).containsExactly(new BigDecimal("20.00"));
    }

    /** What a run over two months found is answered only by a run that sees the row's month and the last month of the finding. */
    @Test
    void aRowThatALaterRunCouldNotSeeIsStillBorneOut() {
        run("2026-03", "2026-04");
        decide("S1", "upheld", "40.00");
        db.script("INSERT INTO ledger.claim SELECT * REPLACE ('S9' AS row_id, '2026-04' AS month, 0 AS amount_gross)"
                + " FROM ledger.claim WHERE row_id = 'S1'");
        change("UPDATE data.settlement SET medfee_sumamt = 40 WHERE setl_id = 'S1'");
        assertThat(lapsed(run("2026-03"))).isEmpty();
        assertThat(lapsed(run("2026-04"))).isEmpty();
        assertThat(lapsed(run("2026-03", "2026-04"))).containsExactly("S1 40.00 0.00 gone new");
    }

    /** A row may stand as upheld that only a run before the one decided upon had claimed: a refund of it is seen all the same. */
    @Test
    void aRefundIsSeenWhicheverRunLooked() {
        run("2026-03");
        decide("S1", "upheld", "40.00");
        db.script("UPDATE ledger.confirmed SET month = '2026-02'");
        assertThat(lapsed(run("2026-03"))).isEmpty();
        change("UPDATE data.settlement SET hifp_pay = 0 WHERE setl_id = 'S1'");
        assertThat(lapsed(run("2026-03"))).containsExactly("S1 40.00 0.00 refunded new");
    }

    private List<String> lapsed(AuditResult result) {
        return Lapsed.of(db, result.runId()).stream()
                .map(one -> db.first(
                                        "SELECT max(setl_id) AS s FROM ledger.finding WHERE finding_id = ?",
                                        row -> row.str("s"),
                                        one.findingId())
                                .orElseThrow()
                        + " " + one.upheld() + " " + one.worth() + " " + one.why()
                        + (one.fresh() ? " new" : ""))
                .sorted()
                .toList();
    }

    private void change(String sql) {
        db.script(sql + "; INSERT INTO ledger.dirty_month VALUES ('*')");
    }

    private void exemption(String id, String column, String value, String from, String until) {
        db.execute(
                "INSERT INTO ledger.exemption (exemption_id, version, paper_id, " + column
                        + ", reason, officer, begins, ends) VALUES (?, 1, 1, ?, 'r', 'o', CAST(? AS DATE), CAST(? AS DATE))",
                id,
                value,
                from,
                until);
    }

    private void decide(String settlement, String decision, String confirmed) {
        long id = db.count("SELECT count(*) + 1 FROM ledger.decision");
        db.execute(
                "INSERT INTO ledger.decision SELECT ?, 1, 2, finding_id, ?, NULL, CAST(? AS DECIMAL(18, 2)), 'o', DATE '2026-04-01', '', '', run_id"
                        + " FROM ledger.finding WHERE setl_id = ? AND run_id = 'run-0'",
                id,
                decision,
                confirmed,
                settlement);
        db.execute(
                "INSERT INTO ledger.confirmed SELECT ?, finding_id, row_table, row_id, setl_id, month, CAST(? AS DECIMAL(18, 2))"
                        + " FROM ledger.claim WHERE setl_id = ? AND run_id = 'run-0'",
                id,
                confirmed,
                settlement);
    }

    @Test
    void findingsPersistAndAreCleared() {
        run("2026-03");
        AuditResult again = run("2026-03");
        assertThat(again.totals().persisting()).isEqualTo(2);
        assertThat(again.totals().fresh()).isZero();
        db.script(
                "UPDATE data.settlement SET medfee_sumamt = 50 WHERE setl_id = 'S1'; INSERT INTO ledger.dirty_month VALUES ('*')");
        settlement("S4", "H1", "80.00", "60.00", 5);
        AuditResult third = run("2026-03");
        assertThat(third.totals().persisting()).isEqualTo(1);
        assertThat(third.totals().fresh()).isEqualTo(1);
        assertThat(third.totals().cleared()).isEqualTo(1);
        AuditResult wider = run("2026-02");
        assertThat(wider.totals().cleared()).as("another month clears nothing").isZero();
    }

    @Test
    void whatARuleNoLongerHasBeforeItIsCleared() throws Exception {
        Path file = rules.resolve("demo/dear-visit.sql");
        Files.writeString(file, Files.readString(file).replace("WHERE audited;", "WHERE audited AND medfee > 60;"));
        run("2026-03");
        db.script("UPDATE data.settlement SET medfee_sumamt = 50; INSERT INTO ledger.dirty_month VALUES ('*')");
        AuditResult result = run("2026-03");
        assertThat(result.rules().get(0).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(result.totals().cleared()).isEqualTo(2);
    }

    @Test
    void whatWasOnlyListedIsNewWhenItClaims() {
        run("2026-03");
        db.script("UPDATE ledger.finding SET amount_gross = 0 WHERE setl_id = 'S1'");
        AuditResult claims = run("2026-03");
        assertThat(claims.totals().fresh()).isEqualTo(1);
        assertThat(claims.totals().hasNews()).isTrue();
        assertThat(run("2026-03").totals().fresh()).isZero();
    }

    @Test
    void whatNobodyHasSeenIsNew() {
        reported = false;
        run("2026-03");
        assertThat(run("2026-03").totals().fresh()).isEqualTo(2);
    }

    @Test
    void aRunOfOtherRulesHidesNothingThatIsGone() throws Exception {
        run("2026-03");
        Path usual = rules.resolve("demo/dear-visit.sql");
        String text = Files.readString(usual);
        Files.delete(usual);
        rule("dear-visit-too", "priority: 50");
        run("2026-03");
        Files.writeString(usual, text);
        db.script(
                "UPDATE data.settlement SET medfee_sumamt = 50 WHERE setl_id = 'S1'; INSERT INTO ledger.dirty_month VALUES ('*')");
        AuditResult result = run("2026-03");
        // one of each rule is gone, one of each is still there
        assertThat(result.totals().cleared()).isEqualTo(2);
        assertThat(result.totals().persisting()).isEqualTo(2);
    }

    @Test
    void institutionWithUnfitDataIsWithheld() throws Exception {
        Path file = rule("gate", "gate: true");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "params:",
                                "params:\n  gate_share: { type: decimal, default: '0.45', doc: { zh: 份额, en: share } }")
                        .replace("WHERE medfee >", "WHERE setl_id = 'S1' AND medfee >")
                        .replace("medfee - getvariable('limit_amount') AS claim", "0 AS claim"));
        AuditResult result = run("2026-03");
        assertThat(result.status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(result.totals().net()).isEqualByComparingTo("0.00");
        assertThat(result.totals().withheld()).isEqualByComparingTo("60.00");
        assertThat(db.list(
                        "SELECT fixmedins_code || ' ' || failing || '/' || total AS t FROM ledger.run_withheld",
                        row -> row.str("t")))
                .containsExactly("H1 100.00/170.00");
    }

    @Test
    void badDatesAndLinesWithoutSettlementWithholdAnInstitution() {
        db.script("""
                INSERT INTO data.encounter (mdtrt_id, psn_no, fixmedins_code, med_type, begntime, endtime, file_id, source_line)
                VALUES ('M9', 'P1', 'H2', '21', TIMESTAMP '2026-03-01', TIMESTAMP '2026-03-09', 7, 9);
                INSERT INTO data.fee_line (feedetl_sn, setl_id, mdtrt_id, fixmedins_code, fee_ocur_time, hilist_code, cnt, pric,
                    det_item_fee_sumamt, file_id, source_line)
                VALUES ('F1', 'S1', NULL, 'H1', TIMESTAMP '2026-03-05', 'A', 1, 99, 99, 7, 5),
                    ('F2', 'S9', NULL, 'H1', TIMESTAMP '2026-03-05', 'A', 1, 1.70, 1.70, 7, 6),
                    ('F3', NULL, 'M9', 'H2', TIMESTAMP '2026-03-05', 'A', 1, 7, 7, 7, 7),
                    ('F4', NULL, 'M8', 'H2', TIMESTAMP '2026-03-05', 'A', 1, 3, 3, 7, 8);
                UPDATE data.settlement SET enddate = DATE '2026-03-04' WHERE setl_id = 'S3';
                """);
        AuditResult result = run("2026-03");
        assertThat(quality(result))
                .containsExactlyInAnyOrder(
                        // exactly one hundredth is not above the limit
                        "H1 fee_line orphan-lines 1/2 1.70/100.70 fit",
                        "H1 settlement lines-sum 1/1 100.00/100.00 fit",
                        "H2 encounter unsettled-stays 1/1 7.00/7.00 fit",
                        "H2 fee_line orphan-lines 1/2 3.00/10.00 withheld",
                        "H2 settlement dates 1/1 50.00/50.00 withheld");
        assertThat(result.totals().withheld()).isEqualByComparingTo("0.00");
        assertThat(result.totals().net()).isEqualByComparingTo("60.00");

        gate = new GateTerms(new BigDecimal("0.0099"), false);
        AuditResult strict = run("2026-03");
        assertThat(quality(strict)).contains("H1 fee_line orphan-lines 1/2 1.70/100.70 withheld");
        assertThat(strict.totals().withheld()).isEqualByComparingTo("60.00");
        assertThat(strict.totals().net()).isEqualByComparingTo("0.00");

        exempt("2026-03-02");
        assertThat(run("2026-03").totals().net()).isEqualByComparingTo("0.00");
        exempt("2026-03-01");
        AuditResult exempted = run("2026-03");
        assertThat(quality(exempted)).contains("H1 fee_line orphan-lines 1/2 1.70/100.70 exempted");
        assertThat(exempted.totals().net()).isEqualByComparingTo("60.00");

        db.script("DELETE FROM ledger.exemption");
        gate = new GateTerms(new BigDecimal("0.0099"), true);
        AuditResult accepted = run("2026-03");
        assertThat(quality(accepted)).contains("H1 fee_line orphan-lines 1/2 1.70/100.70 accepted");
        assertThat(accepted.totals().net()).isEqualByComparingTo("60.00");
    }

    @Test
    void codesThatNoListHasAreCountedAndKept() {
        db.script("UPDATE data.settlement SET med_type = '7777', insutype = '3l0' WHERE setl_id = 'S1';"
                + " UPDATE data.settlement SET med_type = '140299', insutype = '310' WHERE setl_id <> 'S1'");
        AuditResult result = run("2026-03");
        assertThat(db.list(
                        "SELECT * FROM ledger.run_unknown_code WHERE run_id = ? ORDER BY code",
                        row -> row.str("fixmedins_code") + " " + row.str("table_name") + "." + row.str("code_list")
                                + " " + row.str("code") + " " + row.whole("row_count") + " " + row.decimal("money"),
                        result.runId()))
                .containsExactly("H1 settlement.insutype 3l0 1 100.00", "H1 settlement.med_type 7777 1 100.00");
        assertThat(db.count("SELECT count(*) FROM fact.valid_settlement WHERE med_type = '7777'"))
                .isEqualTo(1);
    }

    private void exempt(String from) {
        db.execute("""
                INSERT INTO ledger.exemption BY NAME SELECT 'E1' AS exemption_id, count(*) + 1 AS version, 1 AS paper_id,
                    'orphan-*' AS rule, 'H1' AS institution, 'agreed' AS reason, 'L' AS officer, CAST(? AS DATE) AS begins,
                    DATE '2026-03-31' AS ends FROM ledger.exemption""", from);
    }

    private List<String> quality(AuditResult result) {
        return db.list(
                "SELECT * FROM ledger.run_quality WHERE run_id = ? AND failing > 0 AND check_id <> 'mandatory-fields'",
                row -> row.str("fixmedins_code") + " " + row.str("table_name") + " " + row.str("check_id") + " "
                        + row.whole("failing") + "/" + row.whole("row_count") + " " + row.decimal("failing_money") + "/"
                        + row.decimal("money") + " " + row.str("outcome"),
                result.runId());
    }

    @Test
    void assertionsSeeEveryKindOfWrongTotal() {
        AuditResult result = run("2026-03");
        for (String damage : List.of(
                "UPDATE ledger.finding SET amount_net = amount_net + 0.01 WHERE setl_id = 'S2'",
                "UPDATE ledger.claim SET amount_net = amount_net + 0.01 WHERE setl_id = 'S1'",
                "DELETE FROM ledger.claim WHERE setl_id = 'S2'",
                "UPDATE ledger.run_rule SET amount_net = 0",
                "UPDATE ledger.finding SET grade = 'clue'",
                "UPDATE ledger.claim SET account = account + 100 WHERE setl_id = 'S1'",
                "INSERT INTO ledger.run_withheld VALUES ('" + result.runId() + "', 'H1', 'x', 1, 1, 0.01)",
                "INSERT INTO ledger.claim SELECT * FROM ledger.claim")) {
            assertThatThrownBy(() -> db.transaction(() -> {
                        db.script(damage);
                        List<String> broken = Assertions.broken(db, result.runId());
                        throw new IllegalStateException(broken.isEmpty() ? "not seen" : "seen");
                    }))
                    .as(damage)
                    .hasMessage("seen");
        }
        assertThat(Assertions.broken(db, result.runId())).isEmpty();
    }

    @Test
    void aSettlementThatTheFundGotMoneyFromClaimsTheAccountAlone() {
        settlement("S5", "H1", "90.00", "-5.00", 6);
        AuditResult result = run("2026-03");
        assertThat(result.broken()).isEmpty();
        assertThat(db.list(
                        "SELECT amount_net || ' ' || account AS t FROM ledger.claim WHERE setl_id = 'S5'",
                        row -> row.str("t")))
                .containsExactly("0.00 5.00");
        db.script("UPDATE ledger.claim SET amount_net = 0.01 WHERE setl_id = 'S5'");
        assertThat(Assertions.broken(db, result.runId())).contains("settlement-cap (1): S5");
    }

    @Test
    void syntaxErrorIsRefusedBeforeAnythingIsDone() throws Exception {
        Path file = rule("mistyped", "");
        Files.writeString(file, Files.readString(file).replace("FROM visit\nWHERE", "FRM visit\nWHERE"));
        assertThatThrownBy(() -> run("2026-03"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("mistyped.sql:27: syntax error at or near \"FRM\"");
        assertThat(db.count("SELECT count(*) FROM ledger.run")).isZero();
        assertThat(db.count("SELECT count(*) FROM ledger.fact_state")).isZero();
    }

    private AuditResult run(String month) {
        return run(month, month);
    }

    private AuditResult run(String from, String to) {
        var folders = new RuleFolders(List.of(Path.of("rules"), rules));
        var all = Catalogue.load(folders).select(Selection.DEFAULT).stream()
                .filter(rule -> rule.file().startsWith(rules))
                .toList();
        long runs = db.count("SELECT count(*) FROM ledger.run");
        AuditResult result = Audit.run(
                db,
                new AuditRequest(
                        "run-" + runs,
                        "check",
                        AuditPeriod.of(YearMonth.parse(from), YearMonth.parse(to)),
                        all,
                        folders,
                        Duration.ofMinutes(1),
                        null,
                        Map.of("lang", "en"),
                        gate,
                        List.of(),
                        Instant.parse("2026-04-01T01:05:00Z"),
                        null),
                CheckListener.NONE);
        if (reported) {
            db.execute("UPDATE ledger.run SET reported = true WHERE run_id = ?", result.runId());
        }
        return result;
    }

    /** A copy of the example under another name, with a further line of front matter. */
    private Path rule(String id, String line) throws Exception {
        Path family = Files.createDirectories(rules.resolve("demo"));
        String text = Files.readString(EXAMPLE)
                .replace("id: dear-visit", "id: " + id)
                .replace("since: 0.1.0", "since: 0.1.0\n" + line);
        return Files.writeString(family.resolve(id + ".sql"), text);
    }

    private void settlement(String id, String institution, String medfee, String fund, int line) {
        db.execute("""
                INSERT INTO data.settlement (setl_id, mdtrt_id, psn_no, fixmedins_code, med_type, begndate, setl_time, medfee_sumamt,
                    hifp_pay, acct_pay, insutype, file_id, source_line)
                VALUES (?, ?, 'P1', ?, '11', DATE '2026-03-05', TIMESTAMP '2026-03-05 10:00:00', ?, ?, 5, '390', 7, ?)""", id, "M" + id, institution, new BigDecimal(medfee), new BigDecimal(fund), line);
    }
}
