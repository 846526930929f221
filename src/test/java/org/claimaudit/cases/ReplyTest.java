package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.claimaudit.cases.Precision.Counts;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list goes to an institution and comes back as a workbook; what was decided says how often each rule was right. */
class ReplyTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

    @TempDir
    Path dir;

    private Store store;
    private Db db;

    @BeforeEach
    void fill() {
        store = Store.openMemory(true);
        db = store.db();
        TestRuns.run(db, "run-1", 1, "2026-03");
        for (int i = 1; i <= 4; i++) {
            TestRuns.finding(
                    db,
                    "run-1",
                    "a00000000000000" + i,
                    "violation",
                    "H1",
                    "60.00",
                    "60.00",
                    "S" + i,
                    "L" + i,
                    "60.00",
                    "60.00");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFilledInWorkbookComesBack() throws IOException {
        var out = new StringWriter();
        CaseList.export(
                db, Run.find(db, "run-1"), CaseFilter.all(), Locale.CHINESE, CsvProfile.EXCEL, false, true, out);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).endsWith(",withheld,account,strength,response,grounds");
        assertThat(lines.get(1)).endsWith(",0.00,0.00,,,");

        Path file = dir.resolve("H1.xlsx");
        try (OutputStream to = Files.newOutputStream(file);
                var book = new Workbook(to, "test", "1.0")) {
            book.newWorksheet("空白");
            Worksheet sheet = book.newWorksheet("疑点清单");
            sheet.value(0, 0, "青禾县人民医院 疑点清单");
            List<Object> header = List.of("finding_id", "amount_net", "response", "grounds", "反馈日期", "金额");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(2, i, header.get(i).toString());
            }
            for (int i = 1; i <= 4; i++) {
                sheet.value(2 + i, 0, "a00000000000000" + i);
                sheet.value(2 + i, 1, new BigDecimal("60.00"));
            }
            sheet.value(3, 2, "认可");
            sheet.value(4, 2, "申诉");
            sheet.value(4, 3, "同日转科");
            sheet.value(4, 4, LocalDate.of(2026, 4, 18));
            sheet.style(4, 4).format("yyyy-mm-dd").set();
        }
        assertThat(Decisions.take(db, file, TODAY, false, Clock.systemUTC()).taken())
                .isEqualTo(Map.of(Verdict.ACCEPTED, 1L, Verdict.APPEALED, 1L));
        assertThat(db.list(
                        "SELECT finding_id, decided_on, reason, source_line FROM ledger.decision ORDER BY decision_id",
                        row -> row.str("finding_id") + " " + row.date("decided_on") + " " + row.str("reason") + " "
                                + row.whole("source_line")))
                .containsExactly("a000000000000001 2026-04-20  4", "a000000000000002 2026-04-18 同日转科 5");
    }

    @Test
    void aBrokenWorkbookIsNamed() throws IOException {
        Path file = dir.resolve("broken.xlsx");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
        UserError error =
                catchThrowableOfType(UserError.class, () -> Decisions.take(db, file, TODAY, false, Clock.systemUTC()));
        assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        assertThat(error.what()).contains("broken.xlsx");
    }

    @Test
    void countsWhatWasDecidedByMonth() throws IOException {
        Path file = dir.resolve("d.csv");
        Files.writeString(file, """
                finding_id,decision,amount,officer,date,document,reason
                a000000000000001,upheld,,王敏,2025-05-30,,
                a000000000000002,partly,10,王敏,2026-04-01,,
                a000000000000003,dismissed,,王敏,2026-04-02,,
                a000000000000004,upheld,,王敏,2026-04-02,,
                a000000000000001,appealed,,王敏,2026-04-03,,
                a000000000000004,withdrawn,,王敏,2026-04-04,,
                """);
        Decisions.take(db, file, TODAY, false, Clock.systemUTC());
        Precision precision = Objects.requireNonNull(Precision.byRule(db).get(TestRuns.RULE));
        assertThat(precision.months())
                .isEqualTo(
                        Map.of(YearMonth.of(2025, 5), new Counts(1, 0, 0), YearMonth.of(2026, 4), new Counts(0, 1, 1)));
        assertThat(precision.total().share()).isEqualByComparingTo("0.667");
        assertThat(precision.year(YearMonth.of(2026, 4)).share()).isEqualByComparingTo("0.667");
        assertThat(precision.year(YearMonth.of(2026, 5)).share()).isEqualByComparingTo("0.5");
        assertThat(precision.year(YearMonth.of(2025, 4)).share()).isNull();
    }
}
