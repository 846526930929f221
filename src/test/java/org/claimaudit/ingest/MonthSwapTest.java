package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthSwapTest {
    private static final String LINES =
            "feedetl_sn,setl_id,mdtrt_id,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt,updt_time";
    private static final Replacement MARCH = new Replacement(YearMonth.of(2026, 3), "fee_line");

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
        fixture.loadOne(fixture.write(
                "setl.csv",
                IngestFixture.SETTLEMENT,
                IngestFixture.settlement("S1", "100.00", ""),
                IngestFixture.settlement("S2", "50.00", ""),
                IngestFixture.settlement("S3", "70.00", "").replace("2026-03-05", "2026-04-02")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String line(String id, String setl, String stay, int amount, String updated) {
        return id + "," + setl + "," + stay + ",2026-03-03 10:00:00,A1,1," + amount + "," + amount + "," + updated;
    }

    @Test
    void newRowsTakeThePlaceOfTheOldOnesAndOfTheirEarlierVersions() throws IOException {
        Path first = fixture.write(
                "f1.csv",
                LINES,
                line("F1", "S1", "", 10, "2026-03-06"),
                line("F2", "", "MS2", 20, "2026-03-06"),
                line("F3", "S3", "", 30, "2026-03-06"),
                line("F4", "", "M9", 40, "2026-03-06"));
        fixture.loadOne(first);
        Path again = fixture.write("again.csv", LINES, line("F2", "", "MS2", 20, "2026-03-06"));
        assertThat(fixture.loadOne(again).rowsDuplicate()).isOne();
        fixture.loadOne(fixture.write("later.csv", LINES, line("F1", "S1", "", 11, "2026-03-07")));
        Path other = fixture.write("april.csv", LINES, line("F5", "S3", "", 50, "2026-03-06"));
        fixture.loadOne(other);

        // the first version of F1 comes back: it is history no more, so it is not known
        Path anew = fixture.write(
                "new.csv", LINES, line("F1", "S1", "", 10, "2026-03-06"), line("F6", "S2", "", 60, "2026-03-06"));
        IngestResult result = fixture.replace(MARCH, anew);
        assertThat(result.swapped().map(s -> s.rows() + " " + s.column() + " " + s.amount()))
                .hasValue("3 det_item_fee_sumamt 71.00");
        assertThat(fixture.rows("SELECT feedetl_sn, det_item_fee_sumamt, path FROM data.fee_line l JOIN ledger.file f"
                        + " USING (file_id) ORDER BY feedetl_sn"))
                .containsExactly("F1|10.00|new.csv", "F3|30.00|f1.csv", "F5|50.00|april.csv", "F6|60.00|new.csv");
        assertThat(fixture.rows("SELECT * FROM history.fee_line")).isEmpty();
        assertThat(fixture.rows("SELECT feedetl_sn, det_item_fee_sumamt, past FROM replaced.fee_line ORDER BY ALL"))
                .containsExactly("F1|10.00|true", "F1|11.00|false", "F2|20.00|false", "F4|40.00|false");
        assertThat(fixture.rows("SELECT month FROM ledger.dirty_month WHERE month = '*'"))
                .containsExactly("*");
        assertThat(fixture.rows("SELECT table_name, month, rows_out, amount_out FROM ledger.month_swap"))
                .containsExactly("fee_line|2026-03|3|71.00");

        // what had rows there counts as not loaded, what had none is known
        assertThat(fixture.loadOne(other).alreadyLoaded()).isTrue();
        assertThat(fixture.loadOne(anew).alreadyLoaded()).isTrue();
        assertThat(fixture.loadOne(again).rowsLoaded()).isOne();
        InputFile back = fixture.loadOne(first);
        assertThat(back.alreadyLoaded()).isFalse();
        assertThat(back.rowsLoaded() + " " + back.rowsDuplicate()).isEqualTo("1 3");
        assertThat(fixture.loadOne(first).alreadyLoaded()).isTrue();

        // a second time with the same file, and for another table
        assertThat(fixture.replace(MARCH, anew).files().get(0).rowsLoaded()).isEqualTo(2);
        Path setl = fixture.write("s.csv", IngestFixture.SETTLEMENT, IngestFixture.settlement("S1", "99.00", ""));
        fixture.replace(new Replacement(YearMonth.of(2026, 3), "settlement"), setl);
        assertThat(fixture.rows("SELECT setl_id, medfee_sumamt FROM data.settlement ORDER BY ALL"))
                .containsExactly("S1|99.00", "S3|70.00");
    }

    @Test
    void nothingIsTakenOutForNothing() throws IOException {
        fixture.loadOne(fixture.write("f1.csv", LINES, line("F1", "S1", "", 10, "2026-03-06")));
        assertThatThrownBy(() -> fixture.replace(MARCH, fixture.inbox.resolve("setl.csv")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no file holds the table fee_line");
        Path broken =
                fixture.write("f2.csv", LINES, line("F2", "S1", "", 10, "").replace("F2", "1.2E+17"));
        assertThatThrownBy(() -> fixture.replace(MARCH, broken)).isInstanceOf(UserError.class);
        assertThat(fixture.rows("SELECT feedetl_sn FROM data.fee_line")).containsExactly("F1");
        assertThat(fixture.rows("SELECT * FROM ledger.swapped_file")).isEmpty();
    }
}
