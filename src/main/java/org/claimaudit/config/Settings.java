package org.claimaudit.config;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** The settings of one call, checked, each with its origin. Defaults are worked out only when they are asked for. */
public final class Settings {
    private final Map<Key, Setting> given = new EnumMap<>(Key.class);
    private final SortedMap<String, Setting> parameters = new TreeMap<>();

    private Settings() {}

    /**
     * Reads and checks every layer.
     *
     * @throws UserError {@link ExitCode#USAGE} naming file and line, variable or option, the value and what was expected
     */
    public static Settings load(Layers layers) {
        var settings = new Settings();
        for (Given given : layers.read()) {
            if (given.isParameter()) {
                String text = given.values().get(0);
                settings.parameters.put(given.name(), new Setting(given.name(), text, text, given.origin()));
            } else {
                settings.put(Key.of(given.name()).orElseThrow(), given);
            }
        }
        return settings;
    }

    private void put(Key key, Given item) {
        given.put(key, setting(key, item.values(), item.origin()));
    }

    private static Setting setting(Key key, List<String> texts, Origin origin) {
        var values = new ArrayList<Object>();
        for (String text : texts) {
            Object value = key.type.parse(text, key.choices);
            if (value == null) {
                throw wrong(key.label(), text, origin, key.expected());
            }
            values.add(value);
        }
        Object value = key.many ? List.copyOf(values) : values.isEmpty() ? null : values.get(0);
        return new Setting(key.label(), value, String.join(",", texts), origin);
    }

    static UserError wrong(String name, String value, Origin origin, String expected) {
        return new UserError(
                ExitCode.USAGE,
                Messages.text("config.wrong", origin.where(), name, value),
                Messages.text("config.wrong.todo", expected));
    }

    /** One setting. */
    public Setting get(Key key) {
        Setting setting = given.get(key);
        if (setting != null) {
            return setting;
        }
        String preset = key.preset();
        return setting(key, preset.isEmpty() ? List.of() : List.of(preset), Origin.OF_DEFAULT);
    }

    /** Every setting in the order of {@link Key}, then the rules' parameters by name. */
    public List<Setting> all() {
        return Stream.concat(Arrays.stream(Key.values()).map(this::get), parameters.values().stream())
                .toList();
    }

    /** The rules' parameters: {@code rule.param} to the value's text. */
    public SortedMap<String, String> parameters() {
        var texts = new TreeMap<String, String>();
        parameters.forEach((name, setting) -> texts.put(name.substring(Given.PARAMETER.length()), setting.text()));
        return texts;
    }

    /** Where the value of a rule's parameter stands: file and line, variable or option. */
    public String whereIs(String parameter) {
        return Objects.requireNonNull(parameters.get(Given.PARAMETER + parameter))
                .origin()
                .where();
    }

    public Path store() {
        return value(Key.STORE, Path.class);
    }

    public Path out() {
        return value(Key.OUT, Path.class);
    }

    public @Nullable Path profile() {
        return (Path) get(Key.PROFILE).value();
    }

    /** Folders with rules besides the shipped ones. */
    public List<Path> rules() {
        return values(Key.RULES, Path.class);
    }

    /** Ids and globs of the rules to take; empty for all. */
    public List<String> only() {
        return values(Key.ONLY, String.class);
    }

    /** Ids and globs of the rules to leave out. */
    public List<String> exclude() {
        return values(Key.EXCLUDE, String.class);
    }

    public @Nullable String pack() {
        return (String) get(Key.PACK).value();
    }

    /** The division whose code values the data have; empty for the national ones. */
    public String region() {
        return get(Key.REGION).text();
    }

    /** The least severity of the rules to take. */
    public @Nullable String severity() {
        return (String) get(Key.SEVERITY).value();
    }

    /** {@code zh} or {@code en}. */
    public String lang() {
        return value(Key.LANG, String.class);
    }

    /** {@code never} or the severity from which findings make the exit code 4. */
    public String failOn() {
        return value(Key.FAIL_ON, String.class);
    }

    /** The day from which the run looks back; null for the day after the audited period. */
    public @Nullable LocalDate asOf() {
        return (LocalDate) get(Key.AS_OF).value();
    }

    public Duration lockWait() {
        return value(Key.LOCK_WAIT, Duration.class);
    }

    /** DuckDB's memory limit, for example {@code 4GB}. */
    public String memory() {
        return value(Key.MEMORY, String.class);
    }

    public int threads() {
        return value(Key.THREADS, Integer.class);
    }

    /** The time that one rule may take. */
    public Duration ruleTimeout() {
        return value(Key.RULE_TIMEOUT, Duration.class);
    }

    /** The share of a file's records, in percent, above which rejects make a run incomplete. */
    public BigDecimal maxRejects() {
        return value(Key.MAX_REJECTS, BigDecimal.class);
    }

    /** The share of an institution's money, in percent, above which bad data withhold its amounts. */
    public BigDecimal qualityLimit() {
        return value(Key.QUALITY_LIMIT, BigDecimal.class);
    }

    /** Whether bad data withhold nothing. */
    public boolean acceptQuality() {
        return value(Key.ACCEPT_QUALITY, Boolean.class);
    }

    /** {@code raw} or {@code excel}. */
    public String csv() {
        return value(Key.CSV, String.class);
    }

    public boolean quiet() {
        return value(Key.QUIET, Boolean.class);
    }

    public boolean verbose() {
        return value(Key.VERBOSE, Boolean.class);
    }

    /** {@code auto}, {@code always} or {@code never}. */
    public String color() {
        return value(Key.COLOR, String.class);
    }

    /** Whether personal data leave unmasked. */
    public boolean reveal() {
        return value(Key.REVEAL, Boolean.class);
    }

    private <T> T value(Key key, Class<T> type) {
        return type.cast(requireNonNull(get(key).value()));
    }

    private <T> List<T> values(Key key, Class<T> type) {
        return ((List<?>) requireNonNull(get(key).value()))
                .stream().map(type::cast).toList();
    }
}
