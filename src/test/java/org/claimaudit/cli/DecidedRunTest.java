package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.claimaudit.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding keeps its decision from run to run. */
class DecidedRunTest {
    @TempDir
    private Path dir;

    @Test
    void laterRunsShowTheDecision() throws IOException {
        String store = dir.resolve("store").toString();
        Path out = dir.resolve("out");
        Cli first = Cli.call(
                "run",
                "sample-data/county",
                "--month",
                "2026-03",
                "--only",
                "bed-days-exceed-stay",
                "-q",
                "--store",
                store,
                "--out",
                out);
        assertThat(first.code()).as(first.err()).isZero();
        List<Map<String, String>> found = violations(out);
        assertThat(found).hasSizeGreaterThan(1);
        String dismissed = String.valueOf(found.get(0).get("finding_id"));

        Path file = dir.resolve("decisions.csv");
        Files.writeString(
                file,
                "finding_id,decision,amount,officer,date,document,reason\n" + dismissed
                        + ",dismissed,,王芳,2026-04-03,,同日转科\n");
        Cli decided = Cli.call("cases", "decide", file, "--store", store);
        assertThat(decided.code()).as(decided.err()).isZero();

        Cli again = Cli.call(
                "check", "--month", "2026-03", "--only", "bed-days-exceed-stay", "-q", "--store", store, "--out", out);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(violations(out))
                .hasSameSizeAs(found)
                .allSatisfy(row -> assertThat(row.get("status"))
                        .isEqualTo(dismissed.equals(row.get("finding_id")) ? "dismissed" : "persisting"));
    }

    private static List<Map<String, String>> violations(Path out) {
        return Cli.csv(out.resolve("latest/violations.csv"));
    }
}
