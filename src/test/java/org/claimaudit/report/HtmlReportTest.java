package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** {@code report.html} at its limits: names that mean harm, and as many findings as a page is to carry. */
class HtmlReportTest {
    private static final String RUN = "run-20260401T010500Z-3f2a";

    /** Ends the element, runs, colours a terminal, turns the line round, is long. */
    private static final String HOSTILE = "<script>window.harm=1</script></script><!--<img src=x onerror=window.harm=2>"
            + "\u001b[31m\u202egnp.exe\u2066\u2028 =cmd|'/c calc'!A1 ${7*7} {{7*7}} \\u003cb> 卫生院" + "长".repeat(10_000);

    @TempDir
    Path dir;

    @Test
    void hostileNamesComeThroughHarmless() throws IOException {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            new TestLedger(db).run(RUN, "2026-03", "2026-03", 60, 7);
            db.execute(
                    "UPDATE ledger.finding SET fixmedins_name = ?, message_zh = ?, message_en = ?, mdtrt_id = ?",
                    HOSTILE,
                    HOSTILE + " 收取",
                    HOSTILE + " charged",
                    HOSTILE);
            db.execute("UPDATE ledger.claim SET source_file = ?, row_id = ? || row_id", HOSTILE, HOSTILE);
            db.execute("UPDATE ledger.file SET path = ?", HOSTILE);
            Path run = write(db);
            for (String name : new String[] {"report.html", "report.xlsx"}) {
                assertThat(ReportText.of(run.resolve(name)))
                        .as(name)
                        .doesNotContain(
                                "<script>window", "<img", "\u001b", "\u202e", "\u2066", "\u2028", "&#x1b;", "&#x202e;");
            }
            JsonNode data = data(run, "findings-data");
            assertThat(data.get("phrases").get(0).textValue().length()).isLessThan(200);
            try (Browser browser = Browser.start(dir.resolve("home"))) {
                browser.size(390, 844);
                browser.open(run.resolve("report.html"));
                browser.click("#findings-table tbody .open");
                assertThat(browser.find(".finding .said").getText()).contains("<script>window.harm=1</script>");
                assertThat(browser.value("window.harm")).isEqualTo("null");
                assertThat(browser.value("document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo("true");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void whatChangedSinceTheRunBeforeLeadsToItsFindings() throws IOException {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            new TestLedger(db)
                    .run("run-20260401T010400Z-1111", "2026-03", "2026-03", 12, 7)
                    .run(RUN, "2026-03", "2026-03", 10, 7);
            String changed = db.list(
                            "SELECT finding_id FROM ledger.finding WHERE run_id = ? AND grade = 'suspect' ORDER BY ALL LIMIT 1",
                            row -> row.str("finding_id"),
                            RUN)
                    .get(0);
            db.execute(
                    "UPDATE ledger.finding SET grade = 'violation', amount_net = amount_net + 90000.01 WHERE run_id = ? AND finding_id = ?",
                    RUN,
                    changed);
            try (Browser browser = Browser.start(dir.resolve("home"))) {
                browser.size(1440, 1000);
                browser.open(write(db).resolve("report.html"));
                assertThat(browser.texts("#changes div:nth-of-type(1) tbody tr"))
                        .satisfiesExactly(
                                cleared -> assertThat(cleared).startsWith("消除").contains(" 2 "),
                                moved -> assertThat(moved).startsWith("变化").contains(" 1 "),
                                same -> assertThat(same).startsWith("未变").contains(" 9 "));
                assertThat(browser.texts("#changes div:nth-of-type(2) tbody tr"))
                        .hasSize(3);
                assertThat(browser.find("#changes div:nth-of-type(2) tbody tr").getText())
                        .contains("可疑 → 违规", "12,662.60 102,662.61");
                browser.click("#changes a[href='#finding-" + changed + "']");
                browser.waitFor("!!document.querySelector('#findings-table .detail')");
                assertThat(browser.find("#findings-table .detail").getText()).contains(changed);
                browser.click("[data-language=en]");
                assertThat(browser.find("#changes div:nth-of-type(2) tbody tr").getText())
                        .contains("Suspect → Violation");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void aHundredThousandFindingsAreOnePage() throws IOException {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            new TestLedger(db).run(RUN, "2026-03", "2026-03", 1000, 3);
            // a hundred of each, in ids and amounts apart
            db.execute("""
                    INSERT INTO ledger.finding SELECT f.* REPLACE (printf('%02x%s', n, substr(finding_id, 3)) AS finding_id,
                        amount_gross + n AS amount_gross, amount_net + n AS amount_net, message_zh || '，第' || n || '次' AS message_zh)
                    FROM ledger.finding f, range(1, 100) r(n)""");
            db.execute("""
                    INSERT INTO ledger.claim SELECT c.* REPLACE (printf('%02x%s', n, substr(finding_id, 3)) AS finding_id,
                        row_id || '-' || n AS row_id) FROM ledger.claim c, range(1, 100) r(n)""");
            Path report = write(db).resolve("report.html");
            assertThat(Files.size(report)).isLessThan(30_000_000);
            try (Browser browser = Browser.start(dir.resolve("home"))) {
                browser.size(1440, 1000);
                browser.open(report);
                assertThat(browser.find("#findings-table [role=status]").getText())
                        .endsWith("/ 100,000");
                browser.click("#findings-table thead th:nth-child(5) button");
                long most = fen(
                        browser.find("#findings-table tbody td:nth-child(5)").getText());
                browser.click("#findings-table thead th:nth-child(5) button");
                assertThat(fen(browser.find("#findings-table tbody td:nth-child(5)")
                                .getText()))
                        .isLessThan(most);
                browser.find("#findings-table input[type=search]").sendKeys("第42次 H99000100001");
                browser.waitFor(
                        "/ [12],?[0-9]{2,3}$/.test(document.querySelector('#findings-table [role=status]').textContent)");
                assertThat(browser.find("#findings-table tbody .message bdi").getText())
                        .contains("第42次");
                browser.click("#findings-table .next");
                assertThat(browser.find("#findings-table [role=status]").getText())
                        .startsWith("26–50");
                browser.find("#findings-table .pager input").sendKeys(Keys.chord(Keys.CONTROL, "a"), "1.5", Keys.ENTER);
                assertThat(browser.find("#findings-table [role=status]").getText())
                        .startsWith("1–25");
                browser.click("#findings-table tbody .open");
                assertThat(browser.find(".finding").getText()).contains("evidence.csv");
                browser.click("#findings-table .filters button");
                assertThat(browser.find("#findings-table [role=status]").getText())
                        .endsWith("/ 100,000");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private Path write(Db db) {
        return Reports.write(
                db, "last", new ReportOptions(dir.resolve("out"), Locale.CHINESE, CsvProfile.PLAIN, false));
    }

    private static long fen(String yuan) {
        return Long.parseLong(yuan.replaceAll("[.,]", ""));
    }

    private static JsonNode data(Path run, String id) throws IOException {
        String page = Files.readString(run.resolve("report.html"));
        String begin = "id=\"" + id + "\">";
        int at = page.indexOf(begin) + begin.length();
        return new ObjectMapper().readTree(page.substring(at, page.indexOf("</script>", at)));
    }
}
