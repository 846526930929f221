package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to the monthly cycle, followed as it is written, from an empty folder to a closed month. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** Stands in for scripts/claimaudit, which would build the program; two rules are enough to follow the guide. */
    private static final String PROGRAM = """
            #!/bin/bash
            case $1 in run|check) set -- "$@" --only bed-days-exceed-stay,duplicate-line;; esac
            exec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dclaimaudit.home="%s" -cp "%s" org.claimaudit.Main "$@"
            """;

    @TempDir
    Path dir;

    @Test
    void theMonthlyCycleAsWritten() throws Exception {
        Path home = Path.of("").toAbsolutePath();
        Path checkout = Files.createDirectories(dir.resolve("claimaudit"));
        Path program = Files.createDirectories(checkout.resolve("scripts")).resolve("claimaudit");
        Files.writeString(program, PROGRAM.formatted(System.getProperty("java.home"), home, classPath()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(checkout.resolve("sample-data"), home.resolve("sample-data"));

        Path script = dir.resolve("guide.sh");
        Files.writeString(script, "set -euo pipefail\n" + commands("docs/monthly-cycle.md"));
        Path said = dir.resolve("said.txt");
        var builder = new ProcessBuilder("bash", script.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("LANG", "en_US.UTF-8");
        Process process = builder.directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isZero();
        assertThat(text)
                .containsSubsequence(
                        "Accepted by the institution: 1",
                        "Appealed: 1",
                        "Results taken: 12",
                        "decision of the case",
                        "Dismissed: 1",
                        "2026-04 is closed.",
                        "2026-04 is open again.",
                        "2026-04 is closed.",
                        "duplicate-line")
                .doesNotContain("claimaudit: ");
    }

    @Test
    void bothLanguagesHaveTheSameCommands() throws IOException {
        assertThat(commands("docs/monthly-cycle.zh-CN.md")).isNotEmpty().isEqualTo(commands("docs/monthly-cycle.md"));
    }

    /** The guide is followed from another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String commands(String guide) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(guide)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining());
    }
}
