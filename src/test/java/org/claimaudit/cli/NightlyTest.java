package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cron script, with a stand-in for the program that refuses, skips or takes files by what is written in them. */
class NightlyTest {
    private static final String STAND_IN = """
            #!/bin/bash
            echo "$*" >>"$(dirname "$0")/calls"
            if [ "$1" = config ]; then echo "$(dirname "$0")/out"; exit 0; fi
            dir=$2
            while [ $# -gt 0 ]; do [ "$1" = --listing ] && listing=$2; shift; done
            [ -e "$(dirname "$0")/locked" ] && { echo "claimaudit: locked by pid=1" >&2; echo "  wait" >&2; exit 11; }
            for f in "$dir"/* "$dir"/*/*; do
              [ -f "$f" ] || continue
              n=${f#"$dir"/}
              if grep -q REFUSE "$f"; then echo "claimaudit: $n, line 3: wrong" >&2; echo "  mend it" >&2; exit 12; fi
            done
            for f in "$dir"/*; do
              if grep -q SKIP "$f"; then printf 'skipped\\t%s\\tno table\\n' "${f#"$dir"/}" >>"$listing"; fi
              if grep -q NEWS "$f"; then echo "the summary"; fi
            done
            [ -e "$(dirname "$0")/partial" ] && { echo "claimaudit: partial" >&2; exit 3; }
            exit 0
            """;

    @TempDir
    Path dir;

