package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows under other headers, delimiters, encodings and line ends give the same tables. */
class LayoutTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<String> SETTLEMENT_HEADERS = List.of(
            "SETL_ID,MDTRT_ID,PSN_NO,PSN_NAME,FIXMEDINS_CODE,MED_TYPE,BEGNDATE,ENDDATE,SETL_TIME,MEDFEE_SUMAMT,INSCP_AMT,HIFP_PAY,CASH_PAYAMT,DISE_NO",
            "setl_id,mdtrt_id,psn_no,psn_name,fixmedins_code,med_type,begntime,endtime,setl_time,medfee_sumamt,inscp_scp_amt,hifp_pay,psn_cash_pay,dise_codg",
            "结算流水号,就诊流水号,个人编号,姓名,机构编码,医疗类别,入院日期,出院日期,结算日期,医疗金额（元）,符合范围金额,统筹基金,现金,疾病编码ICD");
    private static final List<String> FEE_HEADERS = List.of(
            "BKKP_SN,MDTRT_ID,FEE_OCUR_TIME,HILIST_CODE,HILIST_NAME,CNT,PRIC,DET_ITEM_FEE_SUMAMT,BILG_DR_CODE,PRIC_UPLMT_AMT",
            "feedetl_sn,mdtrt_id,fee_ocur_time,hilist_code,hilist_name,cnt,pric,det_item_fee_sumamt,bilg_dr_codg,hilist_pric_uplmt_amt",
            "记账流水号,就诊ID,费用发生日期,国标代码,国标名称,数量,单价,金额,开单医师编码,限价");
    private static final List<String> SETTLEMENTS = List.of(
            "S1,M1,P1,张三,H99000100001,21,2026-03-01,2026-03-05,2026-03-05 10:00:00,100.50,90.00,80.00,20.50,J18.900",
            "S2,M2,P2,㐂某,H99000100001,11,20260306,2026/3/6,20260306101500,\"1,000.00\",.50,0,１０,-");
    private static final Dialect COMMA = new Dialect((byte) ',', (byte) '"', (byte) 0, Dialect.LF, 0);
    private static final List<String> FEES = List.of(
            "F1,M1,2026-03-02 08:00:00,001109000010000,普通病房床位费,1,30.000000,30.00,D1,30",
            "F2,M1,2026年3月2日,001109000010000,普通病房床位费,2.0000,30,60,D1,NULL");

    @TempDir
    private Path folder;

    private final List<IngestFixture> open = new ArrayList<>();
    private int next;

    @AfterEach
    void close() {
        open.forEach(IngestFixture::close);
    }

    private IngestFixture fresh() throws IOException {
        var fixture = new IngestFixture(folder.resolve(String.valueOf(next++)));
        open.add(fixture);
        return fixture;
    }

    private List<String> tables(IngestFixture fixture) {
        var rows = new ArrayList<>(
                fixture.rows("SELECT * EXCLUDE (file_id, source_line) FROM data.settlement ORDER BY setl_id"));
        rows.addAll(fixture.rows("SELECT * EXCLUDE (file_id, source_line) FROM data.fee_line ORDER BY feedetl_sn"));
        return rows;
    }

    private List<String> expected = List.of();

    @BeforeEach
    void loadTheUsualForm() throws IOException {
        IngestFixture fixture = fresh();
        write(fixture, 0, ",", "\n", StandardCharsets.UTF_8, "");
        IngestResult result = fixture.load();
        assertThat(result.files()).extracting(InputFile::table).containsExactly("fee_line", "settlement");
        assertThat(result.files()).extracting(InputFile::rowsLoaded).containsExactly(2L, 2L);
        expected = tables(fixture);
        assertThat(expected).hasSize(4);
        assertThat(expected.get(1)).contains("㐂某", "1000.00", "0.50", "10.00", "2026-03-06 10:15:00");
    }

    private static void write(
            IngestFixture fixture, int dialect, String delimiter, String lineEnd, Charset charset, String before)
            throws IOException {
        file(fixture, "s.csv", SETTLEMENT_HEADERS.get(dialect), SETTLEMENTS, delimiter, lineEnd, charset, before);
        file(fixture, "f.csv", FEE_HEADERS.get(dialect), FEES, delimiter, lineEnd, charset, before);
    }

    private static void file(
            IngestFixture fixture,
            String name,
            String header,
            List<String> rows,
            String delimiter,
            String lineEnd,
            Charset charset,
            String before)
            throws IOException {
        var lines = new ArrayList<String>();
        lines.add(header.replace(",", delimiter));
        rows.forEach(row ->
                lines.add(String.join(delimiter, quoted(TextRecords.fields(row, COMMA, false), delimiter))));
        String text = before + String.join(lineEnd, lines) + lineEnd;
        java.nio.file.Files.write(fixture.inbox.resolve(name), text.getBytes(charset));
    }

    private static List<String> quoted(List<String> fields, String delimiter) {
        return fields.stream()
                .map(f -> f.contains(delimiter) ? "\"" + f + "\"" : f)
                .toList();
    }

    @Test
    void everyDialectInEveryEncodingAndWithEveryDelimiter() throws IOException {
        for (int dialect = 0; dialect < 3; dialect++) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
                for (String delimiter : List.of(",", "\t", ";")) {
                    IngestFixture fixture = fresh();
                    write(fixture, dialect, delimiter, "\r\n", charset, "");
                    IngestResult result = fixture.load();
                    assertThat(result.files()).extracting(InputFile::encoding).containsOnly(charset.name());
                    assertThat(tables(fixture))
                            .as("dialect %d, %s, '%s'", dialect, charset, delimiter)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aByteOrderMarkAndTitlesAboveTheHeader() throws IOException {
        IngestFixture fixture = fresh();
        write(fixture, 2, ",", "\r\n", StandardCharsets.UTF_8, "\ufeff某县医保结算明细表\r\n\r\n");
        fixture.load();
        assertThat(tables(fixture)).isEqualTo(expected);
        assertThat(fixture.rows("SELECT min(source_line) FROM data.settlement")).containsExactly("4");
    }

    @Test
    void totalsBlankLinesAndRepeatedHeadersAreNotRead() throws IOException {
        IngestFixture fixture = fresh();
        String header = SETTLEMENT_HEADERS.get(0);
        fixture.write(
                "s.csv",
                header,
                SETTLEMENTS.get(0),
                "",
                ",,,,,,,,,,,,,",
                header,
                "小计,,,,,,,,,100.50,,,,",
                SETTLEMENTS.get(1),
                " 合 计 ：,,,,,,,,,1100.50,,,,");
        InputFile file = fixture.load().files().get(0);
        assertThat(file.rowsRead()).isEqualTo(2);
        assertThat(file.rowsLoaded()).isEqualTo(2);
        assertThat(fixture.rows("SELECT source_line FROM data.settlement ORDER BY ALL"))
                .containsExactly("2", "7");
    }

    @Test
    void quotedLineBreaksAndSingleQuotes() throws IOException {
        IngestFixture fixture = fresh();
        fixture.write(
                "a.csv",
                "mdtrt_id,psn_no,fixmedins_code,begntime,adm_diag_dscr",
                "M1,P1,H1,2026-03-01,\"first\r\nsecond, \"\"quoted\"\"\"",
                "M2,P2,H1,2026-03-02,x");
        fixture.write(
                "b.csv",
                "'mdtrt_id','psn_no','fixmedins_code','begntime','adm_diag_dscr'",
                "'M3','P3','H1','2026-03-01','a, b'");
        fixture.load();
        assertThat(fixture.rows("SELECT mdtrt_id, adm_diag_dscr, source_line FROM data.encounter ORDER BY 1"))
                .containsExactly("M1|first\nsecond, \"quoted\"|2", "M2|x|4", "M3|a, b|2");
    }

    @Test
    void theBetterOfTwoColumnsWinsAndTheOtherIsNamed() throws IOException {
        IngestFixture fixture = fresh();
        fixture.write("a.csv", "mdtrt_id,psn_no,fixmedins_code,入院日期,begntime,note", "M1,P1,H1,2026-03-01,2026-03-02,n");
        InputFile file = fixture.load().files().get(0);
        assertThat(file.columnsLeftOut()).containsExactly("入院日期", "note");
        assertThat(fixture.rows("SELECT CAST(begntime AS DATE) AS d FROM data.encounter"))
                .containsExactly("2026-03-02");
    }

    @Test
    void aFoldersOtherFilesAreNamedAndSkipped() throws IOException {
        IngestFixture fixture = fresh();
        fixture.write("deep/er/s.txt", SETTLEMENT_HEADERS.get(0), SETTLEMENTS.get(0));
        fixture.write("README.md", "setl_id,psn_no");
        fixture.write(
                "truth.csv", "behaviour,fixmedins_code,psn_no,mdtrt_id,setl_id,table,row_id,amount", "a,b,c,d,e,f,g,1");
        fixture.write(
                "out/recovery-by-institution.csv",
                "fixmedins_code,fixmedins_name,findings,persons,amount_gross",
                "H1,x,1,1,1");
        IngestResult result = fixture.load();
        assertThat(result.files()).extracting(InputFile::file).containsExactly("deep/er/s.txt");
        assertThat(result.skipped())
                .extracting(SkippedFile::file)
                .containsExactly("README.md", "out/recovery-by-institution.csv", "truth.csv");
        assertThat(fixture.load(fixture.inbox.resolve("deep/**.txt")).files())
                .extracting(InputFile::file)
                .containsExactly("er/s.txt");
    }

    @Test
    void interfaceFeeLinesWithoutAnItemCodeOfTheirOwn() throws IOException {
        IngestFixture fixture = fresh();
        fixture.write(
                "f.csv",
                "feedetl_sn,mdtrt_id,fee_ocur_time,med_list_codg,cnt,pric,det_item_fee_sumamt",
                "F1,M1,2026-03-02,001109000010000,1,30,30");
        fixture.load();
        assertThat(fixture.rows("SELECT hilist_code, med_list_codg FROM data.fee_line"))
                .containsExactly("001109000010000|001109000010000");
    }

    @Test
    void aTotalInOtherWordsHasNothingButNumbersBesides() throws IOException {
        IngestFixture fixture = fresh();
        String header = "mdtrt_id,psn_no,fixmedins_code,begntime,ipt_days";
        fixture.write(
                "a.csv",
                header,
                "M1,P1,H1,2026-03-01,2",
                "合计(天),,,,2",
                "累计：,,,,\"1,002\"",
                "1,合计人次,,,",
                "青禾县人民医院小计,1,,,2",
                "Total,,,,2",
                "合计科,P2,,someday,2");
        InputFile file = fixture.load().files().get(0);
        assertThat(file.rowsLoaded()).isOne();
        assertThat(fixture.rows("SELECT source_line FROM ledger.reject")).containsExactly("8");
    }

    @Test
    void whatIsLinkedIsReadOnceAndALinkToNothingStopsTheLoad() throws IOException {
        IngestFixture fixture = fresh();
        Path elsewhere = Files.createDirectories(fixture.inbox.resolveSibling("elsewhere"));
        Files.move(fixture.write("s.csv", SETTLEMENT_HEADERS.get(0), SETTLEMENTS.get(0)), elsewhere.resolve("s.csv"));
        Files.createSymbolicLink(fixture.inbox.resolve("a"), elsewhere);
        Files.createSymbolicLink(fixture.inbox.resolve("b"), elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("back"), fixture.inbox);
        Files.createSymbolicLink(fixture.inbox.resolve(".#lock.csv"), Path.of("nobody"));
        Path link = Files.createSymbolicLink(fixture.inbox.resolveSibling("link"), fixture.inbox);
        assertThat(fixture.load(link).files()).extracting(InputFile::file).containsExactly("a/s.csv");

        Files.createSymbolicLink(elsewhere.resolve("t.csv"), Path.of("nowhere.csv"));
        assertThatThrownBy(() -> fixture.load(link))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.what()).contains("t.csv"));
    }
}
