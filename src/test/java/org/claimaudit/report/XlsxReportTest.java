package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.claimaudit.report.XlsxTable.Column;
import org.claimaudit.report.XlsxTable.Kind;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report.xlsx}, read back by fastexcel's reader and by LibreOffice. */
class XlsxReportTest {
    @TempDir
    static Path dir;

    private static Path run;
    private static JsonNode recovery;

    @BeforeAll
    static void write() throws IOException {
        try (Store store = Store.openMemory(true)) {
            new TestLedger(store.db()).run("run-20260401T010500Z-3f2a", "2026-03", "2026-03", 300, 5);
            run = Reports.write(
                    store.db(), "last", new ReportOptions(dir.resolve("out"), Locale.CHINESE, CsvProfile.PLAIN, true));
            recovery = new ObjectMapper()
                    .readTree(run.resolve("summary.json").toFile())
                    .get("recovery");
        }
    }

    @Test
    void sumsAreThoseOfTheSummaryAndNumbersOfPeopleAreText() throws IOException {
        try (var book = new ReadableWorkbook(run.resolve("report.xlsx").toFile())) {
            assertThat(book.getSheets().map(sheet -> sheet.getName()))
                    .containsExactly("汇总", "按机构", "按规则", "按月份", "发现", "证据", "规则运行结果");
            for (String sheet : List.of("按机构", "按规则", "按月份", "发现", "证据")) {
                List<Row> rows = book.findSheet(sheet).orElseThrow().read();
                int column = rows.get(0).stream()
                        .map(cell -> cell.getText())
                        .toList()
                        .indexOf("归并后（元）");
                BigDecimal net = rows.stream()
                        .skip(1)
                        .map(row -> row.getCellAsNumber(column).orElseThrow())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(net)
                        .as(sheet)
                        .isEqualByComparingTo(recovery.get("net").textValue());
            }
            List<Row> findings = book.findSheet("发现").orElseThrow().read();
            assertThat(findings).hasSize(301);
            assertThat(findings.get(1).getCellAsString(7)).contains(TestLedger.PERSON);
            assertThat(findings.get(1).getCellAsDate(10).orElseThrow()).hasToString("2026-03-03T00:00");
        }
    }

    @Test
    void goesOnInANextSheetWhereOneIsFull() throws IOException {
        var out = new ByteArrayOutputStream();
        var book = new Workbook(out, "claimaudit", null);
        try (var table = new XlsxTable(book, "发现", List.of(new Column("数", 8, Kind.COUNT)), 1001)) {
            for (long i = 0; i < 2500; i++) {
                table.row(i);
            }
        }
        book.finish();
        try (var read = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(read.getSheets().map(sheet -> sheet.getName())).containsExactly("发现", "发现 2", "发现 3");
            List<Row> last = read.findSheet("发现 3").orElseThrow().read();
            assertThat(last).hasSize(501);
            assertThat(last.get(0).getCellText(0)).isEqualTo("数");
            assertThat(last.get(500).getCellAsNumber(0)).contains(BigDecimal.valueOf(2499));
        }
    }

    /** Rows are written beside the caller; what fails there comes to the caller as it is. */
    @Test
    void aFullDiskIsSaidInItsOwnWords() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var columns = List.of(new Column("数", 8, Kind.COUNT), new Column("词", 60, Kind.TEXT));
        assertThatThrownBy(() -> {
                    try (var table = new XlsxTable(new Workbook(full, "claimaudit", null), "发现", columns)) {
                        for (long i = 0; i < 100_000; i++) {
                            table.row(i, Long.toString(i * 7_919, 36).repeat(8));
                        }
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left on device");
    }

    /** Rows are written in portions; what people fill in is marked in the first portion as in the last. */
    @Test
    void everyReplyIsMarked() throws IOException {
        var out = new ByteArrayOutputStream();
        var book = new Workbook(out, "claimaudit", null);
        var columns = List.of(new Column("内容", 20, Kind.PROSE), new Column("反馈意见", 12, Kind.REPLY));
        try (var table = new XlsxTable(book, "疑点清单", columns)) {
            for (int i = 0; i < 1200; i++) {
                table.row("住院 5 天，收取床位费 8 天", null);
            }
            table.choices(1, List.of("认可", "申诉"));
        }
        book.finish();
        String sheet = sheet(out.toByteArray());
        var styles = Pattern.compile("<c r=\"B(\\d+)\" s=\"(\\d+)\"")
                .matcher(sheet)
                .results()
                .filter(cell -> !cell.group(1).equals("1"))
                .map(cell -> cell.group(2))
                .toList();
        assertThat(styles).hasSize(1200);
        assertThat(Set.copyOf(styles)).hasSize(1);
        assertThat(sheet).as("two lines of Chinese").contains("<row r=\"2\" ht=\"30.0\"");
        assertThat(sheet).contains("sqref=\"B2:B1201\"");
    }

    private static String sheet(byte[] book) throws IOException {
        Path file = Files.write(dir.resolve("reply.xlsx"), book);
        try (var zip = new ZipFile(file.toFile());
                var xml = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            return new String(xml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void libreOfficeConvertsItWithoutLoss() throws IOException, InterruptedException {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "soffice")));
        assumeTrue(there, "LibreOffice is not installed: report.xlsx is not converted");
        var builder = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + dir.resolve("office").toUri(),
                        "--headless",
                        "--convert-to",
                        // comma, quote, UTF-8, values as they are, every sheet
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
                        "--outdir",
                        dir.resolve("csv").toString(),
                        run.resolve("report.xlsx").toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("office.log").toFile());
        Process office = builder.start();
        assertThat(office.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Path findings = dir.resolve("csv/report-发现.csv");
        assertThat(findings).as(Files.readString(dir.resolve("office.log"))).exists();
        assertThat(CsvSums.sum(findings, "归并后（元）"))
                .isEqualByComparingTo(recovery.get("net").textValue());
        assertThat(CsvSums.sum(dir.resolve("csv/report-证据.csv"), "归并前（元）"))
                .isEqualByComparingTo(recovery.get("gross").textValue());
        assertThat(findings).content().contains("," + TestLedger.PERSON + ",", ",\"2026-03-03\",");
    }
}
