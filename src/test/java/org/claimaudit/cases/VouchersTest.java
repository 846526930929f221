package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import org.claimaudit.recovery.ClosedMonths;
import org.claimaudit.recovery.LedgerFigures;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.recovery.LedgerFigures.Figures;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of vouchers: what money they move, and what is refused whole. */
class VouchersTest {
    private static final String HEADER =
            "kind,finding_id,fixmedins_code,amount,date,officer,document,month,reason,until,target\n";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path dir;

    private Store store;
    private Db db;
    private int files;

    @BeforeEach
    void fill() throws IOException {
        store = Store.openMemory(true);
        db = store.db();
        TestRuns.run(db, "run-1", 1, "2026-03");
        TestRuns.finding(
                db, "run-1", "a000000000000001", "violation", "H1", "60.00", "60.00", "S1", "L1", "60.00", "60.00");
        TestRuns.finding(
                db, "run-1", "a000000000000002", "suspect", "H1", "90.00", "90.00", "S2", "L2", "90.00", "90.00");
        TestRuns.finding(
                db, "run-1", "a000000000000003", "suspect", "H2", "30.00", "30.00", "S3", "L3", "30.00", "30.00");
        Path decisions = dir.resolve("decisions.csv");
        Files.writeString(decisions, """
                finding_id,decision,amount,officer,date,document,reason
                a000000000000001,upheld,60,王敏,2026-04-10,文1,
                a000000000000002,upheld,90,王敏,2026-04-20,,
                a000000000000003,upheld,30,王敏,2026-05-02,文2,
                """);
        Decisions.take(db, decisions, LocalDate.of(2026, 5, 2), false, CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aMonthOfMoney() throws IOException {
        post("""
                追回通知,,H1,,2026-04-25,赵云,文3,,,,
                扣减,,H1,100.00,2026-05-10,赵云,结算4,2026-04,,,
                退回,a000000000000003,,10,2026-05-11,赵云,收据1,,,,
                减免,a000000000000003,H2,5,2026-05-12,赵云,批1,,数额小,,
                罚款,,H2,60.00,2026-05-12,赵云,罚1,,,,
                缴纳罚款,,H2,20.00,2026-05-12,赵云,票1,,,,
                违约金,a000000000000003,,7,2026-05-12,赵云,约1,,,,
                约谈,,H2,,2026-05-12,赵云,谈1,,,,
                移送,,H2,,2026-05-12,赵云,移1,,,,公安
                """);
        Figures total = LedgerFigures.total(db);
        assertThat(total.demanded()).isEqualByComparingTo("180.00");
        assertThat(total.deducted()).isEqualByComparingTo("100.00");
        assertThat(total.returned()).isEqualByComparingTo("10.00");
        assertThat(total.waived()).isEqualByComparingTo("5.00");
        assertThat(total.open()).isEqualByComparingTo("65.00");
        assertThat(total.perMille()).isEqualTo(611); // 110 of 180
        // The oldest demand first: all of the first finding, 40.00 of the second.
        assertThat(LedgerFigures.by(db, By.finding).get(0).figures().open()).isEqualByComparingTo("0.00");
        assertThat(LedgerFigures.by(db, By.finding).get(1).figures().open()).isEqualByComparingTo("50.00");
        assertThat(LedgerFigures.by(db, By.month))
                .extracting(line -> line.key() + " " + line.figures().demanded())
                .containsExactly("2026-04 150.00", "2026-05 30.00");
        assertThat(LedgerFigures.fines(db).imposed()).isEqualByComparingTo("60.00");
        assertThat(LedgerFigures.fines(db).paid()).isEqualByComparingTo("20.00");
        assertThat(LedgerFigures.damages(db).imposed()).isEqualByComparingTo("7.00");
        assertThat(db.count("SELECT count(*) FROM ledger.measure")).isEqualTo(2);
        assertThat(LedgerFigures.ages(db, LocalDate.of(2026, 5, 25)))
                .extracting(age -> age.fromDays() + " " + age.open())
                .containsExactly("0 65.00", "31 0.00", "91 0.00", "181 0.00", "366 0.00");
        assertThat(LedgerFigures.ages(db, LocalDate.of(2026, 5, 26)).get(1).open())
                .isEqualByComparingTo("50.00");
    }

    @Test
    void theSameLineAgainChangesNothing() throws IOException {
        String line = "deducted,a000000000000001,,10,2026-05-10,赵云,结算4,,,,";
        assertThat(post(line).again()).isFalse();
        assertThat(post(line).again()).isTrue();
        assertThat(post(line + "\nreturned,a000000000000001,,1,2026-05-10,赵云,收据1,,,,")
                        .known())
                .isEqualTo(1);
        assertThat(LedgerFigures.total(db).deducted()).isEqualByComparingTo("10.00");
    }

    @Test
    void aClosedMonthTakesNothingUntilItIsOpenedAgain() throws IOException {
        YearMonth april = YearMonth.of(2026, 4);
        assertThat(ClosedMonths.set(db, april, true, "赵云", "", CLOCK)).isTrue();
        assertThat(ClosedMonths.set(db, april, true, "赵云", "", CLOCK)).isFalse();
        String line = "deducted,a000000000000001,,10,2026-05-10,赵云,结算4,2026-04,,,";
        assertThat(refusal(line)).contains("line 2, column month", "the books of 2026-04 are closed");
        assertThat(refusal("deducted,a000000000000001,,10,2026-04-30,赵云,结算4,2026-05,,,"))
                .contains("column date");
        ClosedMonths.set(db, april, false, "赵云", "补记", CLOCK);
        assertThat(post(line).posted()).hasSize(1);
        assertThat(db.count("SELECT count(*) FROM ledger.closing")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deducted,a000000000000001,,60.01,2026-05-10,赵云,d,,,,|amount|60.00 are open
            deducted,,H1,60.01,2026-05-10,赵云,d,,,,|amount|60.00 are open
            deducted,a000000000000001,,0,2026-05-10,赵云,d,,,,|amount|above 0
            deducted,a000000000000001,,,2026-05-10,赵云,d,,,,|amount|empty
            demanded,a000000000000001,,,2026-05-10,赵云,d,,,,|kind|nothing is upheld
            demanded,a000000000000002,,90.01,2026-05-10,赵云,d,,,,|amount|90.00 are upheld
            refunded,a000000000000001,,1,2026-05-10,赵云,d,,,,|amount|0.00 were recovered
            upheld,a000000000000001,,1,2026-05-10,赵云,d,,,,|kind|one of
            fine_paid,,H1,1,2026-05-10,赵云,d,,,,|amount|0.00 of the fines
            waived,a000000000000001,,1,2026-05-10,赵云,d,,,,|reason|empty
            suspend,,H1,,2026-05-10,赵云,d,,,2026-05-10,|until|after 2026-05-10
            transfer,,H1,,2026-05-10,赵云,d,,,,|target|empty
            talk,,H9,,2026-05-10,赵云,d,,,,|fixmedins_code|no finding
            talk,a000000000000001,H2,,2026-05-10,赵云,d,,,,|fixmedins_code|lies with H1
            talk,,,,2026-05-10,赵云,d,,,,|finding_id|must be there
            deducted,a000000000000001,,1,2026-05-10,赵云,,,,,|document|empty
            """)
    void aWrongLineIsNamedAndNothingIsTaken(String line, String column, String why) throws IOException {
        assertThat(refusal("deducted,a000000000000003,,1,2026-05-10,赵云,x,,,,\n" + line))
                .contains("line 3, column " + column)
                .contains(why);
        assertThat(LedgerFigures.total(db).deducted()).isZero();
    }

    private Vouchers.Taken post(String lines) throws IOException {
        return Vouchers.take(db, file(lines), false, CLOCK);
    }

    private String refusal(String lines) throws IOException {
        Path file = file(lines);
        UserError error = catchThrowableOfType(UserError.class, () -> Vouchers.take(db, file, false, CLOCK));
        assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        return error.what();
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(dir.resolve("v" + files++ + ".csv"), HEADER + lines);
    }
}
