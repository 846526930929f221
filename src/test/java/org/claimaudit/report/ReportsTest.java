package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final String RUN = "run-20260401T010500Z-3f2a";

    @TempDir
    Path out;

    private static Store store;
    private static Db db;

    @BeforeAll
    static void fill() {
        store = Store.openMemory(true);
        db = store.db();
        new TestLedger(db)
                .run("run-20260301T010500Z-0001", "2026-02", "2026-02", 40, 1)
                .run(RUN, "2026-03", "2026-03", 200, 2);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void everySumIsTheSameToTheFen() throws IOException {
        Path run = write(Locale.ENGLISH, CsvProfile.PLAIN, false);
        JsonNode recovery = new ObjectMapper()
                .readTree(run.resolve("summary.json").toFile())
                .get("recovery");
        BigDecimal net = new BigDecimal(recovery.get("net").textValue());
        assertThat(net).isPositive();
        assertThat(new BigDecimal(recovery.get("netViolation").textValue())
                        .add(new BigDecimal(recovery.get("netSuspect").textValue())))
                .isEqualTo(net);
        BigDecimal cases = BigDecimal.ZERO;
        try (var lists = Files.list(run.resolve("cases"))) {
            for (Path list : lists.toList()) {
                cases = cases.add(CsvSums.sum(list, "amount_net"));
            }
        }
        assertThat(cases).isEqualTo(net);
        for (String file : List.of(
                "violations.csv",
                "evidence.csv",
                "recovery-by-institution.csv",
                "recovery-by-rule.csv",
                "recovery-by-month.csv",
                "recovery-by-insurance.csv",
                "rules.csv")) {
            assertThat(CsvSums.sum(run.resolve(file), "amount_net")).as(file).isEqualTo(net);
            assertThat(CsvSums.sum(run.resolve(file), "amount_gross"))
                    .as(file)
                    .isEqualTo(new BigDecimal(recovery.get("gross").textValue()));
        }
        for (String file : List.of(
                "violations.csv",
                "evidence.csv",
                "recovery-by-institution.csv",
                "recovery-by-month.csv",
                "recovery-by-insurance.csv")) {
            assertThat(CsvSums.sum(run.resolve(file), "withheld"))
                    .as(file)
                    .isEqualTo(new BigDecimal(recovery.get("withheld").textValue()));
            assertThat(CsvSums.sum(run.resolve(file), "account"))
                    .as(file)
                    .isEqualTo(new BigDecimal(recovery.get("account").textValue()));
        }
        assertThat(CsvSums.sum(run.resolve("clues.csv"), "amount_gross")).isZero();
        assertThat(CsvSums.sum(run.resolve("recovery-by-institution.csv"), "net_violation"))
                .isEqualTo(new BigDecimal(recovery.get("netViolation").textValue()));
    }

    @Test
    void columnsStandInTheOrderThatOthersRelyOn() throws IOException {
        Path run = write(Locale.ENGLISH, CsvProfile.PLAIN, false);
        String cases =
                "finding_id,rule_id,rule_title,grade,severity,fixmedins_code,fixmedins_name,psn_no,mdtrt_id,setl_id,begin_date,end_date,"
                        + "message,evidence_rows,amount_gross,amount_net,status,legal_basis";
        assertThat(header(run, "violations.csv")).startsWith(cases);
        assertThat(header(run, "clues.csv")).startsWith(cases);
        assertThat(header(run, "cases/H99000100001.csv")).startsWith(cases);
        assertThat(header(run, "evidence.csv"))
                .startsWith("finding_id,rule_id,table,row_id,source_file,source_line,amount_gross,amount_net");
        assertThat(header(run, "recovery-by-institution.csv"))
                .startsWith(
                        "fixmedins_code,fixmedins_name,findings,persons,amount_gross,net_violation,net_suspect,amount_net");
        assertThat(header(run, "recovery-by-rule.csv"))
                .startsWith("rule_id,rule_title,grade,findings,amount_gross,amount_net");
        assertThat(header(run, "recovery-by-month.csv"))
                .startsWith("month,findings,amount_gross,net_violation,net_suspect,amount_net");
        assertThat(header(run, "recovery-by-insurance.csv"))
                .startsWith("insutype,findings,amount_gross,net_violation,net_suspect,amount_net,account");
        assertThat(header(run, "rules.csv"))
                .startsWith("rule_id,outcome,grade,population,findings,amount_gross,amount_net,millis,reason");
        assertThat(header(run, "rejects.csv"))
                .isEqualTo("source_file,source_line,table,column,value,reason,raw,source_sha256");
    }

    @Test
    void writingAgainGivesTheSameBytes() throws IOException {
        Map<String, String> first = bytes(write(Locale.CHINESE, CsvProfile.PLAIN, false));
        Map<String, String> second = bytes(write(Locale.CHINESE, CsvProfile.PLAIN, false));
        assertThat(second).isEqualTo(first);
        assertThat(first).hasSizeGreaterThan(14);
    }

    @Test
    void personalNumbersAreMaskedUnlessRevealed() throws IOException {
        try (var files = Files.walk(write(Locale.CHINESE, CsvProfile.PLAIN, false))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(ReportText.of(file)).as(file.toString()).doesNotContain(TestLedger.PERSON);
            }
        }
        Path revealed = write(Locale.CHINESE, CsvProfile.PLAIN, true);
        assertThat(revealed.resolve("violations.csv")).content().contains("," + TestLedger.PERSON + ",");
        for (String name : List.of("rejects.csv", "report.html", "report.xlsx")) {
            assertThat(ReportText.of(revealed.resolve(name))).as(name).contains(TestLedger.PERSON);
        }
    }

    @Test
    void formulasAreDefusedInBothProfiles() throws IOException {
        for (CsvProfile profile : CsvProfile.values()) {
            Path run = write(Locale.CHINESE, profile, true);
            for (Path file : List.of(
                    run.resolve("violations.csv"),
                    run.resolve("rejects.csv"),
                    run.resolve("recovery-by-institution.csv"))) {
                for (Map<String, String> row : CsvSums.rows(file)) {
                    row.forEach((column, cell) -> {
                        boolean text = profile == CsvProfile.EXCEL && cell.matches("=\"\\d+\"");
                        assertThat(text || cell.isEmpty() || "=+-@\t\r".indexOf(cell.charAt(0)) < 0)
                                .as(file.getFileName() + " " + column + ": " + cell)
                                .isTrue();
                    });
                }
            }
        }
    }

    @Test
    void excelProfileHasMarkAndLineEndsAndKeepsLongDigits() throws IOException {
        Path run = write(Locale.CHINESE, CsvProfile.EXCEL, true);
        String content = Files.readString(run.resolve("violations.csv"));
        assertThat(content)
                .startsWith("\uFEFFfinding_id")
                .contains("\"=\"\"" + TestLedger.PERSON + "\"\"\"")
                .contains("\r\n");
        assertThat(content.replace("\r\n", "")).doesNotContain("\n");
        assertThat(Files.readString(
                        write(Locale.CHINESE, CsvProfile.PLAIN, true).resolve("violations.csv")))
                .startsWith("finding_id")
                .doesNotContain("\r");
    }

    @Test
    void noInstitutionCodeLeadsOutOfTheFolder() throws IOException {
        Path run = write(Locale.ENGLISH, CsvProfile.PLAIN, false);
        assertThat(run.resolve("cases/%2E%2E%2F%2E%2E%2Fetc%2Fpasswd.csv")).isRegularFile();
        assertThat(FindingFiles.fileName("..")).isEqualTo("%2E%2E");
        assertThat(FindingFiles.fileName("_none")).isEqualTo("%5Fnone");
        assertThat(FindingFiles.fileName("a%2E")).isNotEqualTo(FindingFiles.fileName("a."));
        assertThat(FindingFiles.fileName("长".repeat(300))).hasSizeLessThan(200);
    }

    @Test
    void everythingIsPrivateAndInTheManifest() throws IOException {
        Path run = write(Locale.ENGLISH, CsvProfile.PLAIN, false);
        JsonNode manifest =
                new ObjectMapper().readTree(run.resolve("manifest.json").toFile());
        var hashes = new TreeMap<String, String>();
        manifest.get("outputs")
                .forEach(file -> hashes.put(
                        file.get("name").textValue(), file.get("sha256").textValue()));
        var there = new TreeMap<>(bytes(run));
        there.remove("manifest.json");
        assertThat(hashes.keySet()).isEqualTo(there.keySet());
        there.forEach((name, content) -> assertThat(hashes.get(name)).as(name).isEqualTo(sha256(content)));
        assertThat(manifest.get("inputs").get(0).get("sha256").textValue()).isEqualTo("ef56".repeat(16));
        assertThat(manifest.get("rules").get(0).get("sha256").textValue()).isEqualTo("cd34");
        try (var files = Files.walk(run)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void latestShowsTheNewestRunAndNotTheOneWrittenLast() throws IOException {
        write(Locale.ENGLISH, CsvProfile.PLAIN, false);
        Reports.write(db, "run-20260301T010500Z-0001", options(Locale.ENGLISH, CsvProfile.PLAIN, false));
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).hasToString(RUN);
        assertThat(out.resolve("latest/summary.txt")).isRegularFile();
    }

    @Test
    void whatKilledRunsLeftIsCleared() throws IOException {
        Files.createDirectories(out.resolve(".run-20260401T010500Z-dead.999999999.tmp/cases"));
        Files.createDirectories(out.resolve("." + RUN + ".999999999.old"));
        Files.writeString(out.resolve("." + RUN + ".999999999.old/summary.txt"), "whole");
        OutFolder.open(out);
        try (var left = Files.list(out)) {
            assertThat(left).containsExactly(out.resolve(RUN));
        }
        assertThat(out.resolve(RUN).resolve("summary.txt")).hasContent("whole");
    }

    @Test
    void anOutFolderThatCannotBeIsAUserError() throws IOException {
        Path file = Files.writeString(out.resolve("file"), "");
        assertThatThrownBy(() -> OutFolder.open(file.resolve("out")))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE.code()));
    }

    @Test
    void anUnknownRunIsAUserError() {
        assertThatThrownBy(() -> Reports.summaryText(db, "run-x", Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MISSING.code()));
    }

    private Path write(Locale language, CsvProfile csv, boolean reveal) {
        return Reports.write(db, "last", options(language, csv, reveal));
    }

    private ReportOptions options(Locale language, CsvProfile csv, boolean reveal) {
        return new ReportOptions(out, language, csv, reveal);
    }

    private static String header(Path run, String file) throws IOException {
        try (var lines = Files.lines(run.resolve(file))) {
            return lines.findFirst().orElseThrow();
        }
    }

    /** Name to content, byte by byte, of a folder's files. */
    private static Map<String, String> bytes(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static String sha256(String bytes) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
