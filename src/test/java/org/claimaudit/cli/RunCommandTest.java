package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.claimaudit.support.DisplayWidth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job as a caller sees it: streams, exit codes, silence, folders. */
class RunCommandTest {
    private static final Path SAMPLE = Path.of("sample-data/county/2026-03");

    @TempDir
    static Path dir;

    private static Path store;
    private static Path out;
    private static Call first;
    private static String firstSummary;

    @BeforeAll
    static void loadOneMonth() throws IOException {
        store = dir.resolve("store");
        out = dir.resolve("out");
        first = Call.of(
                "run", SAMPLE.toString(), "--month", "2026-03", "--store", store.toString(), "--out", out.toString());
        firstSummary = Files.readString(out.resolve("latest/summary.txt"));
    }

    @Test
    void theSummaryIsTheResultAndTheRestIsTalk() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo(firstSummary);
        assertThat(first.err().lines().toList())
                .hasSize(4)
                .last()
                .asString()
                .matches("run=run-\\S+ status=complete findings=\\d+ net=\\d+\\.\\d\\d ms=\\d+");
        assertThat(Files.readString(store.resolve("log/claimaudit.log"))).contains("status=complete findings=");
        assertThat(first.out() + first.err()).doesNotContain("\u001b", "\r");
        assertThat(firstSummary.lines())
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void quietIsSilentOnceNothingIsNew() {
        Call again = check("-q");
        assertThat(again).isEqualTo(new Call(0, "", ""));
    }

