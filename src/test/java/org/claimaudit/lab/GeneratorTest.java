package org.claimaudit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.claimaudit.ingest.ColumnDef;
import org.claimaudit.ingest.Tables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    private static final List<String> COMPONENTS = List.of(
            "HIFP_PAY", "CVLSERV_PAY", "HIFES_PAY", "HIFMI_PAY", "HIFOB_PAY", "HIFDM_PAY", "MAF_PAY", "OTHFUND_PAY");

    @TempDir
    static Path folder;

    private static Path county;
    private static List<CSVRecord> settlements;
    private static List<CSVRecord> encounters;
    private static List<CSVRecord> lines;
    private static List<CSVRecord> truth;

    @BeforeAll
    static void generate() {
        county = folder.resolve("county");
        Generator.generate(options(county, 11, false, Layout.PLATFORM, UTF_8));
        settlements = Exports.rows(county, "SETL_D", UTF_8);
        encounters = Exports.rows(county, "MDTRT_D", UTF_8);
        lines = Exports.rows(county, "FEE_LIST_D", UTF_8);
        truth = Exports.rows(county.resolve("truth.csv"), UTF_8);
    }

    private static GeneratorOptions options(Path out, long seed, boolean clean, Layout layout, Charset charset) {
        return new GeneratorOptions(
                out,
                YearMonth.of(2026, 1),
                YearMonth.of(2026, 3),
                1200,
                30,
                seed,
                clean,
                new BigDecimal("0.05"),
                layout,
                charset,
                false);
    }

    @Test
    void aLinesAmountIsItsCountTimesItsPriceAndTheSumOfItsParts() {
        Set<String> tampered = planted("inconsistent-amounts", "fee_line");
        for (CSVRecord line : lines) {
            BigDecimal amount = Exports.yuan(line, "DET_ITEM_FEE_SUMAMT");
            assertThat(parts(line)).as(line.get("BKKP_SN")).isEqualByComparingTo(amount);
            if (!tampered.contains(line.get("BKKP_SN"))) {
                BigDecimal product = new BigDecimal(line.get("CNT")).multiply(new BigDecimal(line.get("PRIC")));
                assertThat(product.setScale(2, RoundingMode.HALF_UP)).isEqualByComparingTo(amount);
            }
        }
    }

    @Test
    void aSettlementIsTheSumOfItsLines() {
        Map<String, List<CSVRecord>> bySettlement = Exports.by(lines, "SETL_ID");
        assertThat(bySettlement).hasSizeGreaterThan(500);
        for (CSVRecord settlement : settlements) {
            List<CSVRecord> own = bySettlement.getOrDefault(settlement.get("SETL_ID"), List.of());
            if (!own.isEmpty()) {
                assertThat(Exports.sum(own, "DET_ITEM_FEE_SUMAMT"))
                        .as(settlement.get("SETL_ID"))
                        .isEqualTo(Exports.yuan(settlement, "MEDFEE_SUMAMT"));
                assertThat(Exports.sum(own, "INSCP_AMT")).isEqualTo(Exports.yuan(settlement, "INSCP_AMT"));
            }
        }
    }

    @Test
    void aSettlementsPartsAddUpUnlessTheyWereTamperedWith() {
        Set<String> tampered = planted("inconsistent-amounts", "settlement");
        assertThat(tampered).isNotEmpty();
        for (CSVRecord row : settlements) {
            BigDecimal fund = Exports.yuan(row, "FUND_PAY_SUMAMT");
            BigDecimal components = COMPONENTS.stream()
                    .map(column -> Exports.yuan(row, column))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal payers = fund.add(Exports.yuan(row, "PSN_PAY"));
            boolean right =
                    components.compareTo(fund) == 0 && payers.compareTo(Exports.yuan(row, "MEDFEE_SUMAMT")) == 0;
            assertThat(right).as(row.get("SETL_ID")).isEqualTo(!tampered.contains(row.get("SETL_ID")));
            assertThat(parts(row)).isEqualByComparingTo(Exports.yuan(row, "MEDFEE_SUMAMT"));
            assertThat(Exports.yuan(row, "ACCT_PAY").add(Exports.yuan(row, "CASH_PAYAMT")))
                    .isEqualByComparingTo(Exports.yuan(row, "PSN_PAY"));
        }
    }

    @Test
    void everyKeyIsItsRowsAloneAndEveryRowHasItsEncounter() {
        assertThat(settlements.stream().map(row -> row.get("SETL_ID"))).doesNotHaveDuplicates();
        assertThat(lines.stream().map(row -> row.get("BKKP_SN"))).doesNotHaveDuplicates();
        Set<String> known = encounters.stream().map(row -> row.get("MDTRT_ID")).collect(Collectors.toSet());
        assertThat(known).containsAll(Exports.by(settlements, "MDTRT_ID").keySet());
        assertThat(known).containsAll(Exports.by(lines, "MDTRT_ID").keySet());
    }

    @Test
    void everyPlantedRowIsInTheExportsAndEveryBehaviourIsPlanted() {
        Map<String, Set<String>> keys = Map.of(
                "settlement", keys(settlements, "SETL_ID"),
                "encounter", keys(encounters, "MDTRT_ID"),
                "fee_line", keys(lines, "BKKP_SN"));
        for (CSVRecord row : truth) {
            assertThat(keys.getOrDefault(row.get("table"), Set.of()))
                    .as(row.get("behaviour"))
                    .contains(row.get("row_id"));
        }
        assertThat(Exports.by(truth, "behaviour").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Behaviour.values()).map(Behaviour::id).toList());
    }

    @Test
    void noBehaviourTakesMoreThanTheFundPaid() {
        Map<String, List<CSVRecord>> bySettlement = Exports.by(truth, "setl_id");
        for (CSVRecord settlement : settlements) {
            List<CSVRecord> taken = bySettlement.getOrDefault(settlement.get("SETL_ID"), List.of());
            assertThat(Exports.sum(taken, "amount"))
                    .as(settlement.get("SETL_ID"))
                    .isLessThanOrEqualTo(
                            Exports.yuan(settlement, "FUND_PAY_SUMAMT").max(BigDecimal.ZERO));
        }
        assertThat(Exports.sum(truth, "amount")).isGreaterThan(new BigDecimal("1000"));
    }

    @Test
    void sameOptionsGiveTheSameBytesAndAnotherSeedDoesNot() throws IOException {
        Path again = folder.resolve("again");
        Path other = folder.resolve("other");
        Generator.generate(options(again, 11, false, Layout.PLATFORM, UTF_8));
        Generator.generate(options(other, 12, false, Layout.PLATFORM, UTF_8));
        assertThat(Exports.files(again))
                .hasSameSizeAs(Exports.files(county))
                .allSatisfy(file -> assertThat(file).hasSameBinaryContentAs(county.resolve(again.relativize(file))));
        Path settlement = Path.of("2026-02", "SETL_D_202602.csv");
        assertThat(Files.mismatch(other.resolve(settlement), county.resolve(settlement)))
                .isNotNegative();
    }

    @Test
    void cleanMonthsHaveTheirLookAlikesButNoTruth() {
        Path clean = folder.resolve("clean");
        GeneratorReport report = Generator.generate(options(clean, 11, true, Layout.PLATFORM, UTF_8));
        assertThat(report.planted()).isEmpty();
        assertThat(Exports.rows(clean.resolve("truth.csv"), UTF_8)).isEmpty();
        List<CSVRecord> rows = Exports.rows(clean, "SETL_D", UTF_8);
        assertThat(rows).anyMatch(row -> row.get("REFD_SETL_FLAG").equals("1"));
        assertThat(Exports.rows(clean, "MDTRT_D", UTF_8))
                .anyMatch(row -> row.get("DSCG_WAY").equals("2"));
    }

    @Test
    void otherLayoutsAndEncodingsCarryTheSameRows() {
        Charset gb18030 = Charset.forName("GB18030");
        Path chinese = folder.resolve("chinese");
        Path messages = folder.resolve("messages");
        Generator.generate(options(chinese, 11, false, Layout.CHINESE, gb18030));
        Generator.generate(options(messages, 11, false, Layout.INTERFACE, UTF_8));
        Path file = Path.of("2026-03", "FEE_LIST_D_202603.csv");
        List<CSVRecord> plain = Exports.rows(county.resolve(file), UTF_8);
        assertThat(values(Exports.rows(chinese.resolve(file), gb18030))).isEqualTo(values(plain));
        assertThat(values(Exports.rows(messages.resolve(file), UTF_8))).isEqualTo(values(plain));
        assertThat(Exports.rows(chinese.resolve(file), gb18030).get(0).get("医保目录编码"))
                .isNotEmpty();
        assertThat(Exports.rows(messages.resolve(file), UTF_8).get(0).get("feedetl_sn"))
                .isNotEmpty();
        Map.of("settlement", "SETL_D", "encounter", "MDTRT_D", "fee_line", "FEE_LIST_D")
                .forEach((table, prefix) -> {
                    List<String> named = header(county, prefix, UTF_8);
                    assertThat(known(table, header(chinese, prefix, gb18030))).isEqualTo(known(table, named));
                    assertThat(known(table, header(messages, prefix, UTF_8))).isEqualTo(known(table, named));
                });
    }

    private static List<String> header(Path folder, String prefix, Charset charset) {
        return Exports.rows(folder, prefix, charset).get(0).getParser().getHeaderNames();
    }

    /** Which columns of a table an export's headers are taken for, by their place. */
    private static List<String> known(String table, List<String> headers) {
        return headers.stream()
                .map(header -> Tables.get(table).columns().stream()
                        .filter(column -> Stream.concat(Stream.of(column.name(), column.zh()), column.names().stream())
                                .anyMatch(header::equalsIgnoreCase))
                        .map(ColumnDef::name)
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    /** What is planted as passing on to a sister must be between institutions of one owner, however many there are. */
    @Test
    void anElderSisterHasAYoungerOneWithTheSameOwner() {
        int pairs = 0;
        for (int count = 10; count <= 300; count++) {
            var institutions = new Institutions(count, 7, LocalDate.of(2026, 3, 1));
            for (Institution at : institutions.all()) {
                if (institutions.isElderSister(at)) {
                    pairs++;
                    assertThat(institutions.youngerSister(at).legalRepresentative())
                            .as("%d institutions, township %d", count, at.rank())
                            .isEqualTo(at.legalRepresentative());
                }
            }
        }
        assertThat(pairs).isGreaterThan(1000);
    }

    private static List<List<String>> values(List<CSVRecord> rows) {
        return rows.stream().map(CSVRecord::toList).toList();
    }

    private static BigDecimal parts(CSVRecord row) {
        return Stream.of("FULAMT_OWNPAY_AMT", "OVERLMT_SELFPAY", "PRESELFPAY_AMT", "INSCP_AMT")
                .map(column -> Exports.yuan(row, column))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Set<String> planted(String behaviour, String table) {
        return truth.stream()
                .filter(row -> row.get("behaviour").equals(behaviour)
                        && row.get("table").equals(table))
                .map(row -> row.get("row_id"))
                .collect(Collectors.toSet());
    }

    private static Set<String> keys(List<CSVRecord> rows, String column) {
        return rows.stream().map(row -> row.get(column)).collect(Collectors.toCollection(HashSet::new));
    }
}