    private Path inbox;
    private final String today = LocalDate.now(ZoneId.systemDefault()).toString();

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        Path program = Files.writeString(dir.resolve("stand-in"), STAND_IN);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        inbox = Files.createDirectories(dir.resolve("in box"));
    }

    @Test
    void anEmptyInboxIsSilence() throws Exception {
        assertThat(nightly()).isEqualTo(new Outcome(0, "", ""));
        assertThat(dir.resolve("calls")).doesNotExist();
    }

    @Test
    void whatWasLoadedGoesToDoneInSilence() throws Exception {
        put(inbox.resolve("结算 明细.csv"), "fine");
        Files.createDirectories(inbox.resolve("sub"));
        put(inbox.resolve("sub/b.csv"), "fine");
        assertThat(nightly()).isEqualTo(new Outcome(0, "", ""));
        assertThat(files()).containsExactly("done/" + today + "/sub/b.csv", "done/" + today + "/结算 明细.csv");
        assertThat(Files.readString(dir.resolve("calls"))).contains("--month arrived", "--quiet");
    }

    @Test
    void newsIsOneSummary() throws Exception {
        put(inbox.resolve("a.csv"), "NEWS");
        assertThat(nightly("--month", "2026-03", "--fail-on", "high")).isEqualTo(new Outcome(0, "the summary\n", ""));
        assertThat(Files.readString(dir.resolve("calls"))).contains("--month 2026-03", "--fail-on high");
    }

    @Test
    void aRefusedFileIsPutAsideWithTheReasonAndTheOthersAreLoaded() throws Exception {
        put(inbox.resolve("a.csv"), "NEWS");
        put(inbox.resolve("b.csv"), "REFUSE");
        put(inbox.resolve("bb.csv"), "REFUSE");
        put(inbox.resolve("c.txt"), "SKIP");
        Outcome outcome = nightly();
        assertThat(outcome.code()).isEqualTo(12);
        assertThat(outcome.out())
                .startsWith("the summary\n")
                .contains("refused: b.csv", "refused: bb.csv", "refused: c.txt");
        assertThat(files())
                .containsExactly(
                        "done/" + today + "/a.csv",
                        "refused/" + today + "/b.csv",
                        "refused/" + today + "/b.csv.reason.txt",
                        "refused/" + today + "/bb.csv",
                        "refused/" + today + "/bb.csv.reason.txt",
                        "refused/" + today + "/c.txt",
                        "refused/" + today + "/c.txt.reason.txt");
        assertThat(inbox.resolve("refused/" + today + "/b.csv.reason.txt"))
                .hasContent("claimaudit: b.csv, line 3: wrong\n  mend it\n");
    }

    @Test
    void nothingButARefusedFileIsReportedOnce() throws Exception {
        put(inbox.resolve("b.csv"), "REFUSE");
        Outcome outcome = nightly();
        assertThat(outcome.code()).isEqualTo(12);
        assertThat(outcome.out()).startsWith("refused: b.csv\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aLockedStoreLeavesTheInboxAsItWas() throws Exception {
        put(inbox.resolve("a.csv"), "NEWS");
        Files.createFile(dir.resolve("locked"));
        Outcome outcome = nightly();
        assertThat(outcome.code()).isEqualTo(11);
        assertThat(outcome.err()).contains("locked by pid=1");
        assertThat(files()).containsExactly("a.csv");
    }

    @Test
    void anIncompleteRunSaysSoAndStillHasLoadedItsFiles() throws Exception {
        put(inbox.resolve("a.csv"), "NEWS");
        Files.createFile(dir.resolve("partial"));
        Outcome outcome = nightly();
        assertThat(outcome).isEqualTo(new Outcome(3, "the summary\n", "claimaudit: partial\n"));
        assertThat(files()).containsExactly("done/" + today + "/a.csv");
    }

    @Test
    void theSameNameTwiceIsKeptTwice() throws Exception {
        put(inbox.resolve("a.csv"), "first");
        nightly();
        put(inbox.resolve("a.csv"), "second");
        nightly();
        assertThat(files()).containsExactly("done/" + today + "/a.csv", "done/" + today + "/a.csv.1");
    }

    @Test
    void filesThatAreNotThereYetAreLeft() throws Exception {
        for (String name : List.of("a.csv.part", ".hidden.csv", "b.tmp")) {
            put(inbox.resolve(name), "NEWS");
        }
        assertThat(nightly()).isEqualTo(new Outcome(0, "", ""));
        assertThat(files()).containsExactly(".hidden.csv", "a.csv.part", "b.tmp");
    }

    @Test
    void filesOfARunThatWasKilledAreTakenUp() throws Exception {
        String host = new String(
                        new ProcessBuilder("uname", "-n")
                                .start()
                                .getInputStream()
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .strip();
        Path left = Files.createDirectories(inbox.resolve(".taken-" + host + "-4194400")); // above any process number
        put(left.resolve("a.csv"), "NEWS");
        assertThat(nightly().out()).isEqualTo("the summary\n");
        assertThat(files()).containsExactly("done/" + today + "/a.csv");
    }

    @Test
    void keepsTheLastRunFolders() throws Exception {
        for (String run :
                List.of("run-20260301T000000Z-0001", "run-20260302T000000Z-0001", "run-20260303T000000Z-0001")) {
            Files.createDirectories(dir.resolve("out").resolve(run).resolve("cases"));
        }
        Files.createSymbolicLink(dir.resolve("out/latest"), Path.of("run-20260303T000000Z-0001"));
        put(inbox.resolve("a.csv"), "fine");
        nightly("--keep", "2");
        try (Stream<Path> runs = Files.list(dir.resolve("out"))) {
            assertThat(runs.map(run -> run.getFileName().toString()).sorted())
                    .containsExactly("latest", "run-20260302T000000Z-0001", "run-20260303T000000Z-0001");
        }
    }

    @Test
    void aMissingInboxIsCode10() throws Exception {
        Files.delete(inbox);
        Outcome outcome = nightly();
        assertThat(outcome.code()).isEqualTo(10);
        assertThat(outcome.err().lines()).hasSize(2);
    }

    /** A file that has been there for a while, so that the script need not see whether it still grows. */
    private static void put(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
    }

    private Outcome nightly(String... options) throws Exception {
        var command = new ArrayList<>(List.of("bash", "scripts/nightly.sh", inbox.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("stdout").toFile())
                .redirectError(dir.resolve("stderr").toFile());
        builder.environment().put("CLAIMAUDIT_BIN", dir.resolve("stand-in").toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(), Files.readString(dir.resolve("stdout")), Files.readString(dir.resolve("stderr")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(inbox)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> inbox.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
