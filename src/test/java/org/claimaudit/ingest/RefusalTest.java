package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.claimaudit.ingest.IngestFixture.SETTLEMENT;
import static org.claimaudit.ingest.IngestFixture.settlement;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.Assertions;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that has to be refused stops the call: exit code, file and place, nothing loaded. */
class RefusalTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    private Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
        fixture.write("0-good.csv", SETTLEMENT, settlement("S0", "1.00", ""));
    }

    @AfterEach
    void nothingWasLoaded() throws IOException {
        assertThat(fixture.rows("SELECT (SELECT count(*) FROM data.settlement) + (SELECT count(*) FROM ledger.file)"
                        + " + (SELECT count(*) FROM ledger.batch) AS n"))
                .containsExactly("0");
        try (var left = Files.list(fixture.staging())) {
            assertThat(left.map(Path::toString).filter(p -> p.contains("staging")))
                    .isEmpty();
        }
        fixture.close();
    }

    private UserError refused(Path... inputs) {
        UserError error = catchThrowableOfType(UserError.class, () -> fixture.load(inputs));
        assertThat(error).as("refused").isNotNull();
        return error;
    }

    @Test
    void aMissingInput() {
        UserError error = refused(folder.resolve("nowhere"));
        assertThat(error.exitCode()).isEqualTo(10);
        assertThat(error.what()).contains("nowhere");
        assertThat(refused(folder.resolve("三月[1.csv")).exitCode()).isEqualTo(10);
    }

    @Test
    void anEmptyFile() throws IOException {
        fixture.write("b.csv", "");
        Files.write(fixture.inbox.resolve("b.csv"), new byte[0]);
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what()).isEqualTo("b.csv is empty.");
    }

    @Test
    void aRecordAboveTheHeader() throws IOException {
        fixture.write("b.csv", "月报", settlement("S1", "1.00", ""), SETTLEMENT, settlement("S2", "1.00", ""));
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what()).isEqualTo("b.csv, line 2: a record stands above the header.");
        fixture.write("b.csv", "H99000100001,青禾县人民医院", "FIXMEDINS_CODE,FIXMEDINS_NAME", "H99000100002,青禾县中医医院");
        assertThat(refused().what()).isEqualTo("b.csv, line 1: a record stands above the header.");
    }

    @Test
    void aFileOfBlankLines() throws IOException {
        fixture.write("b.csv", "", "  ", "");
        assertThat(refused().what()).isEqualTo("b.csv is empty.");
    }

    @Test
    void missingColumnsAllAtOnce() throws IOException {
        fixture.write(
                "sub/b.csv",
                "某县结算明细",
                SETTLEMENT.replace("SETL_TIME,", "").replace("HIFP_PAY,", "").replace("PSN_NO,", ""),
                "x");
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what())
                .isEqualTo("sub/b.csv, line 2: the header is that of table settlement but lacks indispensable columns: "
                        + "psn_no (人员编号), setl_time (结算时间), hifp_pay (统筹基金支出) | fund_pay_sumamt (基金支付总额).");
    }

    @Test
    void anIdentifierThatLostItsDigits() throws IOException {
        fixture.write("b.csv", SETTLEMENT, settlement("S1", "1.00", ""), settlement("1.23E+17", "1.00", ""));
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what()).contains("b.csv, line 3, column SETL_ID: \"1.23E+17\"");
    }

    @Test
    void aTruncatedCharacterAtTheEnd() throws IOException {
        byte[] whole = (SETTLEMENT + "\n" + settlement("S1", "1.00", "") + settlement("S2", "1.00", "张三"))
                .getBytes(StandardCharsets.UTF_8);
        Files.write(fixture.inbox.resolve("b.csv"), Arrays.copyOf(whole, whole.length - 1));
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what())
                .contains("b.csv, line 2, byte " + (whole.length - 2))
                .contains("UTF-8");
    }

    @Test
    void zerosInPlaceOfText() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE)) {
            Path file = fixture.write("b.csv", charset, SETTLEMENT, settlement("S1", "1.00", ""), "\0".repeat(100));
            assertThat(refused(file).what()).as(charset.name()).startsWith("b.csv, line 3, byte ");
        }
    }

    @Test
    void aRecordWithoutEnd() throws IOException {
        Path file = fixture.write("b.csv", SETTLEMENT, settlement("S1", "1.00", ""));
        byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int written = 0; written <= 2 * ChunkReader.MAX_RECORD; written += part.length) {
                out.write(part);
            }
        }
        assertThat(refused(file).what()).startsWith("b.csv, line 3: a record longer than 64 MB");
    }

    @Test
    void damagedUtf8IsNotTakenForGb18030() throws IOException {
        var lines = new String[200];
        lines[0] = SETTLEMENT;
        for (int i = 1; i < lines.length; i++) {
            lines[i] = settlement("S" + i, "1.00", "");
        }
        Path file = fixture.write("b.csv", lines);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("\u00e5\u00bc\u00a0");
        // 张 loses its last byte: the rest is well-formed GB18030 for a stretch.
        byte[] damaged = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, damaged, 0, at + 2);
        System.arraycopy(bytes, at + 3, damaged, at + 2, bytes.length - at - 3);
        Files.write(file, damaged);
        UserError error = refused();
        assertThat(error.what())
                .isEqualTo("b.csv, line 200, byte " + (at + 1)
                        + ": not a character in UTF-8; the text is damaged or cut off.");
    }

    @Test
    void damagedGb18030() throws IOException {
        Path file =
                fixture.write("b.csv", GB18030, SETTLEMENT, settlement("S1", "1.00", ""), settlement("S2", "1.00", ""));
        byte[] bytes = Files.readAllBytes(file);
        byte[] damaged = Arrays.copyOf(bytes, bytes.length + 2);
        damaged[bytes.length] = (byte) 0xd5;
        damaged[bytes.length + 1] = '\n';
        Files.write(file, damaged);
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
        assertThat(error.what())
                .contains("b.csv, line 4, byte " + (bytes.length + 1))
                .contains("GB18030");
    }

    /** 医院 happens to be well-formed UTF-8 in GB18030. */
    @Test
    void damagedGb18030IsNotTakenForUtf8() throws IOException {
        Path file = fixture.write(
                "b.csv",
                GB18030,
                SETTLEMENT,
                settlement("S1", "1.00", "").replace("张三", "县医院"),
                settlement("S2", "1.00", "").replace("张三", "县医院"),
                settlement("S3", "1.00", "").replace("张三", "县医院"));
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u00cf\u00d8");
        bytes[at] = (byte) 0xff;
        bytes[at + 1] = (byte) 0xff;
        Files.write(file, bytes);
        assertThat(refused().what()).contains("b.csv, line 2, byte " + (at + 1)).contains("GB18030");
    }

    @Test
    void nothingButFilesOfNoTable() throws IOException {
        Files.delete(fixture.inbox.resolve("0-good.csv"));
        fixture.write(
                "truth.csv", "behaviour,fixmedins_code,psn_no,mdtrt_id,setl_id,table,row_id,amount", "a,b,c,d,e,f,g,1");
        UserError error = refused();
        assertThat(error.exitCode()).isEqualTo(12);
    }

    @Test
    void anInterruptedCall() {
        Thread.currentThread().interrupt();
        Assertions.assertThatThrownBy(() -> fixture.load()).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void textInUtf32() throws IOException {
        Path file = fixture.write(
                "b.csv", Charset.forName("UTF-32LE"), "\ufeff" + SETTLEMENT, settlement("S1", "1.00", ""));
        assertThat(refused(file).what()).contains("b.csv: text in UTF-32, not read");
    }
}
