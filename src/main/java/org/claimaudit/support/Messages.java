package org.claimaudit.support;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Texts for people, in English and Chinese. A key's first part names its file: {@code store.locked} stands in
 * {@code messages/store.properties} and {@code messages/store_zh.properties}. Placeholders as in {@link MessageFormat}; hand numbers over as
 * text, so that no locale changes their form.
 */
public final class Messages {
    private static final Control FALL_BACK_TO_ENGLISH = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** The language of this process: one command line speaks one language. */
    private static volatile Locale language = Locale.ENGLISH;

    private Messages() {}

    /** Sets the language of this process. */
    public static void speak(Locale locale) {
        language = locale;
    }

    /** The language of this process. */
    public static Locale language() {
        return language;
    }

    /** The text of a key in the language of this process. */
    public static String text(String key, Object... arguments) {
        return in(language, key, arguments);
    }

    /**
     * The text of a key in a given language.
     *
     * @throws java.util.MissingResourceException when there is no such key
     */
    public static String in(Locale locale, String key, Object... arguments) {
        String file = key.substring(0, key.indexOf('.'));
        String pattern = ResourceBundle.getBundle("messages." + file, locale, FALL_BACK_TO_ENGLISH)
                .getString(key);
        return new MessageFormat(pattern, Locale.ROOT)
                .format(Arrays.stream(arguments).map(Messages::harmless).toArray());
    }

    /** Names of files, headers and values come from anybody; a terminal must not obey them. */
    private static Object harmless(Object argument) {
        return argument instanceof Number ? argument : DisplayWidth.plainLines(String.valueOf(argument));
    }
}
