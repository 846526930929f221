package org.claimaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.claimaudit.cli.Console;
import org.claimaudit.cli.Interrupt;
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
        var console = new Console(
                new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), false, false, Path.of(""));
        return Main.run(console, Interrupt.none(), args);
    }
}
