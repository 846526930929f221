package org.claimaudit.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.claimaudit.config.Origin.Source;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, weakest first.
 *
 * @param system the machine's configuration file, read when it is there
 * @param project the working folder's, read when it is there and no other is named
 * @param named the file that the user named; it has to be there
 * @param environment the process's variables; those that begin with {@code CLAIMAUDIT_} count
 * @param options values by the option's name without dashes; {@code set} holds {@code rule.param=value}
 */
public record Layers(
        Path system,
        Path project,
        @Nullable Path named,
        Map<String, String> environment,
        Map<String, List<String>> options) {
    private static final String CONFIG_VARIABLE = "CLAIMAUDIT_CONFIG";

    /** The usual places. */
    public static Layers usual(
            @Nullable Path named, Map<String, String> environment, Map<String, List<String>> options) {
        return new Layers(
                Path.of("/etc/claimaudit/claimaudit.yaml"), Path.of("claimaudit.yaml"), named, environment, options);
    }

    /** What each layer says, weakest first. */
    List<Given> read() {
        var given = new ArrayList<Given>();
        if (Files.exists(system)) {
            given.addAll(ConfigFile.read(system));
        }
        Path chosen = chosen();
        if (chosen != null) {
            given.addAll(ConfigFile.read(chosen));
        }
        given.addAll(variables());
        given.addAll(chosenOptions());
        return given;
    }

    private @Nullable Path chosen() {
        String variable = environment.getOrDefault(CONFIG_VARIABLE, "");
        Path wanted = named != null ? named : variable.isEmpty() ? null : Path.of(variable);
        if (wanted == null) {
            return Files.exists(project) ? project : null;
        }
        if (!Files.isRegularFile(wanted)) {
            throw new UserError(
                    ExitCode.USAGE, Messages.text("config.missing", wanted), Messages.text("config.missing.todo"));
        }
        return wanted;
    }

    private List<Given> variables() {
        var given = new ArrayList<Given>();
        for (Key key : Key.values()) {
            String value = environment.getOrDefault(key.variable(), "");
            if (!value.isEmpty()) {
                var origin = new Origin(Source.ENVIRONMENT, key.variable());
                given.add(new Given(key.label(), key.many ? items(value) : List.of(value), origin));
            }
        }
        String parameters = environment.getOrDefault("CLAIMAUDIT_SET", "");
        items(parameters).forEach(item -> given.add(parameter(item, new Origin(Source.ENVIRONMENT, "CLAIMAUDIT_SET"))));
        return given;
    }

    private List<Given> chosenOptions() {
        var given = new ArrayList<Given>();
        options.forEach((name, values) -> {
            var origin = new Origin(Source.OPTION, "--" + name);
            if (name.equals("set")) {
                values.forEach(value -> given.add(parameter(value, origin)));
            } else {
                given.add(new Given(name, values, origin));
            }
        });
        return given;
    }

    /** Reads {@code rule.param=value}. */
    private static Given parameter(String text, Origin origin) {
        int equals = text.indexOf('=');
        int dot = text.indexOf('.');
        if (dot < 1 || equals < dot + 2) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("config.parameter", origin.where(), text),
                    Messages.text("config.parameter.todo"));
        }
        String name = Given.PARAMETER + text.substring(0, equals).strip();
        return new Given(name, List.of(text.substring(equals + 1).strip()), origin);
    }

    private static List<String> items(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
