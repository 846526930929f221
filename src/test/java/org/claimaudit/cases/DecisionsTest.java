package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.cases.Decisions.Taken;
import org.claimaudit.recovery.LedgerFigures;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decision files: what they change, and what is refused whole. */
class DecisionsTest {
    private static final String HEADER = "finding_id,decision,amount,officer,date,document,reason\n";
    private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

    @TempDir
    Path dir;

    private Store store;
    private Db db;
    private int files;

    @BeforeEach
    void fill() {
        store = Store.openMemory(true);
        db = store.db();
        TestRuns.run(db, "run-1", 1, "2026-03");
        TestRuns.finding(
                db, "run-1", "a000000000000001", "violation", "H1", "100.00", "60.00", "S1", "L1", "100.00", "150.00");
        TestRuns.finding(
                db, "run-1", "a000000000000002", "suspect", "H1", "90.00", "90.00", "S1", "L2", "90.00", "150.00");
        TestRuns.finding(db, "run-1", "a000000000000003", "clue", "H2", "0.00", "0.00", "S3", "L3", "10.00", "10.00");
        TestRuns.finding(
                db, "run-1", "a000000000000004", "suspect", "H2", "30.00", "30.00", "S4", "L4", "30.00", "30.00");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void upholdsAndDemandsByTheDocument() throws IOException {
        Taken taken = take("a000000000000001,upheld,,王敏,2026-04-10,文1,\na000000000000004,partly,12.34,王敏,2026/4/10,,");
        assertThat(taken.taken()).containsEntry(Verdict.UPHELD, 1L).containsEntry(Verdict.PARTLY, 1L);
        assertThat(LedgerFigures.total(db).upheld()).isEqualByComparingTo("72.34");
        assertThat(LedgerFigures.total(db).demanded()).isEqualByComparingTo("60.00");
        assertThat(LedgerFigures.total(db).open()).isEqualByComparingTo("60.00");
    }

    @Test
    void takesChineseWordsInGb18030WithTitlesAbove() throws IOException {
        Path file = file("""
                青禾县医保局疑点认定表,,,,,,
                疑点编号,处理结果,认定金额,经办人,日期,文号,理由

                a000000000000001,属实,"60.00",王敏,2026年4月10日,文1,核实
                """, Charset.forName("GB18030"));
        assertThat(Decisions.take(db, file, TODAY, false, Clock.systemUTC()).taken())
                .containsOnlyKeys(Verdict.UPHELD);
        assertThat(officer("a000000000000001")).isEqualTo("王敏");
    }

    @Test
    void theSameFileAndTheSameLinesChangeNothing() throws IOException {
        String line = "a000000000000001,upheld,60,王敏,2026-04-10,文1,";
        assertThat(take(line).again()).isFalse();
        assertThat(take(line).again()).isTrue();
        Taken more = take(line + "\na000000000000002,dismissed,0,王敏,2026-04-10,,转科");
        assertThat(more.known()).isEqualTo(1);
        assertThat(more.taken()).containsOnlyKeys(Verdict.DISMISSED);
        assertThat(db.count("SELECT count(*) FROM ledger.decision")).isEqualTo(2);
    }

    @Test
    void anAppealMayLowerWhatWasDemandedAndTheHistoryStays() throws IOException {
        take("a000000000000002,upheld,90,王敏,2026-04-10,文1,\na000000000000002,appealed,,机构,2026-04-12,,有医嘱");
        assertThat(LedgerFigures.total(db).contested()).isEqualByComparingTo("90");
        take("a000000000000002,partly,40,李强,2026-04-20,文2,");
        assertThat(LedgerFigures.total(db).demanded()).isEqualByComparingTo("40");
        assertThat(LedgerFigures.total(db).contested()).isZero();
        take("a000000000000002,withdrawn,,李强,2026-04-21,文3,");
        assertThat(LedgerFigures.total(db).upheld()).isZero();
        assertThat(db.list("SELECT decision FROM ledger.decision ORDER BY decision_id", row -> row.str("decision")))
                .containsExactly("upheld", "appealed", "partly", "withdrawn");
    }

    @Test
    void noYuanIsUpheldTwiceAcrossFindingsAndRuns() throws IOException {
        // The settlement paid 150.00; the findings claim 100.00 and 90.00 of it.
        take("a000000000000001,upheld,100,王敏,2026-04-10,文1,");
        assertThat(refusal("a000000000000002,upheld,50.01,王敏,2026-04-10,文1,")).contains("50.00 are left");
        take("a000000000000002,upheld,50,王敏,2026-04-10,文1,");
        TestRuns.run(db, "run-2", 2, "2026-03");
        TestRuns.finding(
                db, "run-2", "b000000000000009", "violation", "H1", "20.00", "20.00", "S1", "L9", "20.00", "150.00");
        assertThat(refusal("b000000000000009,upheld,,王敏,2026-04-10,文1,")).contains("0.00 are left");
    }

    @Test
    void accountMoneyOfUpheldFindingsStandsBesideTheFigures() throws IOException {
        db.script("UPDATE ledger.claim SET account = 30, cap_account = 50");
        assertThat(LedgerFigures.account(db)).isEqualByComparingTo("0");
        take("a000000000000001,upheld,,王敏,2026-04-10,文1,\na000000000000002,partly,10,王敏,2026-04-10,,");
        assertThat(LedgerFigures.account(db)).as("both of S1, which took 50.00").isEqualByComparingTo("50");
        take("a000000000000002,appealed,,机构,2026-04-12,,有医嘱\na000000000000004,upheld,,王敏,2026-04-12,,");
        assertThat(LedgerFigures.account(db)).as("an appeal lowers nothing").isEqualByComparingTo("80");
        take("a000000000000002,dismissed,,王敏,2026-04-13,,\na000000000000004,withdrawn,,王敏,2026-04-13,,");
        assertThat(LedgerFigures.account(db)).isEqualByComparingTo("30");
        assertThat(LedgerFigures.total(db).upheld()).isEqualByComparingTo("60");
    }

    @Test
    void whatALaterRunNoLongerFindsIsNotUpheld() throws IOException {
        TestRuns.run(db, "run-2", 2, "2026-03");
        assertThat(refusal("a000000000000001,upheld,,王敏,2026-04-10,文1,")).contains("gone since run-2");
        assertThat(take("a000000000000001,dismissed,,王敏,2026-04-10,文1,").taken())
                .containsOnlyKeys(Verdict.DISMISSED);
    }

    /** A run of April lists what is settled in March as evidence of a stay that ends in April, and claims nothing of it. */
    @Test
    void aRunOfAnotherMonthTakesNothingBack() throws IOException {
        listedInApril();
        take("a000000000000001,upheld,,王敏,2026-04-10,文1,");
        assertThat(LedgerFigures.total(db).upheld()).isEqualByComparingTo("60");
        take("a000000000000001,withdrawn,,王敏,2026-04-11,文2,");
        assertThat(standing("a000000000000001")).isEmpty();
    }

    @Test
    void aFindingThatReachesIntoAprilIsNotGoneBecauseMarchAloneDoesNotShowIt() throws IOException {
        listedInApril();
        db.script("UPDATE ledger.run SET to_month = '2026-04' WHERE run_id = 'run-1'");
        db.script(
                "INSERT INTO ledger.claim SELECT * REPLACE ('L5' AS row_id, '2026-04' AS month, 0 AS amount_gross, 0 AS amount_net)"
                        + " FROM ledger.claim WHERE finding_id = 'a000000000000001'");
        TestRuns.run(db, "run-3", 3, "2026-03");
        take("a000000000000001,upheld,,王敏,2026-04-10,文1,");
        TestRuns.run(db, "run-4", 4, "2026-04");
        assertThat(refusal("a000000000000001,appealed,,机构,2026-04-12,,有医嘱\na000000000000001,upheld,,王敏,2026-04-20,文2,"))
                .contains("gone since run-4");
    }

    @Test
    void whatIsDismissedIsDismissedForAnAuditOfMoreMonthsToo() throws IOException {
        db.script(
                "UPDATE ledger.run SET from_month = '2026-04', to_month = '2026-04'; UPDATE ledger.finding SET month = '2026-04'");
        db.script("UPDATE ledger.claim SET amount_gross = 0, amount_net = 0");
        take("a000000000000001,dismissed,,王敏,2026-04-10,,转诊");
        assertThat(standing("a000000000000001")).containsExactly("L1 0.00");
        take("a000000000000002,upheld,,王敏,2026-04-10,,");
        assertThat(standing("a000000000000002"))
                .as("nothing was said of what was not claimed")
                .isEmpty();
    }

    @Test
    void nothingStandsOfARowThatTheLastDecisionUpheldNothingOf() throws IOException {
        take("a000000000000001,upheld,,王敏,2026-04-10,文1,");
        TestRuns.run(db, "run-2", 2, "2026-03");
        TestRuns.finding(
                db, "run-2", "a000000000000001", "violation", "H1", "9.00", "9.00", "S1", "L7", "100.00", "150.00");
        take("a000000000000001,appealed,,机构,2026-04-12,,有医嘱\na000000000000001,upheld,,王敏,2026-04-20,文2,");
        assertThat(standing("a000000000000001")).containsExactly("L1 0.00", "L7 9.00");
        assertThat(LedgerFigures.total(db).upheld()).isEqualByComparingTo("9");
    }

    private void listedInApril() {
        TestRuns.run(db, "run-2", 2, "2026-04");
        TestRuns.finding(
                db, "run-2", "a000000000000001", "violation", "H1", "0.00", "0.00", "S1", "L1", "100.00", "150.00");
    }

    private List<String> standing(String finding) {
        return db.list(
                "SELECT row_id || ' ' || amount AS t FROM ledger.confirmed_now WHERE finding_id = ? ORDER BY t",
                row -> row.str("t"),
                finding);
    }

    @Test
    void takesTheListThatAnInstitutionFilledIn() throws IOException {
        Path file = file("""
                finding_id,rule_id,amount_net,response,grounds
                a000000000000001,split-stay,60.00,申诉,转科当日两张床
                a000000000000002,split-stay,90.00,认可,
                a000000000000004,split-stay,30.00,,
                """, StandardCharsets.UTF_8);
        assertThat(Decisions.take(db, file, TODAY, false, Clock.systemUTC()).taken())
                .containsOnlyKeys(Verdict.ACCEPTED, Verdict.APPEALED);
        assertThat(db.count("SELECT count(*) FROM ledger.posting")).isZero();
        Path withMore = file(Files.readString(file) + "a000000000000003,x,0.00,认可,\n", StandardCharsets.UTF_8);
        Taken later = Decisions.take(db, withMore, TODAY.plusDays(3), false, Clock.systemUTC());
        assertThat(later.known()).isEqualTo(2);
        assertThat(later.taken()).containsEntry(Verdict.ACCEPTED, 1L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a00000000000000x,upheld,1,王,2026-04-10,d,|finding_id|"a00000000000000x"
            1.23457E+15,upheld,1,王,2026-04-10,d,|finding_id|spreadsheet
            a000000000000001,confirmed,1,王,2026-04-10,d,|decision|"confirmed"
            a000000000000001,upheld,100.01,王,2026-04-10,d,|amount|claims 100.00
            a000000000000001,upheld,-1,王,2026-04-10,d,|amount|"-1"
            a000000000000001,upheld,1.005,王,2026-04-10,d,|amount|two decimals
            a000000000000001,partly,,王,2026-04-10,d,|amount|a part
            a000000000000001,partly,100,王,2026-04-10,d,|amount|a part
            a000000000000001,dismissed,5,王,2026-04-10,d,|amount|without an amount
            a000000000000003,upheld,0.01,王,2026-04-10,d,|amount|claims 0.00
            a000000000000001,upheld,1,,2026-04-10,d,|officer|empty
            a000000000000001,upheld,1,王,2026-02-29,d,|date|"2026-02-29"
            a000000000000001,upheld,1,王,10.4.,d,|date|"10.4."
            a000000000000004,upheld,1,王,2026-04-11,d,|decision|stands as dismissed
            a000000000000004,withdrawn,,王,2026-04-09,d,|date|before
            """)
    void aWrongLineIsNamedAndNothingIsTaken(String line, String column, String why) throws IOException {
        take("a000000000000004,dismissed,,王敏,2026-04-10,,");
        assertThat(refusal("a000000000000002,upheld,,王敏,2026-04-10,文1,\n" + line))
                .contains("line 3, column " + column)
                .contains(why);
        assertThat(db.count("SELECT count(*) FROM ledger.decision")).isEqualTo(1);
        assertThat(db.count("SELECT count(*) FROM ledger.paper")).isEqualTo(1);
    }

    @Test
    void namesEveryMissingColumn() throws IOException {
        Path file = file("finding_id,decision,amount\na000000000000001,upheld,1\n", StandardCharsets.UTF_8);
        assertThat(error(file).what()).contains("officer, date, document, reason");
    }

    @Test
    void aDryRunOnlyLooks() throws IOException {
        Path file = file(HEADER + "a000000000000001,upheld,,王敏,2026-04-10,文1,", StandardCharsets.UTF_8);
        assertThat(Decisions.take(db, file, TODAY, true, Clock.systemUTC()).posted())
                .hasSize(2);
        assertThat(db.count("SELECT count(*) FROM ledger.paper")).isZero();
        assertThat(db.count("SELECT count(*) FROM ledger.posting")).isZero();
    }

    @Test
    void aClueMayBeUpheldWithoutMoney() throws IOException {
        take("a000000000000003,upheld,,王敏,2026-04-10,文1,");
        assertThat(LedgerFigures.total(db).upheld()).isEqualTo(new BigDecimal("0.00"));
    }

    private Taken take(String lines) throws IOException {
        return Decisions.take(db, file(HEADER + lines, StandardCharsets.UTF_8), TODAY, false, Clock.systemUTC());
    }

    private String refusal(String lines) throws IOException {
        return error(file(HEADER + lines, StandardCharsets.UTF_8)).what();
    }

    private UserError error(Path file) {
        UserError error =
                catchThrowableOfType(UserError.class, () -> Decisions.take(db, file, TODAY, false, Clock.systemUTC()));
        assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        return error;
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.writeString(dir.resolve("d" + files++ + ".csv"), text, charset);
    }

    private String officer(String id) {
        List<String> officers =
                db.list("SELECT officer FROM ledger.decision WHERE finding_id = ?", row -> row.str("officer"), id);
        return officers.get(0);
    }
}
