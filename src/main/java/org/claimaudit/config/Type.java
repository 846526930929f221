package org.claimaudit.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of settings: how each is read from text, and an example to show when it cannot be. */
enum Type {
    TEXT("core"),
    PATH("/var/lib/claimaudit"),
    BOOLEAN("true"),
    WHOLE("4"),
    /** DuckDB's memory sizes. */
    SIZE("4GB"),
    DURATION("10m"),
    DATE("2026-04-01"),
    /** A share in percent, 0 to 100. */
    PERCENT("1%"),
    CHOICE("");

    private static final Pattern SIZES =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?([KMGT]i?B)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATIONS = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

    private final String example;

    Type(String example) {
        this.example = example;
    }

    String example() {
        return example;
    }

    /** The value that the text stands for, or null when it stands for none. */
    @Nullable
    Object parse(String text, List<String> choices) {
        return switch (this) {
            case TEXT -> text.isBlank() ? null : text;
            case PATH -> path(text);
            case BOOLEAN -> truth(text);
            case WHOLE -> text.matches("[1-9]\\d{0,5}") ? Integer.valueOf(text) : null;
            case SIZE -> size(text);
            case DURATION -> duration(text);
            case DATE -> date(text);
            case PERCENT -> percent(text);
            case CHOICE -> choices.contains(text.toLowerCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : null;
        };
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> null;
        };
    }

    private static @Nullable String size(String text) {
        Matcher matcher = SIZES.matcher(text.strip());
        return matcher.matches() && new BigDecimal(matcher.group(1)).signum() > 0
                ? matcher.group(1) + unit(matcher.group(2))
                : null;
    }

    private static String unit(String unit) {
        return unit.toUpperCase(Locale.ROOT).replace("I", "i");
    }

    private static @Nullable Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATIONS.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal percent(String text) {
        String digits = text.strip().replaceAll(" ?%$", "");
        if (!digits.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            return null;
        }
        var percent = new BigDecimal(digits);
        return percent.compareTo(BigDecimal.valueOf(100)) <= 0 ? percent : null;
    }
}
