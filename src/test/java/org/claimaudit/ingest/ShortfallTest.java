package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which months are incomplete for want of records that were rejected, and until when. */
class ShortfallTest {
    private static final String LINES = "bkkp_sn,setl_id,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt";

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> missing(int month, double limit) {
        YearMonth audited = YearMonth.of(2026, month);
        return Shortfall.of(fixture.store.db(), audited, audited, limit).stream()
                .map(file -> file.fileId() + ":" + file.missing())
                .toList();
    }

    private static String march(String id, String medfee) {
        return IngestFixture.settlement(id, medfee, "");
    }

    @Test
    void theMonthsOfAFileLackWhatItCouldNotBringUntilItComes() throws IOException {
        Path bad = fixture.write(
                "bad.csv", IngestFixture.SETTLEMENT, march("S1", "1.00"), march("'s2", "x"), march("S3", "y"));
        assertThat(fixture.loadOne(bad).rowsMissing()).isEqualTo(2);
        fixture.loadOne(fixture.write(
                "other.csv", IngestFixture.SETTLEMENT, march("S4", "1.00").replace("2026-03-05", "2026-02-05")));
        assertThat(missing(3, 0.01)).containsExactly("1:2");
        assertThat(missing(3, 0.7)).as("a higher limit").isEmpty();
        assertThat(missing(2, 0.01)).as("a month of other files").isEmpty();

        fixture.loadOne(fixture.write("part.csv", IngestFixture.SETTLEMENT, march("s2", "2.00")));
        assertThat(missing(3, 0.01)).containsExactly("1:1");
        assertThat(missing(3, 0.4)).isEmpty();
        assertThat(fixture.loadOne(bad).rowsMissing()).as("of a known file").isOne();

        fixture.loadOne(fixture.write("again.csv", IngestFixture.SETTLEMENT, march("S3", "z"), march("S1", "1.00")));
        assertThat(missing(3, 0.01)).as("still not to be read").containsExactly("1:1", "4:1");

        fixture.loadOne(fixture.write("whole.csv", IngestFixture.SETTLEMENT, march("S1", "1.00"), march("S3", "3.00")));
        assertThat(missing(3, 0.01)).isEmpty();
    }

    @Test
    void ofOtherContentUnderOneKeyTheMonthIsToBeReplaced() throws IOException {
        fixture.loadOne(fixture.write("a.csv", IngestFixture.SETTLEMENT, march("S1", "1.00"), march("S2", "2.00")));
        fixture.loadOne(fixture.write("b.csv", IngestFixture.SETTLEMENT, march("S1", "9.00"), march("S3", "3.00")));
        assertThat(missing(3, 0.01)).containsExactly("2:1");
        Path whole = fixture.write(
                "c.csv", IngestFixture.SETTLEMENT, march("S1", "9.00"), march("S2", "2.00"), march("S3", "3.00"));
        fixture.replace(new Replacement(YearMonth.of(2026, 3), "settlement"), whole);
        assertThat(missing(3, 0.01)).isEmpty();
        assertThat(missing(2, 0.01)).isEmpty();
    }

    @Test
    void aLineBelongsToTheMonthOfItsSettlement() throws IOException {
        fixture.loadOne(fixture.write("s.csv", IngestFixture.SETTLEMENT, march("S1", "1.00")));
        fixture.loadOne(fixture.write("f.csv", LINES, "F1,S1,2026-02-27,A,1,1,1", "F2,S1,2026-02-27,A,1,1,?"));
        assertThat(missing(3, 0.01)).containsExactly("2:1");
        assertThat(missing(2, 0.01)).isEmpty();
        fixture.loadOne(fixture.write("g.csv", LINES, "F2,S1,2026-02-27,A,1,1,1"));
        assertThat(missing(3, 0.01)).isEmpty();
    }

    @Test
    void whatBelongsToNoMonthIsMissingInAll() throws IOException {
        fixture.loadOne(
                fixture.write("h.csv", "fixmedins_code,fixmedins_name,aprv_bed_cnt", "H1,One,20", "H2,Two,some"));
        fixture.loadOne(fixture.write("s.csv", IngestFixture.SETTLEMENT, march("S1", "x")));
        assertThat(missing(1, 0.01)).containsExactly("1:1", "2:1");
        fixture.loadOne(fixture.write("i.csv", "fixmedins_code,fixmedins_name,aprv_bed_cnt", "H2,Two,30"));
        fixture.loadOne(fixture.write("t.csv", IngestFixture.SETTLEMENT, march("S1", "1.00")));
        assertThat(missing(1, 0.01)).isEmpty();
    }

    @Test
    void aProfilesRecordsAreKnownByTheKeyThatItMakes() throws IOException {
        Path profile = fixture.write(
                "../p.yaml",
                "files:",
                "  - pattern: '*.txt'",
                "    tables:",
                "      settlement:",
                "        columns:",
                "          setl_id: { sql: \"'X' || no\" }",
                "          psn_no: who",
                "          fixmedins_code: { constant: H1 }",
                "          med_type: { constant: '11' }",
                "          begndate: day",
                "          setl_time: day",
                "          medfee_sumamt: fee",
                "          hifp_pay: fee");
        fixture.write("a.txt", "no,who,day,fee", "1,P1,2026-03-02,5.00", "2,P1,2026-03-02,five");
        fixture.loadWith(profile);
        assertThat(missing(3, 0.01)).containsExactly("1:1");
        fixture.loadOne(fixture.write("b.csv", IngestFixture.SETTLEMENT, march("X2", "5.00")));
        assertThat(missing(3, 0.01)).isEmpty();
    }
}
