package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimaudit.cases.Samples.Drawn;
import org.claimaudit.cases.Samples.Extrapolation;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Samples drawn, reviewed and extrapolated. */
@TestInstance(Lifecycle.PER_CLASS)
class SamplesTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path dir;

    private Store store;
    private Db db;

    /** H1 and H2 with 60 settlements each of 1 to 60 yuan, H3 with one; one of another month, one without fund money. */
    @BeforeAll
    void settlements() {
        store = Store.openMemory(true);
        db = store.db();
        db.script("""
                CREATE TABLE fact.valid_settlement AS
                SELECT '2026-03' AS month, i || '-' || n AS setl_id, 'M' || n AS mdtrt_id, 'P' || n AS psn_no, i AS fixmedins_code,
                    CASE WHEN n % 2 = 0 THEN 'inpatient' ELSE 'outpatient' END AS kind, DATE '2026-03-02' AS begndate, DATE '2026-03-05' AS enddate,
                    CAST(2 * n AS DECIMAL(18, 2)) AS medfee, CAST(n AS DECIMAL(18, 2)) AS fund
                FROM (VALUES ('H1'), ('H2')) h (i), range(1, 61) r (n);
                INSERT INTO fact.valid_settlement SELECT '2026-03', 'H3-1', 'M1', 'P1', 'H3', 'inpatient', DATE '2026-03-02', DATE '2026-03-05', 9, 5;
                INSERT INTO fact.valid_settlement SELECT * REPLACE ('2026-04' AS month, 'X' AS setl_id) FROM fact.valid_settlement WHERE setl_id = 'H1-60';
                INSERT INTO fact.valid_settlement SELECT * REPLACE (0 AS fund, 'Y' AS setl_id) FROM fact.valid_settlement WHERE setl_id = 'H1-60';
                CREATE TABLE institution (fixmedins_code VARCHAR, fixmedins_name VARCHAR);
                INSERT INTO institution VALUES ('H1', '一院');
                """);
    }

    @AfterAll
    void close() {
        store.close();
    }

    @BeforeEach
    void forget() {
        for (String table : List.of("sample", "sample_stratum", "sample_record", "sample_result", "paper")) {
            db.script("DELETE FROM ledger." + table);
        }
    }

    @Test
    void drawsByTheHashAndMoreWhereTheMoneyIs() {
        String id = draw(30, 7);
        List<Drawn> drawn = Samples.drawn(db, id);
        assertThat(drawn).hasSize(30).doesNotHaveDuplicates();
        assertThat(drawn).extracting(Drawn::setlId).contains("H3-1").doesNotContain("X", "Y");
        // The slow way: thirds of 1830 yuan end at 34 and 48 yuan, and in each third the smallest hashes are taken.
        Map<String, Long> taken = new TreeMap<>();
        drawn.forEach(one -> taken.merge(third(one), 1L, Long::sum));
        assertThat(taken).containsOnlyKeys("H1 0", "H1 1", "H1 2", "H2 0", "H2 1", "H2 2", "H3 0");
        taken.forEach((stratum, n) -> {
            if (!stratum.startsWith("H3")) {
                assertThat(n).isBetween(4L, 5L); // equal money, equal shares
                String institution = stratum.substring(0, 2);
                List<String> expected = IntStream.rangeClosed(1, 60)
                        .filter(yuan -> third(institution, yuan).equals(stratum))
                        .mapToObj(yuan -> institution + "-" + yuan)
                        .sorted(Comparator.comparing(setlId -> Sha256.of("7:" + setlId)))
                        .limit(n)
                        .toList();
                assertThat(drawn)
                        .filteredOn(one -> third(one).equals(stratum))
                        .extracting(Drawn::setlId)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        });
    }

    private static String third(Drawn one) {
        return one.institution().equals("H3")
                ? "H3 0"
                : third(one.institution(), one.fund().intValueExact());
    }

    private static String third(String institution, int yuan) {
        int before = yuan * (yuan - 1) / 2;
        return institution + " " + 3 * before / 1830;
    }

    @Test
    void theSameAgainIsTheSame() {
        String id = draw(30, 7);
        assertThat(draw(30, 7)).isEqualTo(id);
        assertThat(draw(30, 8)).isNotEqualTo(id);
        assertThat(db.count("SELECT count(*) FROM ledger.sample")).isEqualTo(2);
        assertThat(db.count("SELECT count(*) FROM ledger.sample_record")).isEqualTo(60);
        assertThat(new SampleDraw(MARCH, MARCH, List.of("H2"), "inpatient", 0, 7).draw(db, true, CLOCK))
                .isNotEmpty();
        assertThat(db.count("SELECT count(*) FROM ledger.sample")).isEqualTo(2);
    }

    @Test
    void onlyWhatWasAskedFor() {
        String id = new SampleDraw(MARCH, MARCH, List.of("H2"), "inpatient", 0, 7).draw(db, false, CLOCK);
        assertThat(Samples.drawn(db, id))
                .hasSize(10)
                .allSatisfy(one -> assertThat(one.institution() + one.kind()).isEqualTo("H2inpatient"));
    }

    @Test
    void refusesWhatIsTooSmallOrEmpty() {
        UserError small = catchThrowableOfType(UserError.class, () -> draw(12, 1));
        assertThat(small.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(small.what()).contains("12 records", "13");
        assertThat(small.todo()).contains("--size 13 ");
        YearMonth may = YearMonth.of(2026, 5);
        assertThat(catchThrowableOfType(
                                UserError.class,
                                () -> new SampleDraw(may, may, List.of(), "", 0, 1).draw(db, false, CLOCK))
                        .exitCode())
                .isEqualTo(ExitCode.MISSING.code());
    }

    @Test
    void sheetsGoOutAndComeBack() throws IOException {
        String id = draw(30, 7);
        Path sheet = dir.resolve("sheet.csv");
        var text = new StringWriter();
        Samples.sheet(id, Samples.drawn(db, id), CsvProfile.EXCEL, new Disclosure(false), text);
        // Every third record is wrong by one yuan, the record of the first was not to be had.
        List<String> lines = text.toString().lines().toList();
        int[] n = new int[1];
        String filled = lines.get(0) + "\n"
                + lines.stream()
                        .skip(1)
                        .map(line -> line.replaceAll(",,,,,$", "")
                                + switch (n[0]++ % 3) {
                                    case 0 -> n[0] == 1 ? ",缺病历,,王敏,2026-04-20," : ",违规,1.00,王敏,2026-04-20,";
                                    default -> ",无误,,王敏,2026/4/20,";
                                })
                        .collect(Collectors.joining("\n"));
        Files.writeString(sheet, filled);
        assertThat(Files.readString(sheet)).doesNotContain(",P1,");
        assertThat(SampleResults.take(db, sheet, true, CLOCK).fresh()).isEqualTo(30);
        assertThat(SampleResults.take(db, sheet, false, CLOCK).fresh()).isEqualTo(30);
        assertThat(SampleResults.take(db, sheet, false, CLOCK).again()).isTrue();

        List<Extrapolation> all = Samples.extrapolate(db, id);
        assertThat(all).extracting(Extrapolation::institution).containsExactly("H1", "H2", "H3", null);
        Extrapolation total = all.get(3);
        assertThat(total.missing()).isEqualTo(1);
        assertThat(total.estimate().records()).isEqualTo(121);
        assertThat(total.estimate().reviewed()).isEqualTo(29);
        assertThat(total.estimate().found()).isEqualTo(900);
        assertThat(total.estimate().interval().orElseThrow().total())
                .isGreaterThan(900)
                .isLessThan(12_100);
        assertThat(all.get(2).estimate().mostWrong()).contains(0L);

        // A correction is a further line: the last word counts and both are kept.
        Files.writeString(
                sheet,
                "sample_id,setl_id,result,amount,officer,date\n" + id + ","
                        + Samples.drawn(db, id).get(3).setlId() + ",right,,王敏,2026-04-22\n");
        assertThat(SampleResults.take(db, sheet, false, CLOCK).fresh()).isEqualTo(1);
        assertThat(Samples.extrapolate(db, id).get(3).estimate().found()).isEqualTo(800);
        assertThat(db.count("SELECT count(*) FROM ledger.sample_result")).isEqualTo(31);
        assertThat(db.count("SELECT count(*) FROM ledger.posting")).isZero();
    }

    @Test
    void aWrongLineIsNamedAndNothingIsTaken() throws IOException {
        String id = draw(30, 7);
        Drawn one = Samples.drawn(db, id).get(0);
        String ok = id + "," + one.setlId() + ",right,,王敏,2026-04-20\n";
        String more = one.fund().add(new BigDecimal("0.01")).toPlainString();
        for (String wrong : List.of(
                id + ",Z,right,,王敏,2026-04-20|setl_id",
                id + "," + one.setlId() + ",maybe,,王敏,2026-04-20|result",
                id + "," + one.setlId() + ",wrong," + more + ",王敏,2026-04-20|amount",
                id + "," + one.setlId() + ",wrong,,王敏,2026-04-20|amount",
                id + "," + one.setlId() + ",right,1,王敏,2026-04-20|amount",
                id + "," + one.setlId() + ",right,,,2026-04-20|officer")) {
            Path file = dir.resolve("wrong.csv");
            Files.writeString(
                    file,
                    "sample_id,setl_id,result,amount,officer,date\n" + ok + wrong.substring(0, wrong.indexOf('|')));
            UserError error = catchThrowableOfType(UserError.class, () -> SampleResults.take(db, file, false, CLOCK));
            assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
            assertThat(error.what()).contains("line 3, column " + wrong.substring(wrong.indexOf('|') + 1));
        }
        assertThat(db.count("SELECT count(*) FROM ledger.sample_result")).isZero();
    }

    private String draw(int size, long seed) {
        return new SampleDraw(MARCH, MARCH, List.of(), "", size, seed).draw(db, false, CLOCK);
    }
}
