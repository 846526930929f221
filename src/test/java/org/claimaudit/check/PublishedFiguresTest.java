package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.claimaudit.conform.Example;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactTables;
import org.claimaudit.conform.Facts;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Figures that bureaus have published, out of rows whose totals are the published ones and that are otherwise random, and beside each what
 * must not give it.
 */
class PublishedFiguresTest {
    private static final long WAN = 1_000_000; // 10,000 yuan in fen
    private static final long YI = 10_000 * WAN;
    private static final FigureBench BENCH = new FigureBench();

    private final SplittableRandom random = new SplittableRandom(20_260_301);
    private final List<String> settlements = new ArrayList<>();

    @BeforeEach
    void empty() {
        FactTables.clear(BENCH.db());
        BENCH.db().script("DELETE FROM ledger.posting; DELETE FROM ledger.measure");
    }

    @AfterAll
    static void close() {
        BENCH.close();
    }

    @Test
    void inflowIs6point80TimesTheOutflow() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2022, 1), YearMonth.of(2022, 12));
        settle(2022, split(10_969 * YI / 100, 400), "insu_admdvs 510101, fix_blng_admdvs 610102");
        settle(2022, split(1_612 * YI / 100, 150), "insu_admdvs 610102, fix_blng_admdvs 110101");
        // patients at home flow nowhere
        settle(2022, split(5 * YI, 100), "insu_admdvs 610104, fix_blng_admdvs 610102");
        load();
        assertThat(value("flow-ratio", "flow-ratio", year, "2022", "610100", 2)).isEqualTo("6.80");
        // 0.1 of the inflow never came back as a reversal: another figure
        settle(2022, split(YI / 10, 3), "insu_admdvs 110101, fix_blng_admdvs 610102");
        load();
        assertThat(value("flow-ratio", "flow-ratio", year, "2022", "610100", 2)).isEqualTo("6.81");
    }

    @Test
    void townsHandle58point76AndVillages26point65PerCent() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2022, 1), YearMonth.of(2022, 12));
        Facts.refresh(BENCH.db(), BENCH.needed(BENCH.indicator("level-shares")));
        handled("township", split(358_311, 300));
        handled("village", split(162_522, 600));
        handled("hospital", split(609_747 - 358_311 - 162_522, 60));
        assertThat(share(year, "township")).isEqualTo("58.76");
        assertThat(share(year, "village")).isEqualTo("26.65");
        // weeks are the same visits once more; and hospitals left out would make another share
        BENCH.db()
                .script(
                        "INSERT INTO fact.institution_period BY NAME SELECT * REPLACE ('week' AS period) FROM fact.institution_period"
                                + " WHERE inst_type = 'village'");
        assertThat(share(year, "village")).isEqualTo("26.65");
        BENCH.db().script("DELETE FROM fact.institution_period WHERE inst_type = 'hospital'");
        assertThat(share(year, "township")).isEqualTo("68.80");
    }

    @Test
    void aidOf494And112IsSixHundredAndSix() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2022, 1), YearMonth.of(2022, 12));
        aid(split(494 * WAN, 4_006), "med_type 21");
        aid(split(112 * WAN, 10_523), "med_type 11");
        load();
        assertThat(aided(year, "inpatient")).isEqualTo("4940000.00 4006");
        assertThat(aided(year, "outpatient")).isEqualTo("1120000.00 10523");
        assertThat(aided(year, "")).isEqualTo("6060000.00 14529");
        // taken back, it was no aid; not taken back, it is one too many
        settlements.add(
                "setl_id X1, psn_no P1, setl_time 2022-05-05 10:00:00, med_type 11, medfee_sumamt 9.00, maf_pay 9.00, hifp_pay 0.00");
        settlements.add(
                "setl_id X2, psn_no P1, setl_time 2022-05-06 10:00:00, med_type 11, medfee_sumamt -9.00, maf_pay -9.00, hifp_pay 0.00,"
                        + " refd_setl_flag 1, init_setl_id X1");
        load();
        assertThat(aided(year, "")).isEqualTo("6060000.00 14529");
        settlements.add(
                "setl_id X3, psn_no P1, setl_time 2022-05-06 10:00:00, med_type 11, medfee_sumamt 9.00, maf_pay 9.00, hifp_pay 0.00");
        load();
        assertThat(aided(year, "")).isEqualTo("6060009.00 14530");
    }

    @Test
    void twentyThreeOneAndOneAreTwentyFiveInstitutions() {
        List<Integer> chosen = random.ints(0, 153).distinct().limit(25).boxed().toList();
        for (int i = 0; i < 25; i++) {
            measure(i, "rectify", chosen.get(i));
        }
        measure(25, "suspend", chosen.get(random.nextInt(24)));
        BENCH.db()
                .script("INSERT INTO ledger.posting VALUES (1, 1, 1, 'fined', 'fine_open', 'fine', NULL, 'H"
                        + chosen.get(24) + "', 1.00, DATE '2022-08-01', '2022-08', 'd', 'w', '')");
        // 27 measures, and 25 institutions
        assertThat(measures()).containsExactly("fine 1 1", "suspend 1 1", "rectify 23 25", "all 25 27");
    }

    @Test
    void villageClinicsFell12point35PerCent() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2021, 1), YearMonth.of(2021, 12));
        String village = "fixmedins_code H2, fixmedins_name 柳桥村卫生室";
        settle(2021, split(66_424 * WAN / 100, 300), village);
        settle(2020, split(75_780 * WAN / 100, 300), village);
        settle(2021, split(WAN, 5), "fixmedins_code H3, fixmedins_name 柳湾镇中心卫生院");
        settle(2019, split(900 * WAN, 20), village);
        load();
        assertThat(value("growth", "fund-growth", year, "2021", "village", 4)).isEqualTo("-0.1235");
        settle(2021, split(WAN, 2), village);
        load();
        assertThat(value("growth", "fund-growth", year, "2021", "village", 4)).isEqualTo("-0.1221");
    }

    @Test
    void coverageIs107point11PerCent() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2021, 12), YearMonth.of(2021, 12));
        long[] insured = split(436_600, 200);
        long[] residents = split(407_600, 200);
        var rows = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            String area = String.format("431223001%03d", i);
            rows.add("area " + area + ", year 2021, insured " + insured[i] + ", residents " + residents[i]);
            rows.add("area " + area + ", year 2019, insured 1, residents 1000");
        }
        FactTables.insert(
                BENCH.db(), "population", 1, rows.stream().map(Example::row).toList());
        assertThat(value("coverage", "coverage", year, "2021", "431223", 4)).isEqualTo("1.0711");
        // residents over the insured would be another figure
        assertThat(new BigDecimal(407_600).divide(new BigDecimal(436_600), 4, RoundingMode.HALF_UP))
                .isEqualTo("0.9336");
        BENCH.db().script("DELETE FROM data.population WHERE area = '431223001000'");
        assertThat(value("coverage", "coverage", year, "2021", "431223", 4)).isNotEqualTo("1.0711");
    }

    @Test
    void theFundKeeps22Million() {
        AuditPeriod year = AuditPeriod.of(YearMonth.of(2021, 1), YearMonth.of(2021, 12));
        settle(2021, split(456 * YI / 100, 400), "");
        settle(2022, split(YI, 10), "");
        long[] income = split(478 * YI / 100, 24);
        var rows = new ArrayList<String>();
        for (int i = 0; i < 24; i++) {
            rows.add("month " + String.format("2021-%02d", i / 2 + 1) + ", item " + i % 2 + ", income_amt "
                    + yuan(income[i]));
        }
        FactTables.insert(
                BENCH.db(), "fund_income", 1, rows.stream().map(Example::row).toList());
        load();
        String surplus =
                "SELECT CAST(numerator AS DECIMAL(18, 2)) AS v FROM audit_indicator WHERE measure = 'fund-surplus' AND period = '2021'";
        assertThat(found("fund-surplus", year, surplus)).isEqualTo("22000000.00");
        settle(2021, split(WAN, 1), "");
        load();
        assertThat(found("fund-surplus", year, surplus)).isEqualTo("21990000.00");
    }

    @Test
    void moreHeartPatientsThanPeople() {
        Rule rule = Catalogue.load(new RuleFolders(List.of(Path.of("rules")))).get("visits-per-capita");
        FactTables.insert(
                BENCH.db(),
                "population",
                1,
                List.of(Example.row("area 371722001001, year 2021, area_name 柳桥村, residents 2164")));
        patients(0, split(24_816_500, 1_500));
        patients(1_500, split(12_880_303, 1_408));
        load();
        assertThat(message(rule))
                .contains("2908 patients")
                .contains("376968.03 yuan")
                .contains("2164 people");
        // as many patients as people can be
        settlements.clear();
        BENCH.db()
                .script(
                        "DELETE FROM data.settlement WHERE psn_no NOT IN (SELECT psn_no FROM data.settlement ORDER BY psn_no LIMIT 2164)");
        load();
        assertThat(message(rule)).isEmpty();
    }

    @Test
    void theFineIsFiveTimesTheFraud() {
        AuditPeriod month = AuditPeriod.of(YearMonth.of(2022, 6), YearMonth.of(2022, 6));
        post("upheld", split(11_792 * WAN / 10, 40));
        // "5,895 and some": anything up to the next ten thousand
        post("fined", split(5_895 * WAN + random.nextLong(WAN), 1));
        assertThat(multiple(month)).isEqualTo("5.0");
        // the other violations are no base of this fine
        post("upheld", split(10_492 * WAN / 10, 40));
        assertThat(multiple(month)).isEqualTo("2.6");
    }

    private void patients(int first, long[] funds) {
        for (int i = 0; i < funds.length; i++) {
            settlements.add("setl_id V" + (first + i) + ", psn_no P" + (10_000 + first + i)
                    + ", fixmedins_code H2, fixmedins_name 柳桥村卫生室,"
                    + " fix_blng_admdvs 371722, med_type 11, dise_no M54.5, begndate 2021-0" + (1 + i % 9)
                    + "-10, setl_time 2021-0" + (1 + i % 9)
                    + "-10 10:00:00, medfee_sumamt " + yuan(funds[i]) + ", hifp_pay " + yuan(funds[i]));
        }
    }

    private static String message(Rule rule) {
        Db db = BENCH.db();
        FactReport built = Facts.refresh(db, FactTables.shipped());
        var checker = new Checker(
                db,
                FactTables.shipped(),
                built,
                AuditPeriod.of(YearMonth.of(2021, 1), YearMonth.of(2021, 12)),
                Duration.ofMinutes(1));
        checker.run(List.of(rule), CheckListener.NONE);
        String message = db.first("SELECT message_en FROM audit_finding", row -> row.str("message_en"))
                .orElse("");
        Pending.drop(db);
        return message;
    }

    private static void post(String kind, long[] amounts) {
        long next = BENCH.db().count("SELECT count(*) FROM ledger.posting");
        for (long fen : amounts) {
            BENCH.db()
                    .script("INSERT INTO ledger.posting VALUES (" + ++next + ", 1, 1, '" + kind
                            + "', 'a', 'b', NULL, 'H1', " + yuan(fen)
                            + ", DATE '2022-06-01', '2022-06', 'd', 'w', '')");
        }
    }

    private static String multiple(AuditPeriod month) {
        return String.valueOf(BENCH.sheet(BENCH.sheet("fines"), month).rows().get(0)[5]);
    }

    private static void measure(int line, String kind, int institution) {
        BENCH.db()
                .script("INSERT INTO ledger.measure VALUES (1, " + line + ", '" + kind + "', NULL, 'H" + institution
                        + "', DATE '2022-08-01', NULL, '', 'w', 'd', '')");
    }

    private static List<String> measures() {
        return BENCH
                .sheet(BENCH.sheet("measures"), AuditPeriod.of(YearMonth.of(2022, 12), YearMonth.of(2022, 12)))
                .rows()
                .stream()
                .map(row -> row[0] + " " + row[1] + " " + row[2])
                .toList();
    }

    private void aid(long[] amounts, String more) {
        for (long fen : amounts) {
            settlements.add(settlement(2022, fen, more) + ", maf_pay " + yuan(fen));
        }
    }

    private static String aided(AuditPeriod year, String kind) {
        return found(
                "medical-aid",
                year,
                "SELECT CAST(numerator AS DECIMAL(18, 2)) || ' ' || CAST(denominator AS BIGINT) AS v FROM audit_indicator"
                        + " WHERE period = '2022' AND subject = '" + kind + "'");
    }

    private void handled(String type, long[] visits) {
        for (int i = 0; i < visits.length; i++) {
            BENCH.db()
                    .execute(
                            "INSERT INTO fact.institution_period (month, period, fixmedins_code, inst_type, visits) VALUES (?, 'month', ?, ?, ?)",
                            String.format("2022-%02d", i % 12 + 1),
                            type + i / 12,
                            type,
                            visits[i]);
        }
    }

    private static String share(AuditPeriod year, String type) {
        BENCH.indicatorOverFacts(BENCH.indicator("level-shares"), year);
        return read(
                "SELECT CAST(value * 100 AS DECIMAL(9, 2)) AS v FROM audit_indicator WHERE period = '2022' AND subject = '"
                        + type + "'");
    }

    private static String value(
            String id, String measure, AuditPeriod period, String of, String subject, int decimals) {
        return found(
                id,
                period,
                "SELECT CAST(round(value, " + decimals + ") AS DECIMAL(18, " + decimals + ")) AS v FROM audit_indicator"
                        + " WHERE measure = '" + measure + "' AND period = '" + of + "' AND subject = '" + subject
                        + "'");
    }

    private static String found(String id, AuditPeriod period, String sql) {
        BENCH.indicator(BENCH.indicator(id), period);
        return read(sql);
    }

    private static String read(String sql) {
        List<String> values = BENCH.db().list(sql, row -> row.str("v"));
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private void settle(int year, long[] amounts, String more) {
        for (long fen : amounts) {
            settlements.add(settlement(year, fen, more) + ", hifp_pay " + yuan(fen));
        }
    }

    private String settlement(int year, long fen, String more) {
        String day = year + "-" + String.format("%02d-%02d", random.nextInt(1, 13), random.nextInt(1, 29));
        return "setl_id S" + random.nextLong(Long.MAX_VALUE) + ", psn_no P" + random.nextInt(1000) + ", setl_time "
                + day + " 10:00:00, medfee_sumamt " + yuan(fen) + (more.isEmpty() ? "" : ", " + more);
    }

    /** Adds the settlements to the store. */
    private void load() {
        FactTables.insert(
                BENCH.db(),
                "settlement",
                1,
                settlements.stream()
                        .map(text -> Example.row(text, "fixmedins_code H1, med_type 11, begndate 2021-01-01"))
                        .toList());
        settlements.clear();
        BENCH.db().script("INSERT INTO ledger.dirty_month VALUES ('*')");
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /** A total in so many parts, none below one, cut at random places. */
    private long[] split(long total, int parts) {
        long[] cuts =
                random.longs(0, total - parts + 1).limit(parts - 1L).sorted().toArray();
        long[] result = new long[parts];
        long before = 0;
        for (int i = 0; i < parts; i++) {
            long cut = i < cuts.length ? cuts[i] : total - parts;
            result[i] = cut - before + 1;
            before = cut;
        }
        assertThat(Arrays.stream(result).sum()).isEqualTo(total);
        return result;
    }
}
