package org.claimaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.claimaudit.support.ExitCode;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheVersionOnStdout() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK.code());
        assertThat(out.toString())
                .matches(
                        "claimaudit \\d+\\.\\d+\\.\\d+ \\((unknown|[0-9a-f]{12}(-dirty)?)\\)\nDuckDB \\d+\\..*\nJava .*\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void refusesAnUnknownCommandOnStderr() {
        assertThat(run("nonsense")).isEqualTo(ExitCode.USAGE.code());
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("nonsense");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
