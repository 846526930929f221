package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.claimaudit.ingest.Explanation.Certainty;
import org.claimaudit.ingest.Explanation.Column;
import org.claimaudit.ingest.Explanation.Cutting;
import org.claimaudit.ingest.Explanation.Proof;
import org.claimaudit.ingest.Explanation.Sampled;
import org.claimaudit.ingest.Explanation.Source;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    /** As a hospital's own system writes it. */
    private static final String[] ODD = {
        "青禾县第二人民医院  医保结算清单",
        "结算号|就诊流水|医保编号|病人姓名|机构编码|类别|入院日|出院日|结算日期|总金额|统筹支付额|随访医生",
        "ZY001|J1|990001000000001|张三丰|H99000100002|住院|01.03.2026|13.03.2026|13.03.2026 10:30|1900.50|1330.35|'王, 小五'",
        "ZY002|J2|990001000000002|李四|H99000100002|住院|02.03.2026|05.03.2026|05.03.2026 09:00|900.00|630.00|",
        "ZY003|J3|990001000000003|王小五|H99000100002|门诊|03.03.2026|03.03.2026|03.03.2026 08:15|80.00|0.00|无",
        "合计|3|||||||||"
    };

    @TempDir
    private Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Explanation explain(Path file, Optional<Path> profile) {
        List<Explanation> all = Explain.run(fixture.store, List.of(file.toString()), profile);
        assertThat(all).hasSize(1);
        assertThat(fixture.rows("SELECT count(*) FROM ledger.file")).containsExactly("0");
        return all.get(0);
    }

    private static Column column(Explanation file, String name) {
        return file.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String target(Explanation file, String name) {
        return String.join(
                ",",
                column(file, name).targets().stream()
                        .map(t -> t.column().name())
                        .toList());
    }

    @Test
    void aKnownExport() throws IOException {
        Path file = fixture.write(
                "setl.csv",
                IngestFixture.SETTLEMENT + ",EXTRA",
                IngestFixture.settlement("S1", "10.00", "") + ",6222020200112233445",
                IngestFixture.settlement("S2", "ten", "") + ",b");
        Explanation explained = explain(file, Optional.empty());
        assertThat(explained.certainty()).isEqualTo(Certainty.KNOWN);
        assertThat(explained.encoding()).isEqualTo("UTF-8");
        assertThat(explained.encodingProof()).isEqualTo(Proof.VALID);
        assertThat(explained.sampled()).isEqualTo(new Sampled(2, 2, 0));
        assertThat(target(explained, "MEDFEE_SUMAMT")).isEqualTo("medfee_sumamt");
        assertThat(column(explained, "PSN_NAME").masked()).containsExactly("张**");
        assertThat(column(explained, "PSN_NAME").values()).containsExactly("张三");
        assertThat(column(explained, "SETL_ID").masked()).containsExactly("S1", "S2");
        assertThat(column(explained, "MEDFEE_SUMAMT").misfits()).isEqualTo(1);
        assertThat(column(explained, "MEDFEE_SUMAMT").misfit()).isEqualTo(new Explanation.Misfit(3, "ten", "ten"));
        assertThat(column(explained, "EXTRA").source()).isEqualTo(Source.NONE);
        assertThat(column(explained, "EXTRA").masked()).containsExactly("****************445", "b");
    }

    @Test
    void anUnknownExportBecomesALoadedMonth() throws IOException {
        Path file = fixture.write("his_202603.txt", Gb18030.CHARSET, ODD);
        Explanation explained = explain(file, Optional.empty());
        assertThat(explained.certainty()).isEqualTo(Certainty.PERHAPS);
        assertThat(explained.tables()).extracting(TableDef::name).containsExactly("settlement");
        assertThat(explained.encodingProof()).isEqualTo(Proof.NOT_UTF_8);
        assertThat(explained.cutting()).isEqualTo(new Cutting('|', '\'', 12));
        assertThat(explained.headerLine()).isEqualTo(2);
        assertThat(target(explained, "医保编号")).isEqualTo("psn_no");
        assertThat(target(explained, "入院日")).isEqualTo("begndate");
        assertThat(column(explained, "病人姓名").masked()).containsExactly("张**", "李**", "王**");
        assertThat(column(explained, "随访医生").masked()).containsExactly("**, **", "**");

        String skeleton = ProfileSkeleton.of(explained);
        assertThat(skeleton)
                .contains("pattern: \"his_*.txt\"", "delimiter: bar", "encoding: GB18030", "quote: single")
                .contains("date_formats: [\"%d.%m.%Y\", \"%d.%m.%Y %H:%M\"]");
        Path profile = Files.writeString(folder.resolve("p.yaml"), skeleton);
        UserError error = catchThrowableOfType(UserError.class, () -> fixture.loadWith(profile));
        assertThat(error.what())
                .contains("table settlement lacks indispensable columns: ")
                .contains("medfee_sumamt");

        Files.writeString(
                profile,
                skeleton.replaceAll("(?m)^ +pay_loc: .*\n", "")
                        .replace("# med_type: \"\"", "med_type: { column: 类别, codes: { 住院: \"21\", 门诊: \"11\" } }")
                        .replace("# medfee_sumamt: \"\"", "medfee_sumamt: 总金额")
                        .replace("# hifp_pay: \"\"", "hifp_pay: 统筹支付额"));
        Explanation again = explain(file, Optional.of(profile));
        assertThat(again.certainty()).isEqualTo(Certainty.PROFILE);
        assertThat(column(again, "总金额").source()).isEqualTo(Source.PROFILE);
        InputFile loaded = fixture.loadWith(profile).files().get(0);
        assertThat(loaded.rowsLoaded()).isEqualTo(3);
        assertThat(loaded.rowsRejected()).isZero();
        assertThat(fixture.rows(
                        "SELECT setl_id, med_type, begndate, CAST(setl_time AS VARCHAR), medfee_sumamt, hifp_pay"
                                + " FROM data.settlement ORDER BY 1"))
                .containsExactly(
                        "ZY001|21|2026-03-01|2026-03-13 10:30:00|1900.50|1330.35",
                        "ZY002|21|2026-03-02|2026-03-05 09:00:00|900.00|630.00",
                        "ZY003|11|2026-03-03|2026-03-03 08:15:00|80.00|0.00");
    }

    @Test
    void aCommaInAnAmountIsNoDelimiterWhereAnotherOneFitsTheHeader() throws IOException {
        String[] lines = ODD.clone();
        lines[1] = lines[1].replaceAll("[^|]+", "'$0'").replace("'病人姓名'", "''");
        lines[2] = lines[2].replace("1900.50|1330.35|'王, 小五'", "'1,900.50'|'1,330.35'|'x|y'");
        Explanation explained = explain(fixture.write("his_202603.txt", lines), Optional.empty());
        assertThat(explained.cutting()).isEqualTo(new Cutting('|', '\'', 12));
        assertThat(explained.headerLine()).isEqualTo(2);
        assertThat(target(explained, "入院日")).isEqualTo("begndate");
    }

    @Test
    void aListOfNothingKnown() throws IOException {
        Path file = fixture.write("x.csv", "colour;weight;taste", "red;12;sweet", "green;13;sour");
        Explanation explained = explain(file, Optional.empty());
        assertThat(explained.tables()).isEmpty();
        assertThat(explained.cutting().delimiter()).isEqualTo(';');
        assertThat(ProfileSkeleton.of(explained)).contains("settlement:", "# setl_id: \"\"", "# ...: \"colour\"");
    }

    @Test
    void textWithoutColumnsIsRefused() throws IOException {
        Path file = fixture.write("x.csv", "just a letter", "1", "2");
        UserError error = catchThrowableOfType(UserError.class, () -> explain(file, Optional.empty()));
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what()).contains("x.csv");
    }

    @Test
    void dayAndMonthAreToldApartByTheirNumbers() {
        assertThat(DateShapes.format(List.of("01/02/2026", "13/02/2026"))).contains("%d/%m/%Y");
        assertThat(DateShapes.format(List.of("01/02/2026", "02/13/2026", ""))).contains("%m/%d/%Y");
        assertThat(DateShapes.format(List.of("01.02.2026"))).contains("%d.%m.%Y");
        assertThat(DateShapes.format(List.of("23-Dec-2021"))).contains("%d-%b-%Y");
        assertThat(DateShapes.format(List.of("23-12-2021 08:09:10"))).contains("%d-%m-%Y %H:%M:%S");
        assertThat(DateShapes.format(List.of("01/02/2026"))).isEmpty();
        assertThat(DateShapes.format(List.of("13/02/2026", "2026-02-13"))).isEmpty();
        assertThat(DateShapes.format(List.of("13/02/2026", "02/13/2026"))).isEmpty();
    }
}
