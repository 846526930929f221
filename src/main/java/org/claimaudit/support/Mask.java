package org.claimaudit.support;

import java.util.regex.Pattern;

/** Personal data on the way out: enough is left to tell two rows apart on a desk, not to know the person. */
public final class Mask {
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9]{5,}[0-9Xx]");
    private static final Pattern FOREIGN = Pattern.compile("[^\\x00-\\x7f]+");
    /** A mobile or identity number. */
    private static final Pattern PERSONAL_DIGITS =
            Pattern.compile("(?<![0-9])(?:1[0-9]{10}|[0-9]{15}|[0-9]{17}[0-9Xx])(?![0-9])");

    /** Words other than the units of dates and money. */
    private static final Pattern WORDS = Pattern.compile("[\\p{IsHan}&&[^年月日号时点分秒上下午元角]]+");

    private Mask() {}

    /** How a value is masked. */
    public enum Kind {
        /** A number: its last three characters stay. */
        ID,
        /** A name: its first character stays. */
        NAME,
        /** Everything goes. */
        ALL,
        /** What stands where a number or a date belongs, as in a row whose cells are shifted: mobile and identity numbers and Chinese words. */
        STRAY
    }

    /** The value masked as its kind asks. */
    public static String value(Kind kind, String value) {
        return switch (kind) {
            case ID -> id(value);
            case NAME -> name(value);
            case ALL -> value.isEmpty() ? "" : "***";
            case STRAY ->
                WORDS.matcher(PERSONAL_DIGITS.matcher(value).replaceAll(m -> id(m.group())))
                        .replaceAll("**");
        };
    }

    /** A personal number: as many asterisks as it has characters, the last three left; three characters and fewer go whole. */
    public static String id(String value) {
        int length = value.length();
        return length <= 3 ? "*".repeat(length) : "*".repeat(length - 3) + value.substring(length - 3);
    }

    /** A name: its first character and two asterisks. */
    public static String name(String value) {
        return value.isEmpty() ? "" : Character.toString(value.codePointAt(0)) + "**";
    }

    /** A line whose columns are unknown: runs of six digits and more, and all text beyond ASCII. */
    public static String line(String text) {
        String digits = LONG_DIGITS.matcher(text).replaceAll(m -> id(m.group()));
        return FOREIGN.matcher(digits).replaceAll("**");
    }
}
