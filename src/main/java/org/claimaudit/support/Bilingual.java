package org.claimaudit.support;

import java.util.Locale;
import java.util.stream.Stream;

/** One text in the two languages of this project. */
public record Bilingual(String en, String zh) {
    /** The text in a language; English for every language but Chinese. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }

    /** The text in the language of this process. */
    public String text() {
        return in(Messages.language());
    }

    /** The text of a message key in both languages, see {@link Messages#in}; an argument may be in two languages itself. */
    public static Bilingual of(String key, Object... arguments) {
        return new Bilingual(in(Locale.ENGLISH, key, arguments), in(Locale.CHINESE, key, arguments));
    }

    private static String in(Locale language, String key, Object... arguments) {
        return Messages.in(
                language,
                key,
                Stream.of(arguments)
                        .map(argument -> argument instanceof Bilingual text ? text.in(language) : argument)
                        .toArray());
    }
}
