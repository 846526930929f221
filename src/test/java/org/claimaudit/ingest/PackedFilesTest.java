package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives, compressed files and workbooks are loaded like the text in them, and none of them does harm. */
class PackedFilesTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String HEADER = IngestFixture.SETTLEMENT;

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

    private static byte[] csv(Charset charset, String... ids) {
        var text = new StringBuilder(HEADER).append("\r\n");
        for (String id : ids) {
            text.append(IngestFixture.settlement(id, "100.00", "")).append("\r\n");
        }
        return text.toString().getBytes(charset);
    }

    private static byte[] zip(Charset names, Object... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, names)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(fixture.inbox.resolve(name), content);
    }

    private void refused(Path input, String... words) {
        assertThatThrownBy(() -> fixture.load(input)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.exitCode()).isEqualTo(12);
            assertThat(e.what()).contains(words);
        });
        assertThat(fixture.rows("SELECT count(*) FROM data.settlement")).containsExactly("0");
        assertThat(fixture.staging()).isEmptyDirectory();
    }

    @Test
    void entriesOfAnArchiveAreFilesWhateverTheCodePageOfTheirNames() throws IOException {
        write(
                "三月.zip",
                zip(GB18030, "结算\\三月.csv", csv(GB18030, "1", "2"), "说明.txt", "无".getBytes(StandardCharsets.UTF_8)));
        write("四月.zip", zip(StandardCharsets.UTF_8, "四月.csv", csv(StandardCharsets.UTF_8, "3", "3", "x,y")));

        IngestResult result = fixture.load();

        assertThat(result.files()).extracting(InputFile::file).containsExactly("三月.zip!结算/三月.csv", "四月.zip!四月.csv");
        assertThat(result.files()).extracting(InputFile::encoding).containsExactly("GB18030", "UTF-8");
        assertThat(result.files().get(0).sha256()).isEqualTo(Sha256.of(write("entry.csv", csv(GB18030, "1", "2"))));
        assertThat(result.files().get(1).rowsRead()).isEqualTo(3);
        assertThat(result.files().get(1).rowsDuplicate()).isEqualTo(1);
        assertThat(result.files().get(1).rowsRejected()).isEqualTo(1);
        assertThat(fixture.rows("SELECT f.path, s.source_line, s.psn_name FROM data.settlement s JOIN ledger.file f"
                        + " USING (file_id) ORDER BY ALL"))
                .containsExactly("三月.zip!结算/三月.csv|2|张三", "三月.zip!结算/三月.csv|3|张三", "四月.zip!四月.csv|2|张三");
        assertThat(fixture.rows("SELECT source_line FROM ledger.reject")).containsExactly("4");
        assertThat(result.skipped()).extracting(SkippedFile::file).containsExactly("三月.zip!说明.txt");
        assertThat(fixture.staging()).isEmptyDirectory();
    }

    @Test
    void aCompressedFileKeepsItsNameAndFingerprint() throws IOException {
        Path file = write("s.csv.gz", gzip(csv(GB18030, "1", "2")));

        InputFile first = fixture.loadOne(file);
        InputFile again = fixture.loadOne(file);

        assertThat(first.file()).isEqualTo("s.csv.gz");
        assertThat(first.sha256()).isEqualTo(Sha256.of(file));
        assertThat(first.rowsLoaded()).isEqualTo(2);
        assertThat(again.alreadyLoaded()).isTrue();
    }

    @Test
    void whatIsPackedTwiceIsFoundToo() throws IOException {
        write("city.zip", zip(GB18030, "镇.zip", zip(GB18030, "s.csv.gz", gzip(csv(GB18030, "1")))));

        assertThat(fixture.load().files()).extracting(InputFile::file).containsExactly("city.zip!镇.zip!s.csv.gz");

        byte[] deep = csv(GB18030, "2");
        for (int i = 0; i < 6; i++) {
            deep = zip(GB18030, "in.zip", deep);
        }
        Path file = write("deep.zip", deep);
        assertThatThrownBy(() -> fixture.load(file)).isInstanceOf(UserError.class);
    }

    @Test
    void archivesThatDoHarmAreRefused() throws IOException {
        byte[] good = csv(GB18030, "1");
        for (String name :
                List.of("../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "a/../../evil.csv", "C:\\evil.csv")) {
            refused(write("evil.zip", zip(GB18030, "good.csv", good, name, good)), "evil.zip", "evil.csv");
        }
        assertThat(folder.resolve("evil.csv")).doesNotExist();
        refused(write("bomb.csv.gz", gzip(new byte[257 << 20])), "bomb.csv.gz", "256 MB");
        Files.delete(fixture.inbox.resolve("bomb.csv.gz"));

        byte[] cut = gzip(csv(GB18030, "1", "2", "3"));
        refused(write("cut.csv.gz", java.util.Arrays.copyOf(cut, cut.length - 9)), "cut.csv.gz");
        byte[] torn = zip(GB18030, "s.csv", good);
        refused(write("torn.zip", java.util.Arrays.copyOf(torn, torn.length - 30)), "torn.zip");
    }

    @Test
    void everySheetIsRead() throws IOException {
        Path file = fixture.inbox.resolve("book.xlsx");
        try (var book = new Xlsx(file)) {
            book.sheet("一月").texts(1, "某市结算表").texts(3, HEADER);
            book.row(
                    4,
                    Xlsx.text("S1"),
                    Xlsx.number("123456789012345", Xlsx.PLAIN),
                    Xlsx.number("42", Xlsx.SIX_DIGITS),
                    Xlsx.text("H99000100001"),
                    Xlsx.number("21", Xlsx.PLAIN),
                    Xlsx.number("46082", Xlsx.DATE),
                    Xlsx.number("46086.416666666664", Xlsx.TIME),
                    Xlsx.number("1234.5599999999999", Xlsx.PLAIN),
                    Xlsx.number("0.30000000000000004", Xlsx.PLAIN),
                    Xlsx.text("张\n三_x000D_"));
            book.texts(6, "S2,M2,P2,H99000100001,21,2026-03-01,2026-03-05 10:00:00,\"x,1.00");
            book.texts(7, "合计,,,,,,,1234.56");
            book.sheet("空").sheet("二月").texts(1, HEADER).texts(2, IngestFixture.settlement("3", "7", ""));
            book.sheet("说明").texts(1, "口径");
        }

        IngestResult result = fixture.load();

        assertThat(result.files()).extracting(InputFile::file).containsExactly("book.xlsx!一月", "book.xlsx!二月");
        assertThat(result.files()).extracting(InputFile::sha256).containsOnly(Sha256.of(file));
        assertThat(result.files()).extracting(InputFile::rowsRead).containsExactly(2L, 1L);
        assertThat(result.skipped()).extracting(SkippedFile::file).containsExactly("book.xlsx!说明");
        assertThat(fixture.rows(
                        "SELECT setl_id, mdtrt_id, psn_no, med_type, begndate, setl_time, medfee_sumamt, hifp_pay,"
                                + " psn_name, source_line FROM data.settlement WHERE setl_id = 'S1'"))
                .containsExactly("S1|123456789012345|000042|21|2026-03-01|2026-03-05 10:00:00.0|1234.56|0.30|张\n三|4");
        assertThat(fixture.rows("SELECT source_line, column_name, value, raw FROM ledger.reject"))
                .containsExactly(
                        "6|medfee_sumamt|\"x|S2\tM2\tP2\tH99000100001\t21\t2026-03-01\t2026-03-05 10:00:00\t\"x\t1.00");
        assertThat(fixture.load().files()).allMatch(InputFile::alreadyLoaded);
    }

    @Test
    void identifiersThatExcelHasRoundedStopTheLoad() throws IOException {
        Path file = fixture.inbox.resolve("book.xlsx");
        try (var book = new Xlsx(file)) {
            String[] cells = Xlsx.cells(IngestFixture.settlement("1", "5", ""));
            book.sheet("Sheet1").texts(1, HEADER).row(2, cells.clone());
            cells[2] = Xlsx.number("4.1092819900101203E+17", Xlsx.PLAIN);
            book.row(3, cells);
        }
        refused(file, "book.xlsx!Sheet1", "line 3", "PSN_NO", "4.10928199001012E+17");
    }

    @Test
    void aCellOfNoKnownTypeIsNamedByItsSheetAndRow() throws IOException {
        Path file = fixture.inbox.resolve("book.xlsx");
        try (var book = new Xlsx(file)) {
            String[] cells = Xlsx.cells(IngestFixture.settlement("2", "5", ""));
            book.sheet("一月").texts(1, HEADER).texts(2, IngestFixture.settlement("1", "5", ""));
            cells[5] = "t='q'><v>2026-03-01</v>";
            book.row(3, cells);
        }
        refused(file, "book.xlsx!一月", "line 3", "type : q");
    }

    @Test
    void whatAFormulaDoesNotSayIsNamed() throws IOException {
        Path file = fixture.inbox.resolve("book.xlsx");
        try (var book = new Xlsx(file)) {
            String[] cells = Xlsx.cells(IngestFixture.settlement("1", "5", ""));
            book.sheet("一月").texts(1, HEADER);
            cells[8] = "><f>5-4</f><v>1</v>";
            book.row(2, cells);
            cells[0] = Xlsx.text("2");
            cells[8] = "><f>5-4</f>";
            book.row(3, cells);
            cells[0] = Xlsx.text("3");
            cells[8] = Xlsx.number("1", Xlsx.PLAIN);
            cells[2] = "t='e'><v>#REF!</v>";
            book.row(4, cells);
        }
        assertThat(fixture.loadOne(file).rowsLoaded()).isOne();
        assertThat(fixture.rows("SELECT source_line, column_name, value FROM ledger.reject ORDER BY ALL"))
                .containsExactly("3|hifp_pay|=5-4", "4|psn_no|#REF!");
    }

    @Test
    void whatIsDamagedWithinAPackedFileIsFound() throws IOException {
        byte[] entry = csv(GB18030, "1", "2");
        var stored = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(stored)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("s.csv"));
            zip.write(entry);
        }
        byte[] damaged = stored.toByteArray();
        damaged[30 + "s.csv".length() + entry.length]++; // a digit of the last row, whatever the archive says of it
        refused(write("damaged.zip", damaged), "damaged.zip", "s.csv");

        Path file = fixture.inbox.resolve("book.xlsx");
        var torn = new ByteArrayOutputStream();
        try (var book = new Xlsx(file)) {
            book.sheet("一月").texts(1, HEADER).texts(2, IngestFixture.settlement("1", "5", ""));
        }
        try (var from = new ZipFile(file.toFile());
                var to = new ZipOutputStream(torn)) {
            for (ZipEntry part : from.stream().toList()) {
                byte[] text = from.getInputStream(part).readAllBytes();
                to.putNextEntry(new ZipEntry(part.getName()));
                to.write(text, 0, part.getName().contains("sheet1") ? text.length - 60 : text.length);
            }
        }
        refused(write("torn.xlsx", torn.toByteArray()), "torn.xlsx!一月", "line 2");
    }
}
