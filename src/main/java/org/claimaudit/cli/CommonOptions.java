package org.claimaudit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.config.Key;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command takes, before or after its name: one for each setting, and a few that are no settings. They are built from
 * {@link Key}, so that files, environment and options cannot drift apart; values are checked with the settings, not here.
 */
final class CommonOptions {
    private static final Map<String, String> SHORT = Map.of("quiet", "-q", "verbose", "-v");

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private @Nullable Path config;
    private boolean dryRun;

    /** The values by the options' names without dashes. */
    Map<String, List<String>> values() {
        return values;
    }

    /** The configuration file that the user named. */
    @Nullable
    Path config() {
        return config;
    }

    boolean dryRun() {
        return dryRun;
    }

    void addTo(CommandSpec root) {
        for (Key key : Key.values()) {
            root.addOption(key.isFlag() ? flag(key) : valued(key));
        }
        root.addOption(option("--set", "RULE.PARAM=VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hideParamSyntax(true)
                .setter(keep("set"))
                .build());
        root.addOption(option("--config", "FILE")
                .type(Path.class)
                .setter(new ISetter() {
                    @Override
                    public <T> @Nullable T set(@Nullable T value) {
                        config = (Path) value;
                        return null;
                    }
                })
                .build());
        root.addOption(option("--dry-run", "")
                .type(boolean.class)
                .arity("0")
                .setter(new ISetter() {
                    @Override
                    public <T> @Nullable T set(@Nullable T value) {
                        dryRun = Boolean.TRUE.equals(value);
                        return null;
                    }
                })
                .build());
        root.addOption(OptionSpec.builder("-h", "--help")
                .descriptionKey("help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .build());
        root.addOption(OptionSpec.builder("-V", "--version")
                .descriptionKey("version")
                .versionHelp(true)
                .scopeType(ScopeType.INHERIT)
                .build());
    }

    private OptionSpec flag(Key key) {
        return option("--" + key.label(), "")
                .type(boolean.class)
                .arity("0")
                .setter(keep(key.label()))
                .build();
    }

    private OptionSpec valued(Key key) {
        var option = option("--" + key.label(), key.shape()).setter(keep(key.label()));
        if (!key.choices().isEmpty()) {
            option.completionCandidates(key.choices());
        }
        if (key.isMany()) {
            return option.type(List.class)
                    .auxiliaryTypes(String.class)
                    .splitRegex(",")
                    .hideParamSyntax(true)
                    .build();
        }
        return option.type(String.class).build();
    }

    private static OptionSpec.Builder option(String name, String label) {
        String bare = name.substring(2);
        String[] names =
                SHORT.containsKey(bare) ? new String[] {SHORT.getOrDefault(bare, ""), name} : new String[] {name};
        return OptionSpec.builder(names).paramLabel(label).descriptionKey(bare).scopeType(ScopeType.INHERIT);
    }

    /** picocli hands over what it has read so far again and again; before and after the command's name are two readings. */
    private void add(String name, String item) {
        List<String> items = values.computeIfAbsent(name, key -> new ArrayList<>());
        items.remove(item);
        items.add(item);
    }

    /** picocli sets null first, for an option that is not given. */
    private ISetter keep(String name) {
        return new ISetter() {
            @Override
            public <T> @Nullable T set(@Nullable T value) {
                if (value instanceof List<?> list) {
                    list.forEach(item -> add(name, String.valueOf(item)));
                } else if (value != null && !Boolean.FALSE.equals(value)) {
                    values.put(name, List.of(value.toString()));
                }
                return null;
            }
        };
    }
}
