package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from the sample county's exports to its reports: sums, lineage, rejects. */
class SampleReportsTest {
    private static final Path SAMPLE = SampleCounty.EXPORTS;

    @TempDir
    static Path home;

    private static Path run;
    private static JsonNode summary;

    @BeforeAll
    static void audit() throws IOException {
        run = SampleCounty.reports();
        summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    }

    @Test
    void everySumIsTheSameToTheFen() throws IOException {
        JsonNode recovery = summary.get("recovery");
        BigDecimal net = new BigDecimal(recovery.get("net").textValue());
        assertThat(net).isPositive();
        for (String file : List.of(
                "violations.csv",
                "evidence.csv",
                "recovery-by-institution.csv",
                "recovery-by-rule.csv",
                "recovery-by-month.csv",
                "recovery-by-insurance.csv",
                "rules.csv")) {
            assertThat(CsvSums.sum(run.resolve(file), "amount_net")).as(file).isEqualTo(net);
        }
        BigDecimal cases = BigDecimal.ZERO;
        try (var lists = Files.list(run.resolve("cases"))) {
            for (Path list : lists.toList()) {
                cases = cases.add(CsvSums.sum(list, "amount_net"));
            }
        }
        assertThat(cases).isEqualTo(net);
    }

    @Test
    void everyEvidenceRowLeadsToItsLine() throws IOException {
        var files = new HashMap<String, List<String>>();
        List<Map<String, String>> evidence = CsvSums.rows(run.resolve("evidence.csv"));
        assertThat(evidence).isNotEmpty();
        for (Map<String, String> row : evidence) {
            String name = row.getOrDefault("source_file", "");
            if (!files.containsKey(name)) {
                files.put(name, Files.readAllLines(SAMPLE.resolve(name), Charset.forName("GB18030")));
            }
            int line = Integer.parseInt(row.getOrDefault("source_line", ""));
            String key = row.getOrDefault("row_id", "?").split("\\|", -1)[0];
            key = key.substring(key.lastIndexOf('*') + 1); // of a masked number the end is left
            assertThat(files.getOrDefault(name, List.of()).get(line - 1))
                    .as(name + ":" + line)
                    .contains(key);
        }
    }

    @Test
    void everyRecordIsLoadedADuplicateOrRejectedWithItsLine() throws IOException {
        List<Map<String, String>> rejects = CsvSums.rows(run.resolve("rejects.csv"));
        assertThat(rejects).isNotEmpty();
        for (JsonNode input : summary.get("inputs")) {
            long rejected = input.get("rowsRejected").asLong();
            String file = input.get("file").textValue();
            assertThat(input.get("rowsRead").asLong())
                    .as(file)
                    .isEqualTo(input.get("rowsLoaded").asLong()
                            + input.get("rowsDuplicate").asLong()
                            + rejected);
            assertThat(rejects.stream()
                            .filter(row -> file.equals(row.get("source_file")))
                            .map(row -> row.get("source_line"))
                            .distinct())
                    .as(file)
                    .hasSize((int) rejected);
        }
    }

    @Test
    void theReportOfTheMonthWorksInABrowser() throws IOException {
        try (Browser browser = Browser.start(home)) {
            browser.size(1440, 1000);
            browser.open(run.resolve("report.html"));
            assertThat(browser.find(".figures .main dd").getText().replace(",", ""))
                    .isEqualTo(summary.get("recovery").get("net").textValue());
            assertThat(browser.texts("#stays-list .calendar")).isNotEmpty();
            assertThat(browser.texts("#volumes-chart circle.outside")).isNotEmpty();
            assertThat(browser.value("document.querySelectorAll('#ranking tbody tr').length"))
                    .isEqualTo("15");

            // from the institution to go to first, over its findings, to a source row
            browser.click("#ranking tbody tr .link");
            String found = browser.find("#findings-table tbody .message bdi").getText();
            browser.click("#findings-table tbody .open");
            assertThat(browser.find(".finding .said").getText()).isEqualTo(found);
            assertThat(browser.texts(".finding .rows tbody .file")).allMatch(file -> file.endsWith(".csv"));
            assertThat(browser.find(".finding .terms").getText()).contains("待核");

            assertThat(browser.texts("#indicators td:last-child div")).contains("高于 8 %");
            assertThat(browser.find("#money .note").getText()).contains("未通过“金额勾稽不符”");

            browser.click("[data-language=en]");
            assertThat(browser.texts("#indicators td:last-child div")).contains("above 8 %");
            assertThat(browser.find("h1").getText()).startsWith("Audit of medical-insurance claims");
            assertThat(browser.find(".finding .said").getText()).isNotEqualTo(found);
            for (boolean dark : new boolean[] {false, true}) {
                browser.dark(dark);
                assertThat(browser.accessibilityFaults()).isEmpty();
            }
            assertThat(new String(browser.pdf(), 0, 5, StandardCharsets.ISO_8859_1))
                    .isEqualTo("%PDF-");
            browser.size(390, 844);
            assertThat(browser.value("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
