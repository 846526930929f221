package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.stream.Stream;
import org.claimaudit.config.Key;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.ExitCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandLineTest {
    private static final String ESCAPE = "\u001b[";

    @TempDir
    Path dir;

    @Test
    void theExitCodesAreTheContracts() {
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::code))
                .containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 130, 143);
        String help = Call.of("--help").out();
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("(?m)^ +" + code.code() + " {3}\\S");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cofnig show                | cofnig  | Did you mean config?
            config shwo                | shwo    | Did you mean show?
            config show --tread=3      | --tread | Did you mean --threads?
            config show --format=xml   | xml     | text, json
            cases list --status=x      | x       | new, persisting
            config                     | show    | claimaudit config --help
            rules explain              | ID      | claimaudit rules explain --help
            --store                    | --store | claimaudit --help
            cases list --limit 1 --limit 2 | --limit is given twice | claimaudit cases list --help
            """)
    void aWrongCommandLineIsTwoSentencesOnStderrAndCode2(String line, String named, String advice) {
        Call call = Call.of(line.split(" "));
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines()).hasSize(2);
        assertThat(call.err().lines().findFirst().orElse(""))
                .startsWith("claimaudit: ")
                .contains(named);
        assertThat(call.err().lines().skip(1).findFirst().orElse(""))
                .startsWith("  ")
                .contains(advice);
    }

    @Test
    void aWrongParameterIsNamedWithItsPlace() throws IOException {
        Path config =
                Files.writeString(dir.resolve("c.yaml"), "lang: en\nset:\n  bed-days-exceed-stay.tolerance_days: 99\n");
        Call call = Call.of("rules", "list", "--config", config.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains(config + ":3: ", "\"99\" lies outside 0 to 3");
    }

    @Test
    void optionsStandBeforeOrAfterTheCommand() {
        Call call = Call.of("--threads", "3", "--only", "a,b", "config", "show", "--only", "c", "--lock-wait=5m", "-q");
        assertThat(call.out())
                .containsPattern("(?m)^threads +3 +--threads$")
                .containsPattern("(?m)^only +a,b,c +--only$")
                .containsPattern("(?m)^lock-wait +5m +--lock-wait$")
                .containsPattern("(?m)^quiet +true +--quiet$");
    }

    @Test
    void configShowPrintsEveryKeyAsJson() {
        Call call = Call.with(Map.of("CLAIMAUDIT_MEMORY", "3GB"), "config", "show", "--format", "json");
        for (Key key : Key.values()) {
            assertThat(call.out()).contains("\"name\" : \"" + key.label() + "\"");
        }
        assertThat(call.out().replaceAll("\\s+", " "))
                .contains("\"value\" : \"3GB\", \"source\" : \"environment\", \"where\" : \"CLAIMAUDIT_MEMORY\"");
    }

    @Test
    void aWrongConfigurationFileIsCode2() throws IOException {
        Path file = Files.writeString(dir.resolve("c.yaml"), "\nstroe: x\n");
        Call call = Call.of("config", "show", "--config", file.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains(file + ", line 2", "stroe", "Did you mean \"store\"?");
    }

    @Test
    void theLanguageIsTheOptionsThenTheEnvironments() {
        assertThat(Call.of("--lang", "zh", "confg").err()).contains("未知命令");
        assertThat(Call.of("confg", "--lang=zh").err()).contains("未知命令");
        assertThat(Call.with(Map.of("CLAIMAUDIT_LANG", "zh"), "confg").err()).contains("未知命令");
        assertThat(Call.with(Map.of("CLAIMAUDIT_LANG", "zh"), "confg", "--lang", "en")
                        .err())
                .contains("Unknown command");
        assertThat(Call.of("--lang", "zh", "--help").out()).contains("用法：claimaudit", "退出码");
    }

    @Test
    void theLanguageOfAConfigurationFileHolds() throws IOException {
        Path file = Files.writeString(dir.resolve("c.yaml"), "lang: zh\n");
        assertThat(Call.of("config", "show", "--config", file.toString()).out())
                .contains("setting "); // the environment is stronger
        assertThat(Call.with(Map.of("CLAIMAUDIT_LANG", ""), "config", "show", "--config", file.toString())
                        .out())
                .contains("设置项");
    }

    @Test
    void coloursOnlyWhereTheyAreSeenAndWanted() {
        assertThat(Call.of("doctor-who").err()).doesNotContain(ESCAPE);
        assertThat(Call.onTerminal(Map.of("TERM", "xterm"), "who").err()).contains(ESCAPE);
        assertThat(Call.onTerminal(Map.of("TERM", "dumb"), "who").err()).doesNotContain(ESCAPE);
        assertThat(Call.onTerminal(Map.of("NO_COLOR", "1"), "who").err()).doesNotContain(ESCAPE);
        assertThat(Call.with(Map.of("CLICOLOR_FORCE", "1"), "who").err()).contains(ESCAPE);
        assertThat(Call.with(Map.of("NO_COLOR", "1"), "who", "--color", "always")
                        .err())
                .contains(ESCAPE);
        assertThat(Call.onTerminal(Map.of(), "--color=never", "--help").out()).doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyUsageTextFitsIntoEightyColumnsAndSaysSomething(String language) {
        for (CommandSpec command : commands(new CommandLine(new ClaimAudit()).getCommandSpec())) {
            List<String> names =
                    new ArrayList<>(List.of(command.qualifiedName(" ").split(" ")));
            names.set(0, "--lang=" + language);
            names.add("--help");
            Call call = Call.of(names.toArray(String[]::new));
            assertThat(call.code()).isZero();
            assertThat(call.err()).isEmpty();
            assertThat(call.out().lines())
                    .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80));
            assertThat(command.usageMessage().header())
                    .as(command.qualifiedName())
                    .isNotEmpty();
            assertThat(command.args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as("%s %s", command.qualifiedName(), argument)
                            .isNotEmpty());
        }
    }

    @TestFactory
    Stream<DynamicTest> bothLanguagesHaveTheSameTexts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith("_zh.properties"))
                    .map(name -> name.replace(".properties", ""))
                    .toList()
                    .stream()
                    .map(name -> DynamicTest.dynamicTest(
                            name, () -> assertThat(keys(name + "_zh")).isEqualTo(keys(name))));
        }
    }

    private static List<String> keys(String name) throws IOException {
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/messages", name + ".properties"))) {
            return new PropertyResourceBundle(in).keySet().stream().sorted().toList();
        }
    }

    @Test
    void completesInBothShells() {
        assertThat(Call.of("completion").out()).contains("complete -F", "--fail-on", "explain");
        assertThat(Call.of("completion", "zsh").out()).startsWith("#compdef claimaudit");
        assertThat(Call.of("completion", "fish").code()).isEqualTo(2);
    }

    @Test
    void helpShowsACommandsUsage() {
        assertThat(Call.of("help", "config", "show").out())
                .isEqualTo(Call.of("config", "show", "--help").out());
        assertThat(Call.of("help").out()).isEqualTo(Call.of("--help").out());
        assertThat(Call.of("help", "cofnig").err()).contains("Did you mean config?");
    }

    private static List<CommandSpec> commands(CommandSpec root) {
        var all = new ArrayList<CommandSpec>(List.of(root));
        root.subcommands().values().forEach(sub -> all.addAll(commands(sub.getCommandSpec())));
        return all;
    }
}
