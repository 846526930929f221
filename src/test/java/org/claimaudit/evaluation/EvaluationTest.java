package org.claimaudit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.Cli;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * March with two rules of one grade and a third. Settlement S1 (case M1) was padded and its two lines are found; S2 (M2) was padded and is
 * not found; S3 (M3) is of February; S4 (M4) was invented, found by the rule for that and, by chance, by a rule meant for padding.
 */
class EvaluationTest {
    private static final String HEADER = "behaviour,fixmedins_code,psn_no,mdtrt_id,setl_id,table,row_id,amount\n";
    private static final String TRUTH = HEADER + """
            pad,H1,P1,M1,S1,fee_line,F1,10.00
            pad,H1,P1,M1,S1,fee_line,F2,5.50
            pad,H1,P2,M2,S2,fee_line,F3,4.50
            pad,H1,P3,M3,S3,fee_line,F4,7.00
            invent,H2,P4,M4,S4,settlement,S4,100.00
            invent,H2,P4,M4,,encounter,M4,0
            forget,H2,P9,M9,S9,settlement,S9,1.00
            """;
    private static final Expectations EXPECTED = new Expectations(Map.of(
            "pads", List.of("pad"), "pads-too", List.of("pad"), "invents", List.of("invent"), "idle", List.of()));

    @TempDir
    static Path dir;

    private static Store store;
    private static Db db;
    private static Evaluation evaluation;

