package org.claimaudit.support;

import java.util.Locale;

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

    /** The text of a message key in both languages, see {@link Messages#in}. */
    public static Bilingual of(String key, Object... arguments) {
        return new Bilingual(Messages.in(Locale.ENGLISH, key, arguments), Messages.in(Locale.CHINESE, key, arguments));
    }
}
