package org.claimaudit.support;

import java.util.regex.Pattern;

/** Personal data on the way out: enough is left to tell two rows apart on a desk, not to know the person. */
public final class Mask {
    private static final Pattern LONG_DIGITS = Pattern.compile("[0-9]{5,}[0-9Xx]");
    private static final Pattern FOREIGN = Pattern.compile("[^\\x00-\\x7f]+");

    private Mask() {}

    /** How a value is masked. */
    public enum Kind {
        /** A number: its last three characters stay. */
        ID,
        /** A name: its first character stays. */
        NAME,
        /** Everything goes. */
        ALL
    }

    /** The value masked as its kind asks. */
    public static String value(Kind kind, String value) {
        return switch (kind) {
            case ID -> id(value);
            case NAME -> name(value);
            case ALL -> value.isEmpty() ? "" : "***";
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
