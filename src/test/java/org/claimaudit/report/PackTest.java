package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.claimaudit.Cli;
import org.claimaudit.support.Sha256;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an institution of the sample county is handed. */
class PackTest {
    private static final String INSTITUTION = "H99000100001";

    @TempDir
    static Path dir;

    private static Path pack;
    private static List<Map<String, String>> findings;

    @BeforeAll
    static void write() {
        pack = written(dir.resolve("a"));
        findings = Cli.csv(SampleCounty.reports().resolve("cases/" + INSTITUTION + ".csv"));
    }

    /** What is claimed, by which law, which rows prove it, how it was computed, what may explain it, where to reply. */
    @Test
    void theListAnswersWhoeverReadsIt() throws IOException {
        String html = Files.readString(pack.resolve("findings.html"));
        assertThat(html)
                .contains("青禾县人民医院", "第三十八条第三项（待核）", "可能的合理解释", "同日转科两床各收一次")
                .contains("请于 2026-04-20 前反馈至：监管股 &lt;1号窗口&gt;。")
                .contains("2026-03/FEE_LIST_D_202603.csv:", "基金份额 = ", "tolerance_days = 0")
                .contains(Page.yuan(sum("amount_net")));
        for (Map<String, String> found : findings) {
            assertThat(html).contains(found.get("finding_id"), found.get("rule_title"));
        }
        assertThat(html).doesNotContain("<script", "http:", "https:");
    }

    @Test
    void theEvidenceAddsUpToTheFindings() throws IOException {
        Path evidence = pack.resolve("evidence.csv");
        assertThat(CsvSums.rows(evidence))
                .hasSize(findings.stream()
                        .mapToInt(found -> Integer.parseInt(found.getOrDefault("evidence_rows", "")))
                        .sum());
        for (String amount : List.of("amount_gross", "amount_net", "withheld")) {
            assertThat(CsvSums.sum(evidence, amount)).as(amount).isEqualByComparingTo(sum(amount));
        }
    }

    /** The sheet, filled in and saved as CSV, goes back in. */
    @Test
    void theSheetThatWasFilledInIsTaken() throws IOException {
        List<List<String>> sheet = sheet(pack.resolve("findings.xlsx"));
        assertThat(sheet).hasSize(findings.size() + 1);
        int response = sheet.get(0).indexOf("反馈意见");
        var filled = new ArrayList<List<String>>();
        for (int i = 0; i < sheet.size(); i++) {
            var line = new ArrayList<>(sheet.get(i));
            if (i == 1) {
                line.set(response, "认可");
            } else if (i == 2) {
                line.set(response, "申诉");
                line.set(sheet.get(0).indexOf("申诉理由"), "同日转科");
            }
            filled.add(line);
        }
        Path csv = Files.write(
                dir.resolve("reply.csv"),
                filled.stream()
                        .map(line -> line.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .toList());
        Cli taken = Cli.call(
                "cases",
                "decide",
                csv,
                "--dry-run",
                "--as-of",
                "2026-04-10",
                "--lang",
                "en",
                "--store",
                SampleCounty.folder());
        assertThat(taken.code()).as(taken.err()).isZero();
        assertThat(taken.out() + taken.err()).contains("Accepted by the institution: 1", "Appealed: 1");
    }

    @Test
    void theManifestProvesEveryFile() throws IOException {
        JsonNode manifest =
                new ObjectMapper().readTree(pack.resolve("manifest.json").toFile());
        var hashes = new TreeMap<String, String>();
        manifest.get("outputs")
                .forEach(file ->
                        hashes.put(file.get("name").asText(), file.get("sha256").asText()));
        var files = new TreeMap<String, String>();
        try (Stream<Path> walk = Files.walk(pack)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = pack.relativize(file).toString();
                if (!name.equals("manifest.json")) {
                    files.put(name, Sha256.of(file));
                }
            }
        }
        assertThat(hashes).isEqualTo(files);
        for (JsonNode rule : manifest.get("rules")) {
            assertThat(files.get("rules/" + rule.get("name").asText() + ".sql"))
                    .isEqualTo(rule.get("sha256").asText());
        }
        for (JsonNode input : manifest.get("inputs")) {
            assertThat(Sha256.of(SampleCounty.EXPORTS.resolve(input.get("file").asText())))
                    .isEqualTo(input.get("sha256").asText());
        }
    }

    @Test
    void theSameOrderGivesTheSameBytes() throws IOException {
        Path again = written(dir.resolve("b"));
        try (Stream<Path> walk = Files.walk(pack)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                assertThat(again.resolve(pack.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
        Path zip = written(dir.resolve("a"), "--zip");
        assertThat(written(dir.resolve("b"), "--zip")).hasSameBinaryContentAs(zip);
        try (var packed = new ZipFile(zip.toFile())) {
            for (var entry : Collections.list(packed.entries())) {
                try (InputStream bytes = packed.getInputStream(entry)) {
                    assertThat(bytes).hasBinaryContent(Files.readAllBytes(pack.resolve(entry.getName())));
                }
            }
        }
    }

    @Test
    void nothingIsWrittenOverAndNothingIsMadeUp() {
        assertThat(call(dir.resolve("a")).code()).isEqualTo(2);
        assertThat(call(dir.resolve("a")).err()).contains("pack-" + INSTITUTION, "已经存在");
        assertThat(Cli.call("cases", "pack", "--store", SampleCounty.folder()).code())
                .isEqualTo(2);
        assertThat(Cli.call(
                                "cases",
                                "pack",
                                "--institution",
                                "H0",
                                "--store",
                                SampleCounty.folder(),
                                "--out",
                                dir.resolve("c"))
                        .code())
                .isEqualTo(10);
        assertThat(dir.resolve("c")).doesNotExist();
    }

    private static Path written(Path out, String... more) {
        Cli call = call(out, more);
        assertThat(call.code()).as(call.err()).isZero();
        return Path.of(call.out().strip().replaceFirst("案卷已写入 ", ""));
    }

    private static Cli call(Path out, String... more) {
        var words = new ArrayList<Object>(List.of("cases", "pack", "--institution", INSTITUTION));
        words.addAll(List.of("--reply-to", "监管股 <1号窗口>", "--reply-by", "2026-04-20", "--lang", "zh"));
        words.addAll(List.of("--store", SampleCounty.folder(), "--out", out));
        words.addAll(List.of(more));
        return Cli.call(words.toArray());
    }

    private static BigDecimal sum(String amount) {
        return findings.stream()
                .map(found -> new BigDecimal(found.getOrDefault(amount, "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<List<String>> sheet(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                var book = new ReadableWorkbook(bytes);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            List<Row> all = rows.toList();
            int columns = all.get(0).getCellCount();
            return all.stream()
                    .map(row -> {
                        var cells = new ArrayList<String>();
                        for (int i = 0; i < columns; i++) {
                            cells.add(row.getOptionalCell(i)
                                    .map(cell -> cell.getText() == null ? "" : cell.getText())
                                    .orElse(""));
                        }
                        return (List<String>) cells;
                    })
                    .toList();
        }
    }
}
