package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimaudit.ingest.IngestFixture.SETTLEMENT;
import static org.claimaudit.ingest.IngestFixture.settlement;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
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

    @Test
    void loadsWhatIsWellFormedWithItsLine() throws IOException {
        fixture.write(
                "a.csv",
                Charset.forName("GB18030"),
                SETTLEMENT,
                settlement("S1", "10.50", ""),
                "",
                settlement("S2", "1", ""));
        InputFile file = fixture.load().files().get(0);
        assertThat(file.encoding()).isEqualTo("GB18030");
        assertThat(file.rowsRead()).isEqualTo(2);
        assertThat(file.rowsLoaded()).isEqualTo(2);
        assertThat(
                        fixture.rows(
                                "SELECT setl_id, psn_name, medfee_sumamt, CAST(setl_time AS VARCHAR) AS t, source_line FROM data.settlement ORDER BY ALL"))
                .containsExactly("S1|张三|10.50|2026-03-05 10:00:00|2", "S2|张三|1.00|2026-03-05 10:00:00|4");
        assertThat(fixture.rows("SELECT month FROM ledger.dirty_month")).containsExactly("2026-03");
    }

    @Test
    void knowsAKeyWhateverTheOrderOfColumnsAndWhetherAPartIsThere() throws IOException {
        fixture.write("a.csv", "setl_id,diag_type,diag_code,diag_name", "S1,,J18.9,肺炎", "S2,1,J18.9,肺炎");
        fixture.write("b.csv", "diag_name,diag_code,setl_id", "肺炎,J18.9,S1", "肺炎,J18.9,S2");
        fixture.write("c.csv", "diag_code,diag_type,diag_name,setl_id", "J18.9,1,肺炎,S2", "S2,1,肺炎,J18.9");
        assertThat(fixture.load().files()).extracting(InputFile::rowsDuplicate).containsExactly(0L, 1L, 1L);
        assertThat(fixture.rows("SELECT setl_id, diag_type, diag_code FROM data.diagnosis ORDER BY ALL"))
                .containsExactly("J18.9|1|S2", "S1|null|J18.9", "S2|1|J18.9", "S2|null|J18.9");
    }

    @Test
    void aColumnTakesRoomFromTheFirstFileOnThatHasIt() throws IOException {
        String room =
                "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'data' AND table_name = 'settlement'"
                        + " AND column_default IS NULL AND column_name IN ('setl_id', 'gend')";
        fixture.write("a.csv", SETTLEMENT, settlement("S1", "1.00", ""), settlement("S2", "2.00", ""));
        fixture.load();
        assertThat(fixture.rows(room)).contains("setl_id").doesNotContain("gend");
        assertThat(fixture.rows("SELECT setl_id FROM data.settlement WHERE gend IS NULL ORDER BY setl_id"))
                .containsExactly("S1", "S2");
        fixture.write(
                "b.csv",
                SETTLEMENT + ",gend",
                settlement("S3", "3.00", "") + ",2",
                settlement("S1", "1.00", "") + ",1");
        InputFile b = fixture.load().files().get(1);
        assertThat(fixture.rows(room)).contains("gend");
        assertThat(fixture.rows("SELECT setl_id, gend, medfee_sumamt FROM data.settlement ORDER BY setl_id"))
                .containsExactly("S1|null|1.00", "S2|null|2.00", "S3|2|3.00");
        assertThat(b.rowsRejected()).as("another S1, because it says a sex").isEqualTo(1);
    }

    @Test
    void monthsOfASupersededRowAreFoundWhateverTheOrderOfColumns() throws IOException {
        String newer = "2026-03-08 00:00:00";
        fixture.write("a.csv", SETTLEMENT, settlement("S1", "1.00", newer));
        fixture.load();
        // gend takes room last, and stands behind the others from then on
        String february = settlement("S2", "2.00", "2026-03-07 00:00:00").replace("2026-03-05 10", "2026-02-05 10");
        fixture.write("b.csv", SETTLEMENT + ",gend", february + ",2");
        fixture.load();
        fixture.store.db().script("DELETE FROM ledger.dirty_month");
        fixture.write("c.csv", SETTLEMENT, settlement("S2", "2.10", newer));
        fixture.load();
        assertThat(fixture.rows("SELECT month FROM ledger.dirty_month ORDER BY ALL"))
                .containsExactly("2026-02", "2026-03");
    }

    @Test
    void aSecondTimeChangesNothingAndSaysSo() throws IOException {
        Path file = fixture.write("a.csv", SETTLEMENT, settlement("S1", "10.50", ""));
        InputFile first = fixture.loadOne(file);
        InputFile again = fixture.loadOne(Files.copy(file, fixture.inbox.resolve("b.csv")));
        assertThat(again.alreadyLoaded()).isTrue();
        assertThat(again.fileId()).isEqualTo(first.fileId());
        assertThat(fixture.rows("SELECT count(*) FROM ledger.batch")).containsExactly("1");
        assertThat(fixture.rows("SELECT count(*) FROM data.settlement")).containsExactly("1");
    }

    @Test
    void rejectsWithLineColumnValueAndReason() throws IOException {
        Path file = fixture.write(
                "a.csv",
                SETTLEMENT,
                settlement("S1", "ten", ""),
                settlement("S2", "", ""),
                "S3,too,few",
                settlement("S4", "4.00", ""),
                settlement("S5", "5.00", "").replace("2026-03-05 10:00:00", "9999-12-31"),
                settlement("S6", "王小明13800138000", ""));
        InputFile result = fixture.loadOne(file);
        assertThat(result.rowsRead()).isEqualTo(6);
        assertThat(result.rowsRejected()).isEqualTo(5);
        assertThat(
                        fixture.rows(
                                "SELECT source_line, column_name, masked_value, reason_en, masked_raw FROM ledger.reject ORDER BY source_line"))
                .containsExactly(
                        "2|medfee_sumamt|ten|not a number|S1,MS1,**,H99000100001,21,2026-03-01,2026-03-05 10:00:00,ten,1.00,张**,",
                        "3|medfee_sumamt|null|medfee_sumamt is empty|S2,MS2,**,H99000100001,21,2026-03-01,2026-03-05 10:00:00,,1.00,张**,",
                        "4|null|null|the record has 3 fields, the header 11|S3,too,few",
                        "6|setl_time|9999-12-31|setl_time has no value|S5,MS5,**,H99000100001,21,2026-03-01,9999-12-31,5.00,1.00,张**,",
                        "7|medfee_sumamt|**********000|not a number|S6,MS6,**,H99000100001,21,2026-03-01,2026-03-05 10:00:00,**********000,1.00,张**,");
        assertThat(fixture.rows("SELECT raw FROM ledger.reject WHERE source_line = 2"))
                .containsExactly(settlement("S1", "ten", ""));
    }

    @Test
    void settlesRowsOfOneKey() throws IOException {
        String newer = "2026-03-06 00:00:00";
        fixture.write(
                "a.csv",
                SETTLEMENT,
                settlement("S1", "1.00", "2026-03-05 00:00:00"),
                settlement("S2", "2.00", ""),
                settlement("S3", "3.00", newer),
                settlement("S1", "1.00", newer));
        fixture.load();
        fixture.write(
                "b.csv",
                SETTLEMENT,
                settlement("S1", "1.10", newer),
                settlement("S2", "2.20", newer),
                settlement("S3", "3.30", "2026-03-05 00:00:00"),
                settlement("S3", "3.00", ""));
        InputFile b = fixture.load().files().get(1);
        assertThat(fixture.rows("SELECT setl_id, medfee_sumamt, source_line FROM data.settlement ORDER BY ALL"))
                .containsExactly("S1|1.10|2", "S2|2.00|3", "S3|3.00|4");
        assertThat(fixture.rows("SELECT setl_id, medfee_sumamt FROM history.settlement ORDER BY ALL"))
                .containsExactly("S1|1.00", "S3|3.30");
        assertThat(b.rowsRead()).isEqualTo(4);
        assertThat(b.rowsLoaded()).isEqualTo(2);
        assertThat(b.rowsDuplicate()).isEqualTo(1);
        assertThat(b.rowsRejected()).isEqualTo(1);
        assertThat(b.rowsSuperseded()).isEqualTo(1);
        assertThat(fixture.rows("SELECT rows_duplicate, rows_superseded FROM ledger.file WHERE path = 'a.csv'"))
                .containsExactly("1|1");
        assertThat(fixture.rows("SELECT source_line, reason_en, raw FROM ledger.reject"))
                .containsExactly(
                        "3|other content under the same key and no later updt_time; the first one is a.csv, line 3|"
                                + settlement("S2", "2.20", newer));
    }

    @Test
    void whatIsSaidAnewAfterSomethingElseHolds() throws IOException {
        String[] versions = new String[4];
        for (int i = 0; i < versions.length; i++) {
            versions[i] = settlement("S1", i % 2 == 0 ? "1.00" : "2.00", "2026-03-0" + (6 + i) + " 00:00:00");
        }
        fixture.loadOne(fixture.write("a.csv", SETTLEMENT, versions[0], versions[1], versions[2]));
        assertThat(fixture.rows("SELECT medfee_sumamt, source_line FROM data.settlement"))
                .containsExactly("1.00|4");
        InputFile old = fixture.loadOne(fixture.write("b.csv", SETTLEMENT, versions[1], versions[0], versions[2]));
        assertThat(old.rowsDuplicate()).isEqualTo(3);
        InputFile later = fixture.loadOne(fixture.write("c.csv", SETTLEMENT, versions[3]));
        assertThat(later.rowsLoaded()).isOne();
        InputFile again = fixture.loadOne(
                fixture.write("d.csv", SETTLEMENT, settlement("S1", "2.00", "2026-03-10 00:00:00"), versions[2]));
        assertThat(again.rowsDuplicate()).isEqualTo(2);
        assertThat(fixture.rows("SELECT medfee_sumamt, path FROM data.settlement JOIN ledger.file USING (file_id)"))
                .containsExactly("2.00|c.csv");
        assertThat(fixture.rows("SELECT medfee_sumamt, source_line FROM history.settlement ORDER BY ALL"))
                .containsExactly("1.00|2", "1.00|4", "2.00|3");
    }

    @Test
    void leavesNoStagingBehind() throws IOException {
        fixture.loadOne(fixture.write("a.csv", SETTLEMENT, settlement("S1", "1.00", "")));
        try (Stream<Path> left = Files.list(fixture.staging())) {
            assertThat(left.map(Path::toString).filter(p -> p.contains("staging")))
                    .isEmpty();
        }
    }
}