    @BeforeAll
    static void evaluate() throws IOException {
        store = Store.openMemory(true);
        db = store.db();
        Tables.create(db);
        fill();
        evaluation = Evaluation.of(db, "last", truth("truth.csv", TRUTH), EXPECTED, Locale.ENGLISH, 1);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void aCaseIsFoundByAnyOfItsRowsAndMoneyIsWhatTheWaterfallGave() {
        Score pads = score("pads");
        assertThat(pads.planted()).as("M1 and M2: M3 is of February").isEqualTo(2);
        assertThat(pads.found()).isEqualTo(1);
        assertThat(pads.moneyPlanted()).isEqualByComparingTo("20.00");
        assertThat(pads.moneyFound())
                .as("net and withheld of f1; f3 shows another behaviour's row")
                .isEqualByComparingTo("15.00");
    }

    @Test
    void aFindingOnAnyPlantedRowIsTrueAndOneOnNoneIsFalse() {
        assertThat(score("pads").truePositive()).as("f1 and f3").isEqualTo(2);
        assertThat(score("pads").falsePositive()).as("f4").isEqualTo(1);
        assertThat(evaluation.worst()).singleElement().satisfies(worst -> {
            assertThat(worst.findingId()).isEqualTo("f4");
            assertThat(worst.message()).isEqualTo("about ********008");
            assertThat(worst.rows()).containsExactly("fee_line F8 fees.csv:8", "person ********008 persons.csv:9");
        });
    }

    @Test
    void whatTwoRulesOfAGradeFoundCountsOnceInTheTotal() {
        Score total = evaluation.totals().get(0);
        assertThat(total.grade()).isEqualTo("violation");
        assertThat(total.planted()).isEqualTo(2);
        assertThat(total.found()).isEqualTo(1);
        assertThat(total.truePositive()).isEqualTo(3);
        assertThat(total.moneyPlanted()).isEqualByComparingTo("20.00");
        assertThat(total.moneyFound()).isEqualByComparingTo("15.50");
        assertThat(evaluation.totals()).extracting(Score::grade).containsExactly("violation", "suspect", "clue");
        assertThat(evaluation.totals().get(2).isTested()).isFalse();
    }

    @Test
    void whatWasNotAuditedOrLoadedOrMeantIsToldApart() {
        assertThat(evaluation.outside()).as("M3").isEqualTo(1);
        assertThat(evaluation.unknown()).as("M9").isEqualTo(1);
        assertThat(evaluation.unmapped()).containsExactly("forget");
    }

    @Test
    void theFileHasTheContractsColumnsAndOneTotalPerGrade() throws IOException {
        Path file = EvaluationFile.write(evaluation, dir, CsvProfile.PLAIN);
        EvaluationFile.write(evaluation, dir, CsvProfile.PLAIN);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "rule_id,behaviours,grade,planted,found,true_positive,false_positive,recall,precision,money_planted,money_found",
                        "pads,pad,violation,2,1,2,1,0.5000,0.6667,20.00,15.00",
                        "pads-too,pad,violation,2,1,1,0,0.5000,1.0000,20.00,0.50",
                        "idle,,suspect,0,0,0,0,,,0.00,0.00",
                        "invents,invent,suspect,1,1,1,0,1.0000,1.0000,100.00,100.00",
                        "total,,violation,2,1,3,1,0.5000,0.7500,20.00,15.50",
                        "total,,suspect,1,1,1,0,1.0000,1.0000,100.00,100.00",
                        "total,,clue,0,0,0,0,,,0.00,0.00");
        assertThat(Cli.csv(file)).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"en, No, 15.00", "zh, 未植入, 15.00"})
    void theTablesFitTheTerminal(String language, String untested, String money) {
        String text = EvaluationText.of(evaluation, Locale.forLanguageTag(language));
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80));
        assertThat(text).contains("50.0 (9.5-90.5)", untested, "idle", money, "fee_line F8 fees.csv:8");
    }

    @Test
    void theIntervalIsWilsons() {
        // Newcombe 1998, table I
        var share = new Share(81, 263);
        assertThat(share.low()).isCloseTo(0.2553, within(0.00005));
        assertThat(share.high()).isCloseTo(0.3662, within(0.00005));
        assertThat(new Share(0, 20).low()).isZero();
        assertThat(new Share(0, 20).high()).isCloseTo(0.1611, within(0.00005));
        assertThat(new Share(29, 29).high()).isEqualTo(1);
        assertThat(new Share(0, 0).percent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pad,H1,P1,M1,S1,fee_lines,F1,1.00      | :2: | table      | fee_lines
            pad,H1,P1,M1,S1,fee_line,F1,1.005      | :2: | amount     | 1.005
            pad,H1,P1,M1,S1,fee_line,F1,-1.00      | :2: | amount     | -1.00
            pad,H1,P1,M1,S1,fee_line,F1,           | :2: | amount     | ""
            ,H1,P1,M1,S1,fee_line,F1,1.00          | :2: | behaviour  | empty
            pad,H1,P1,M1,S1,fee_line,,1.00         | :2: | row_id     | empty
            pad,H1,P1,M1,S1,fee_line,F1            | :2: | 7          | 8
            pad,H1,P1,M1,S1,fee_line,"F1,1.00      | csv | CSV        | EOF
            """)
    void aWrongTruthFileIsCode12WithLineColumnAndValue(String row, String line, String column, String value)
            throws IOException {
        refused(HEADER + row + "\n", line, column, value);
    }

    @Test
    void aFileThatIsNoTruthIsCode12() throws IOException {
        refused("", "empty");
        refused("behaviour,table,row_id\n", ":1:", "fixmedins_code, psn_no, mdtrt_id, setl_id, amount");
        refused(HEADER + "pad,H1,P1,M1,S1,fee_line,F1,1.00\n".repeat(2), ":3:", "F1", "2");
        refused(HEADER + "pad,H1,P7,M7,S7,fee_line,F7,1.00\n", "None of the 1 planted cases");
        Path gb = dir.resolve("gb.csv");
        Files.write(gb, (HEADER + "多报,H1,P1,M1,S1,fee_line,F1,1.00\n").getBytes("GB18030"));
        assertThatThrownBy(() -> evaluate(gb)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> evaluate(dir.resolve("none.csv")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(10));
    }

    @Test
    void theHeaderAloneIsTheTruthOfCleanMonthsAndAByteOrderMarkIsNoPartOfIt() throws IOException {
        Evaluation clean = evaluate(truth("clean.csv", '\uFEFF' + HEADER));
        assertThat(clean.totals()).allSatisfy(total -> {
            assertThat(total.planted()).isZero();
            assertThat(total.truePositive()).isZero();
        });
        assertThat(clean.totals().get(0).falsePositive()).isEqualTo(4);
    }

    private static void refused(String content, String... words) throws IOException {
        Path file = truth("wrong.csv", content);
        assertThatThrownBy(() -> evaluate(file)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.exitCode()).isEqualTo(12);
            assertThat(e.what()).contains("wrong.csv").contains(words);
        });
    }

    private static Evaluation evaluate(Path truth) {
        return Evaluation.of(db, "last", truth, EXPECTED, Locale.ENGLISH, 0);
    }

    private static Path truth(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static Score score(String rule) {
        return evaluation.rules().stream()
                .filter(score -> score.name().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static void fill() {
        db.script("""
                INSERT INTO ledger.run (run_id, ordinal, command, status, from_month, to_month, as_of, tool_version, rule_set_sha256, cleared, started_at)
                    VALUES ('r', 1, 'check', 'complete', '2026-03', '2026-03', '2026-04-01', '0.1.0', '', 0, '2026-04-01')""");
        rule("pads", "violation");
        rule("pads-too", "violation");
        rule("invents", "suspect");
        rule("idle", "suspect");
        finding("f1", "pads", "12.00", "3.00", "fee_line F1", "fee_line F2");
        finding("f2", "pads-too", "0.50", "0.00", "fee_line F2", "fee_line F5");
        finding("f3", "pads", "50.00", "0.00", "settlement S4");
        finding("f4", "pads", "9.00", "0.00", "fee_line F8", "person P0000000008");
        finding("f5", "invents", "100.00", "0.00", "encounter M4");
        for (int n = 1; n <= 5; n++) {
            db.execute(
                    "INSERT INTO data.settlement (setl_id, mdtrt_id, psn_no, setl_time, file_id, source_line) VALUES (?, ?, ?, ?, 1, ?)",
                    "S" + n,
                    "M" + n,
                    "P" + n,
                    LocalDateTime.of(2026, n == 3 ? 2 : 3, 28, 23, 59),
                    n);
        }
    }

    private static void rule(String id, String grade) {
        db.execute(
                "INSERT INTO ledger.run_rule VALUES ('r', ?, 'f', 'title', '标题', ?, 4, 0, 'high', '', '', 'found', 1, 1, 0, 0, 1, NULL, NULL)",
                id,
                grade);
    }

    /** The first row bears the money. */
    private static void finding(String id, String rule, String net, String withheld, String... rows) {
        BigDecimal gross = new BigDecimal(net).add(new BigDecimal(withheld));
        db.execute(
                "INSERT INTO ledger.finding VALUES ('r', ?, ?, '', 'high', 'H1', 'H1', 'P0000000008', NULL, NULL, NULL, NULL,"
                        + " '2026-03', 'about P0000000008', '关于', ?, ?, ?, ?, 0, 'new', NULL)",
                id,
                rule,
                rows.length,
                gross,
                new BigDecimal(net),
                new BigDecimal(withheld));
        for (int i = 0; i < rows.length; i++) {
            String[] row = rows[i].split(" ", -1);
            db.execute(
                    "INSERT INTO ledger.claim (run_id, finding_id, rule_id, row_table, row_id, source_file, source_line,"
                            + " cap_row, cap_setl, cap_account, amount_gross, amount_net, withheld, account_gross, account)"
                            + " VALUES ('r', ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, 0)",
                    id,
                    rule,
                    row[0],
                    row[1],
                    row[0].equals("person") ? "persons.csv" : "fees.csv",
                    8 + i,
                    i == 0 ? gross : BigDecimal.ZERO);
        }
    }
}
