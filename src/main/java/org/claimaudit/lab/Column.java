package org.claimaudit.lab;

import java.util.Locale;
import java.util.function.Function;

/**
 * One column of an export under its three names.
 *
 * @param platform name in the platform's tables, lower case
 * @param message name in the interface messages
 * @param chinese name in Chinese sheets
 * @param value of a row; empty text for null
 */
record Column<T>(String platform, String message, String chinese, Function<T, String> value) {

    /** A column whose interface name is the platform's. */
    static <T> Column<T> of(String name, String chinese, Function<T, String> value) {
        return new Column<>(name, name, chinese, value);
    }

    String header(Layout layout) {
        return switch (layout) {
            case PLATFORM -> platform.toUpperCase(Locale.ROOT);
            case INTERFACE -> message;
            case CHINESE -> chinese;
        };
    }
}
