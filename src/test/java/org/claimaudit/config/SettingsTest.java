package org.claimaudit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.claimaudit.config.Origin.Source;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path dir;

    @Test
    void eachLayerPrevailsOverTheOneBelow() throws IOException {
        Files.writeString(dir.resolve("system.yaml"), "store: s1\nout: s2\nmemory: 1GB\nthreads: 1\n");
        Files.writeString(dir.resolve("project.yaml"), "\nout: p2\nmemory: 2GB\nthreads: 2\n");
        var settings =
                load(Map.of("CLAIMAUDIT_MEMORY", "3GB", "CLAIMAUDIT_THREADS", "3"), Map.of("threads", List.of("4")));
        assertThat(settings.store()).isEqualTo(Path.of("s1"));
        assertThat(settings.out()).isEqualTo(Path.of("p2"));
        assertThat(settings.memory()).isEqualTo("3GB");
        assertThat(settings.threads()).isEqualTo(4);
        assertThat(settings.lockWait()).isEqualTo(Duration.ZERO);
        assertThat(settings.get(Key.STORE).origin()).isEqualTo(new Origin(Source.FILE, file("system.yaml") + ":1"));
        assertThat(settings.get(Key.OUT).origin()).isEqualTo(new Origin(Source.FILE, file("project.yaml") + ":2"));
        assertThat(settings.get(Key.MEMORY).origin()).isEqualTo(new Origin(Source.ENVIRONMENT, "CLAIMAUDIT_MEMORY"));
        assertThat(settings.get(Key.THREADS).origin()).isEqualTo(new Origin(Source.OPTION, "--threads"));
        assertThat(settings.get(Key.LOCK_WAIT).origin().source()).isEqualTo(Source.DEFAULT);
    }

    @Test
    void parametersOfRulesAddUpOverTheLayers() throws IOException {
        Files.writeString(dir.resolve("project.yaml"), """
                set:
                  bed-days-exceed-stay.tolerance_days: 1
                  split-stay: { max_gap_days: 10, share: 0.5 }
                """);
        var settings = load(
                Map.of("CLAIMAUDIT_SET", "split-stay.share=0.6, a.b=x=y"),
                Map.of("set", List.of("split-stay.max_gap_days=7")));
        assertThat(settings.parameters())
                .containsExactly(
                        Map.entry("a.b", "x=y"),
                        Map.entry("bed-days-exceed-stay.tolerance_days", "1"),
                        Map.entry("split-stay.max_gap_days", "7"),
                        Map.entry("split-stay.share", "0.6"));
        assertThat(settings.all())
                .filteredOn(setting -> setting.name().equals("set.split-stay.share"))
                .singleElement()
                .extracting(Setting::origin)
                .isEqualTo(new Origin(Source.ENVIRONMENT, "CLAIMAUDIT_SET"));
    }

    @Test
    void readsEveryType() throws IOException {
        Files.writeString(dir.resolve("project.yaml"), """
                # a comment
                only: [split-*, duplicate-line]
                rules: local-rules
                profile:
                lang: ZH
                fail-on: high
                as-of: 2026-04-01
                lock-wait: 10m
                memory: 1.5gb
                max-rejects: 0.5%
                quiet: yes
                """);
        var settings = load(Map.of("CLAIMAUDIT_EXCLUDE", "a, b"), Map.of());
        assertThat(settings.only()).containsExactly("split-*", "duplicate-line");
        assertThat(settings.exclude()).containsExactly("a", "b");
        assertThat(settings.rules()).containsExactly(Path.of("local-rules"));
        assertThat(settings.profile()).isNull();
        assertThat(settings.lang()).isEqualTo("zh");
        assertThat(settings.failOn()).isEqualTo("high");
        assertThat(settings.asOf()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(settings.lockWait()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.memory()).isEqualTo("1.5GB");
        assertThat(settings.maxRejects()).isEqualTo(new BigDecimal("0.5"));
        assertThat(settings.quiet()).isTrue();
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestKey() throws IOException {
        Files.writeString(dir.resolve("project.yaml"), "store: s\nlock_wiat: 10m\n");
        assertUserError(
                () -> load(Map.of(), Map.of()), file("project.yaml") + ", line 2", "\"lock_wiat\"", "lock-wait");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'threads: many'        | many
            'threads: 0'           | 0
            'threads: [1, 2]'      | SEQUENCE
            'memory: 4'            | 4
            'lock-wait: 10 min'    | 10 min
            'as-of: 2026-02-30'    | 2026-02-30
            'quiet: perhaps'       | perhaps
            'fail-on: hihg'        | never | low | medium | high | critical
            'max-rejects: 101%'    | 101%
            'set: 5'               | 5
            'set: { rule: 1 }'     | set.rule
            'store: a: b'          | line 1
            """)
    void aWrongValueIsNamed(String line, String named) throws IOException {
        Files.writeString(dir.resolve("project.yaml"), line);
        assertUserError(() -> load(Map.of(), Map.of()), file("project.yaml"), named);
    }

    @Test
    void aKeyMayStandOnce() throws IOException {
        Files.writeString(dir.resolve("project.yaml"), "store: a\nstore: b\n");
        assertUserError(() -> load(Map.of(), Map.of()), "line 2", "store");
    }

    @Test
    void theVariableOrOptionWithAWrongValueIsNamed() {
        assertUserError(() -> load(Map.of("CLAIMAUDIT_MEMORY", "lots"), Map.of()), "CLAIMAUDIT_MEMORY", "lots", "4GB");
        assertUserError(() -> load(Map.of(), Map.of("as-of", List.of("soon"))), "--as-of", "soon");
        assertUserError(() -> load(Map.of(), Map.of("set", List.of("tolerance=1"))), "--set", "tolerance=1");
    }

    @Test
    void aNamedFileHasToBeThereAndReplacesTheProjects() throws IOException {
        Files.writeString(dir.resolve("project.yaml"), "store: p\n");
        Files.writeString(dir.resolve("named.yaml"), "out: n\n");
        var settings = Settings.load(new Layers(
                dir.resolve("none"), dir.resolve("project.yaml"), dir.resolve("named.yaml"), Map.of(), Map.of()));
        assertThat(settings.store()).isEqualTo(Path.of("claimaudit-store"));
        assertThat(settings.out()).isEqualTo(Path.of("n"));
        assertUserError(() -> load(Map.of("CLAIMAUDIT_CONFIG", "/no/such.yaml"), Map.of()), "/no/such.yaml");
    }

    private Settings load(Map<String, String> environment, Map<String, List<String>> options) {
        return Settings.load(
                new Layers(dir.resolve("system.yaml"), dir.resolve("project.yaml"), null, environment, options));
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private static void assertUserError(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... named) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(UserError.class))
                .satisfies(error -> {
                    assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE.code());
                    assertThat(error.what() + " " + error.todo()).contains(named);
                });
    }
}