    @Test
    void failOnGivesCode4AndAnIncompleteRunOutranksIt() throws IOException {
        assertThat(check("-q", "--fail-on", "low").code()).isEqualTo(4);
        assertThat(check("-q", "--fail-on", "critical", "--only", "duplicate-line")
                        .code())
                .isZero();
        Path place = Files.createDirectories(dir.resolve("rejects"));
        Call run = Call.of(
                "run",
                SAMPLE.toString(),
                "--month",
                "2026-03",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString(),
                "--max-rejects",
                "0",
                "--fail-on",
                "low",
                "--only",
                "duplicate-line",
                "-q");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).as("an incomplete run is no silence").contains("incomplete");
        Call check = Call.of(
                "check",
                "--month",
                "2026-03",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString(),
                "--max-rejects",
                "0",
                "--only",
                "duplicate-line");
        assertThat(check.code()).as("nor is a later one").isEqualTo(3);
        assertThat(check.out()).contains("of 8,648 records 53 were rejected");
        assertThat(place.resolve("o/latest/summary.json")).content().contains("\"status\" : \"partial\"");
    }

    @Test
    void theMonthsOfWhatArrived() {
        Path place = dir.resolve("arrived");
        Call run = Call.of(
                "run",
                SAMPLE.toString(),
                "--month",
                "arrived",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString(),
                "--only",
                "duplicate-line",
                "--listing",
                dir.resolve("listing").toString());
        assertThat(run.out()).startsWith("Claims audit 2026-03 ");
        assertThat(dir.resolve("listing")).content().contains("loaded\tSETL_D_202603.csv\tsettlement\n");
        Call again = Call.of(
                "run",
                SAMPLE.toString(),
                "--month",
                "arrived",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("Nothing new has arrived.");

        // As if the first call had been killed before its reports: nobody has heard of the month yet.
        unreported(place.resolve("s"));
        Call late = Call.of(
                "run",
                SAMPLE.toString(),
                "--month",
                "arrived",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString(),
                "--only",
                "duplicate-line",
                "-q");
        assertThat(late.out()).startsWith("Claims audit 2026-03 ").contains(" 0 persisting");
    }

    private static void unreported(Path store) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store.resolve("claimaudit.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE ledger.run SET reported = false");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSelectionThatLeavesNoRuleIsAnError() {
        Call none = onStore("check", "--month", "2026-03", "--only", "duplicate-line", "--exclude", "dup*");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("No rule is left");
    }

    @Test
    void aMonthWithoutDataIsSaid() {
        Call empty = onStore("check", "--from", "2026-03", "--to", "2026-04", "--only", "duplicate-line", "-q");
        assertThat(empty.out())
                .contains("2026-04: the store holds no settlement")
                .doesNotContain("2026-03: the store");
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Path place = Files.createDirectories(dir.resolve("dry"));
        Call run = Call.of(
                "run",
                SAMPLE.toString(),
                "--month",
                "2026-03",
                "--store",
                place.resolve("s").toString(),
                "--out",
                place.resolve("o").toString(),
                "--dry-run",
                "--set",
                "split-stay.max_gap_days=7");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("SETL_D_202603.csv", "GB18030", "settlement", "max_gap_days=7", "Nothing was written.")
                .contains("A dry run does not look into the store");
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aLockedStoreNamesItsHolderAndIsLeftAlone() {
        try (Store held = Store.open(new StoreOptions(store, false, "1GB", 1, false, Duration.ZERO, "a long run"))) {
            assertThat(held).isNotNull();
            Call call = check();
            assertThat(call.code()).isEqualTo(11);
            assertThat(call.err())
                    .contains(
                            "pid=" + ProcessHandle.current().pid(),
                            "host=",
                            "user=",
                            "start=",
                            "command=a long run",
                            "--lock-wait");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no/such/folder       | 10 | no/such/folder
            {dir}/empty.csv      | 12 | empty.csv
            {dir}/columns.csv    | 12 | begndate
            {dir}/digits.csv     | 12 | 1.23E+17
            {dir}/cut.csv        | 12 | line 3
            """)
    void badInputIsTwoSentencesAndTheStoreStaysAsItWas(String input, int code, String named) throws IOException {
        String header = "setl_id,psn_no,fixmedins_code,med_type,begndate,setl_time,medfee_sumamt,hifp_pay,psn_name\n";
        Files.writeString(dir.resolve("empty.csv"), "");
        Files.writeString(dir.resolve("columns.csv"), header.replace("begndate", "remark"));
        Files.writeString(dir.resolve("digits.csv"), header + "1.23E+17,1,H1,11,2026-03-01,2026-03-01,1,1,x\n");
        String good = "S1,1,H1,11,2026-03-01,2026-03-01,1,1,王小明和李小红\n";
        byte[] whole = (header + good + good.replace("S1", "S2")).getBytes(StandardCharsets.UTF_8);
        Files.write(dir.resolve("cut.csv"), Arrays.copyOf(whole, whole.length - 2));
        byte[] before = Files.readAllBytes(store.resolve("claimaudit.duckdb"));
        Call call = Call.of(
                "run",
                input.replace("{dir}", dir.toString()),
                "--month",
                "2026-03",
                "--store",
                store.toString(),
                "--out",
                out.toString());
        assertThat(call.code()).as(call.err()).isEqualTo(code);
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines()).hasSize(2);
        assertThat(call.err()).startsWith("claimaudit: ").contains(named);
        assertThat(Files.readAllBytes(store.resolve("claimaudit.duckdb"))).isEqualTo(before);
    }

    @Test
    void whatCannotBeWrittenIsToldBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(dir.resolve("a-file"), "");
        Call call = Call.of("check", "--month", "2026-03", "--store", store.toString(), "--out", file.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains(file.toString());
        call = Call.of(
                "run", SAMPLE.toString(), "--month", "2026-03", "--store", file.toString(), "--out", out.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains(file.toString());
    }

    @Test
    void aRuleFileWithAFaultIsCode2() throws IOException {
        Path family = Files.createDirectories(dir.resolve("rules/family"));
        Files.writeString(family.resolve("broken.sql"), "SELECT");
        Call call = check("--rules", dir.resolve("rules").toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err().lines()).hasSize(2);
        assertThat(call.err()).contains("broken.sql:1:");
    }

    /** The truth is of three months, of which one was loaded. */
    @Test
    void aRunIsMeasuredAgainstTheTruth() {
        String truth = SAMPLE.resolveSibling("truth.csv").toString();
        Call call = Call.of(
                "evaluate",
                "--truth",
                truth,
                "--store",
                store.toString(),
                "--out",
                out.toString(),
                "--run",
                first.err().replaceAll("(?s).*run=(\\S+).*", "$1"));
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(call.out()).startsWith("Evaluation of run-").contains("total violation");
        assertThat(call.err()).contains("are not in the store", "evaluation.csv is written");
        Path folder = Path.of(call.err().replaceAll("(?s).*\n(\\S+)/evaluation.csv is written\\.\\s*", "$1"));
        assertThat(Cli.csv(folder.resolve("evaluation.csv")))
                .filteredOn(row -> "duplicate-line".equals(row.get("rule_id")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("behaviours", "charge-line-twice")
                        .containsEntry("recall", "1.0000")
                        .containsEntry("precision", "1.0000"));
        Call wrong = Call.of(
                "evaluate", "--truth", SAMPLE.resolve("SETL_D_202603.csv").toString(), "--store", store.toString());
        assertThat(wrong.code()).isEqualTo(12);
        assertThat(wrong.err().lines()).hasSize(2);
    }

    @Test
    void earlierRunsCanBeLookedAt() {
        assertThat(onStore("runs", "list").out()).contains("2026-03", "complete");
        assertThat(onStore("runs", "show", "--format", "json").out()).contains("\"schema\" : 1");
        assertThat(onStore("recovery").out()).contains("Recovery 2026-03");
        assertThat(onStore("cases", "list", "--grade", "violation", "--limit", "1")
                        .out())
                .contains("violation");
        assertThat(onStore("cases", "export", "--status", "new").out()).startsWith("finding_id,rule_id,");
        Call mistyped = onStore("cases", "list", "--rule", "duplicate-lines");
        assertThat(mistyped.code()).isEqualTo(2);
        assertThat(mistyped.err()).contains("No rule \"duplicate-lines\"", "Did you mean duplicate-line?");
        Path file = dir.resolve("lists/cases.csv");
        assertThat(onStore("cases", "export", "--to", file.toString(), "--csv", "excel")
                        .code())
                .isZero();
        assertThat(file).content().startsWith("\uFEFFfinding_id").contains("\r\n");
        assertThat(file.getParent())
                .isDirectoryContaining("glob:**/cases.csv")
                .isDirectoryNotContaining("glob:**.part");
        assertThat(onStore("report", "--out", dir.resolve("again").toString()).code())
                .isZero();
        assertThat(dir.resolve("again/latest/violations.csv")).exists();
        Call unknown = onStore("report", "--run", "run-1");
        assertThat(List.of(unknown.code(), unknown.out())).isEqualTo(List.of(10, ""));
    }

    private static Call check(String... options) {
        return onStore(
                Stream.concat(Stream.of("check", "--month", "2026-03", "--out", out.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static Call onStore(String... words) {
        return Call.of(Stream.concat(Stream.of(words), Stream.of("--store", store.toString()))
                .toArray(String[]::new));
    }
}
