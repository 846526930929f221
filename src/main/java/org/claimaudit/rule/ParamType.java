package org.claimaudit.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of rule parameters and the Java values that stand for them. */
public enum ParamType {
    /** {@link Long}. */
    INTEGER,
    /** {@link BigDecimal}. */
    DECIMAL,
    /** {@link String}. */
    TEXT,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link LocalDate}, written {@code 2026-03-31}. */
    DATE,
    /** {@link List} of texts, written with commas between them. */
    LIST;

    /** The word in rule files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException when it is none of this type
     */
    public Object parse(String text) {
        try {
            return switch (this) {
                case INTEGER -> Long.valueOf(text.strip());
                case DECIMAL -> new BigDecimal(text.strip());
                case TEXT -> text;
                case BOOLEAN -> truth(text.strip());
                case DATE -> LocalDate.parse(text.strip());
                case LIST ->
                    Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(item -> !item.isEmpty())
                            .toList();
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The text that {@link #parse} reads back as the value. */
    public static String format(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }
}
