package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is known by its header whatever its file is called; what holds none is named with the reason, and stops nothing. */
class UnreadTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] OLD_WORKBOOK = new byte[4096];

    static {
        byte[] begin = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1};
        System.arraycopy(begin, 0, OLD_WORKBOOK, 0, begin.length);
    }

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

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(fixture.inbox.resolve(name), content);
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String table(String id, char delimiter) {
        return (IngestFixture.SETTLEMENT + "\r\n" + IngestFixture.settlement(id, "1.00", "") + "\r\n")
                .replace(',', delimiter);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String entry) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(table("Z", ',').getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void refused(Path input, String... words) {
        assertThatThrownBy(() -> fixture.load(input)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.exitCode()).isEqualTo(12);
            assertThat(e.what()).contains(words);
        });
    }

    @Test
    void tablesAreKnownByTheirHeaderWhateverTheirFilesAreCalled() throws IOException {
        write("结算.xls", table("1", '\t').getBytes(GB18030));
        write("b.lst", table("2", ','));
        write("c.del", table("3", '|'));
        write("d.csv.20260401", table("4", ','));
        write("结算2026.03", table("5", ','));
        write("noending", table("6", ','));
        write("g.unl", table("7", ',').getBytes(StandardCharsets.UTF_16));
        write("h.lst.gz", gzip(table("8", ',').getBytes(GB18030)));
        try (var book = new Xlsx(fixture.inbox.resolve("i.xls"))) {
            book.sheet("一").texts(1, IngestFixture.SETTLEMENT).texts(2, IngestFixture.settlement("9", "1.00", ""));
        }

        IngestResult result = fixture.load();

        assertThat(result.skipped()).isEmpty();
        assertThat(fixture.rows("SELECT setl_id FROM data.settlement ORDER BY 1"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void whatHoldsNoTableIsNamedWithTheReasonAndStopsNothing() throws IOException {
        write("s.csv", table("1", ','));
        write("旧.xls", OLD_WORKBOOK);
        write("secret.xlsx", OLD_WORKBOOK);
        write("page.xls", "<html><table><tr><td>SETL_ID</td></tr></table></html>");
        write("binary.xlsb", new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        write("scan.pdf", "%PDF-1.4");
        write("photo", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        write("load.sql", "insert into setl_d (setl_id,mdtrt_id,psn_no,fixmedins_code,med_type)");
        write("s.csv.bak", table("2", ','));
        write(".s.csv", table("3", ','));
        write("~$b.xlsx", "x");
        write("all.rar", "Rar!");
        write("app.kmz", zip("s.csv"));
        write("core.gz.1", gzip(new byte[] {1, 0, 0, 1}));
        write("_SUCCESS", "");
        write("done.flag", "\n");
        write("letter.abc", "Dear colleagues,\nhere it is");

        IngestResult result = fixture.load();

        assertThat(result.files()).extracting(InputFile::file).containsExactly("s.csv");
        assertThat(result.skipped())
                .extracting(f -> f.file() + ": " + f.reason())
                .containsExactlyInAnyOrder(
                        "旧.xls: an old Excel workbook or one with a password, not read: save it as .xlsx without a password",
                        "secret.xlsx: an old Excel workbook or one with a password, not read: save it as .xlsx without a password",
                        "page.xls: a web page or XML under a workbook’s name, not read: save it as .xlsx",
                        "binary.xlsb: a workbook of this kind is not read: save it as .xlsx",
                        "scan.pdf: files ending in .pdf are not read",
                        "photo: no text, not read",
                        "load.sql: files ending in .sql are not read",
                        "s.csv.bak: files ending in .bak are not read",
                        ".s.csv: hidden or temporary, not read",
                        "~$b.xlsx: hidden or temporary, not read",
                        "all.rar: an archive of this kind is not read: unpack it, or pack it as .zip",
                        "app.kmz: no text, not read",
                        "core.gz.1: no text, not read",
                        "_SUCCESS: empty, not read",
                        "done.flag: empty, not read",
                        "letter.abc: no header of a known table, not read");
    }

    @Test
    void whatIsNamedAloneIsRefusedWithTheReason() throws IOException {
        refused(write("旧.xls", OLD_WORKBOOK), "旧.xls: an old Excel workbook", "save it as .xlsx");
        refused(write("_SUCCESS", ""), "_SUCCESS is empty");
        Path old = fixture.inbox.resolve("旧.xls");
        assertThatThrownBy(() -> Explain.run(fixture.store, List.of(old.toString()), Optional.empty()))
                .hasMessageContaining("旧.xls: an old Excel workbook");
        Path profile = Files.writeString(folder.resolve("p.yaml"), """
                files:
                  - pattern: "*.xls"
                    tables: { person: { columns: { psn_no: id, psn_name: name } } }
                """);
        assertThatThrownBy(() -> fixture.loadWith(profile)).hasMessageContaining("旧.xls: an old Excel workbook");
    }
}
