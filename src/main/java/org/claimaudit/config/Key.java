package org.claimaudit.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every setting: its name, type and default. {@code --fail-on}, {@code fail-on:} and {@code CLAIMAUDIT_FAIL_ON} are one setting. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable, the suppliers without state
public enum Key {
    STORE(Type.PATH, "claimaudit-store"),
    OUT(Type.PATH, "claimaudit-out"),
    PROFILE(Type.PATH, ""),
    RULES(Type.PATH, "", true),
    ONLY(Type.TEXT, "", true),
    EXCLUDE(Type.TEXT, "", true),
    PACK(Type.TEXT, ""),
    REGION(Type.TEXT, ""),
    SEVERITY("", "low", "medium", "high", "critical"),
    LANG(Key::userLanguage, "zh", "en"),
    FAIL_ON("never", "never", "low", "medium", "high", "critical"),
    AS_OF(Type.DATE, ""),
    LOCK_WAIT(Type.DURATION, "0s"),
    MEMORY(Type.SIZE, Machine::memory),
    THREADS(Type.WHOLE, () -> String.valueOf(Runtime.getRuntime().availableProcessors())),
    RULE_TIMEOUT(Type.DURATION, "10m"),
    MAX_REJECTS(Type.PERCENT, "1%"),
    QUALITY_LIMIT(Type.PERCENT, "1%"),
    ACCEPT_QUALITY(Type.BOOLEAN, "false"),
    CSV("raw", "raw", "excel"),
    QUIET(Type.BOOLEAN, "false"),
    VERBOSE(Type.BOOLEAN, "false"),
    COLOR("auto", "auto", "always", "never"),
    REVEAL(Type.BOOLEAN, "false");

    final Type type;
    final boolean many;
    final List<String> choices;
    private final Supplier<String> preset;

    Key(Type type, String preset) {
        this(type, () -> preset, false, List.of());
    }

    Key(Type type, String preset, boolean many) {
        this(type, () -> preset, many, List.of());
    }

    Key(Type type, Supplier<String> preset) {
        this(type, preset, false, List.of());
    }

    Key(String preset, String... choices) {
        this(Type.CHOICE, () -> preset, false, List.of(choices));
    }

    Key(Supplier<String> preset, String... choices) {
        this(Type.CHOICE, preset, false, List.of(choices));
    }

    Key(Type type, Supplier<String> preset, boolean many, List<String> choices) {
        this.type = type;
        this.preset = preset;
        this.many = many;
        this.choices = choices;
    }

    /** The name in a configuration file, and of the option without its dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "CLAIMAUDIT_" + name();
    }

    /** Whether it takes several values. */
    public boolean isMany() {
        return many;
    }

    /** Whether its option takes no value. */
    public boolean isFlag() {
        return type == Type.BOOLEAN;
    }

    /** The words that it accepts; empty when it is no choice. */
    public List<String> choices() {
        return choices;
    }

    /** A word for its value in a usage text. */
    public String shape() {
        return switch (this) {
            case STORE, OUT, RULES -> "DIR";
            case PROFILE -> "FILE";
            case ONLY, EXCLUDE -> "ID,GLOB,…";
            case THREADS -> "N";
            case PACK -> "NAME";
            case REGION -> "DIVISION";
            case SEVERITY, FAIL_ON -> "LEVEL";
            default -> choices.isEmpty() ? type.name() : String.join("|", choices);
        };
    }

    /** What holds when nobody sets it; empty for nothing. */
    String preset() {
        return preset.get();
    }

    /** What a value looks like, for an error message. */
    String expected() {
        return choices.isEmpty() ? type.example() : choices.stream().collect(Collectors.joining(" | "));
    }

    static Optional<Key> of(String label) {
        return Arrays.stream(values()).filter(key -> key.label().equals(label)).findFirst();
    }

    private static String userLanguage() {
        return Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";
    }
}
