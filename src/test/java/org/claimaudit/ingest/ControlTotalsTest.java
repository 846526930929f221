package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says of files is checked to the fen before anything counts as loaded; what was loaded is kept with its money. */
class ControlTotalsTest {
    @TempDir
    private Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
        fixture.write(
                "s.csv",
                IngestFixture.SETTLEMENT,
                IngestFixture.settlement("1", "100.00", ""),
                IngestFixture.settlement("1", "100.00", ""),
                IngestFixture.settlement("2", "7.00", "2026-03-02"),
                IngestFixture.settlement("2", "8.01", "2026-03-03"),
                "S9,M9,,H99000100001,21,2026-03-01,2026-03-05,\"1,000.00\",2.50,,");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void manifest(String... lines) throws IOException {
        fixture.write("清单.csv", Charset.forName("GB18030"), lines);
    }

    private void refused(Path input, String... words) {
        assertThatThrownBy(() -> fixture.load(input)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.exitCode()).isEqualTo(12);
            assertThat(e.what()).contains(words);
        });
        assertThat(fixture.rows("SELECT (SELECT count(*) FROM data.settlement) + (SELECT count(*) FROM ledger.file)"))
                .containsExactly("0");
    }

    @Test
    void recordsAndMoneyMustBeThoseOfTheManifest() throws IOException {
        manifest("文件名,行数,医疗费总额,基金支付总额", "s.csv,5,1215.02,6.50");
        refused(fixture.inbox, "清单.csv", "line 2", "s.csv", "medfee_sumamt", "1215.02", "1215.01");
        manifest("文件名,行数,医疗费总额,基金支付总额", "s.csv,5,\"1,215.01\",6.51");
        refused(fixture.inbox, "fund_pay_sumamt", "6.51", "6.50");
        manifest("文件名,行数,医疗费总额,基金支付总额", "s.csv,4,1215.01,6.50");
        refused(fixture.inbox, "rows", "4", "5");
        refused(fixture.inbox.resolve("s.csv"), "清单.csv", "rows", "4", "5");
        manifest("file,rows", "s.csv,5", "part2.csv,10");
        refused(fixture.inbox, "line 3", "part2.csv");
        manifest("file,rows", "s.csv,five");
        refused(fixture.inbox, "line 2", "rows", "five");

        manifest("文件名,行数,医疗费总额,基金支付总额", "s.csv,5,1215.01,6.50", "合计,5,1215.01,6.50");
        IngestResult result = fixture.load();
        assertThat(result.files()).extracting(InputFile::file).containsExactly("s.csv");
        assertThat(result.skipped()).isEmpty();
        assertThat(fixture.load().files()).allMatch(InputFile::alreadyLoaded);
    }

    /** As shells and exporting machines write paths: each way leads to the file, which is compared. */
    @Test
    void aFileIsKnownHoweverItsPathIsWritten() throws IOException {
        for (String path : List.of(
                "./s.csv",
                ".\\s.csv",
                fixture.inbox.resolve("s.csv").toString(),
                "D:\\导出\\三月\\s.csv",
                "/data/./s.csv")) {
            manifest("file,rows", path + ",4");
            refused(fixture.inbox, "line 2", "s.csv", "rows", "4", "5");
        }
        fixture.write("sub/s.csv", IngestFixture.SETTLEMENT, IngestFixture.settlement("7", "1.00", ""));
        manifest("file,rows", "/data/sub/s.csv,1", "/data/s.csv,5");
        assertThat(fixture.load().files()).extracting(InputFile::rowsRead).containsExactly(5L, 1L);
    }

    @Test
    void whatIsListedWithRecordsOrMoneyMustHaveBeenRead() throws IOException {
        fixture.write("foreign.csv", "a,b", "1,2");
        manifest("file,rows,medfee_sumamt", "s.csv,5,", "foreign.csv,1,");
        refused(fixture.inbox, "清单.csv", "line 3", "foreign.csv", "no header of a known table");
        manifest("file,rows,medfee_sumamt", "foreign.csv,,7.00");
        refused(fixture.inbox, "line 2", "foreign.csv");
        try (var empty = new Xlsx(fixture.inbox.resolve("empty.xlsx"))) {
            empty.sheet("一月");
        }
        manifest("file,rows", "empty.xlsx,3");
        refused(fixture.inbox, "line 2", "empty.xlsx", "no files or cells");

        manifest("file,rows,medfee_sumamt", "foreign.csv,0,0.00", "清单.csv,3,");
        assertThat(fixture.load().skipped()).extracting(SkippedFile::file).containsExactly("empty.xlsx", "foreign.csv");
        manifest("file,rows", "D:\\foreign.csv,1", "s.csv,5");
        assertThat(fixture.load(fixture.inbox.resolve("s.csv")).files()).hasSize(1);
    }

    @Test
    void feeLinesAreComparedUnderEitherNameOfTheirMoney() throws IOException {
        fixture.write(
                "f.csv",
                "feedetl_sn,setl_id,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt",
                "F1,1,2026-03-02,001,1,50,50.00",
                "F2,1,2026-03-02,001,1,5,5.00");
        manifest("file,rows,medfee_sumamt,det_item_fee_sumamt,md5", "s.csv,5,1215.01,,x", "f.csv,2,,54.00,x");
        refused(fixture.inbox, "line 3", "f.csv", "det_item_fee_sumamt", "54.00", "55.00");
        manifest("file,rows,medfee_sumamt", "f.csv,2,54.00");
        refused(fixture.inbox, "line 2", "f.csv", "medfee_sumamt", "54.00", "55.00");
        manifest("file,rows,medfee_sumamt,明细金额", "s.csv,5,1215.01,", "f.csv,2,,55.00");
        assertThat(fixture.load().files()).hasSize(2);
    }

    @Test
    void moneyOfEveryFileIsKept() {
        InputFile first = fixture.loadOne(fixture.inbox);
        InputFile again = fixture.loadOne(fixture.inbox);

        assertThat(first.amounts())
                .containsExactly(
                        new Amount("medfee_sumamt", new BigDecimal("1215.01"), new BigDecimal("115.01")),
                        new Amount("fund_pay_sumamt", new BigDecimal("6.50"), new BigDecimal("3.00")));
        assertThat(again.amounts()).isEqualTo(first.amounts());
    }
}
