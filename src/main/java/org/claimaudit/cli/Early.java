package org.claimaudit.cli;

import java.util.List;
import java.util.Locale;
import org.claimaudit.config.Key;
import org.jspecify.annotations.Nullable;

/** What has to be known before the command line is understood and the settings are read: a usage error has a language, too. */
final class Early {
    private Early() {}

    /** The language of usage texts and early errors. */
    static Locale language(Console console, String... args) {
        String choice = choice(Key.LANG, console, args);
        return choice != null ? Locale.forLanguageTag(choice) : Locale.forLanguageTag(preset());
    }

    /** The colour choice of usage texts and early errors. */
    static String colour(Console console, String... args) {
        String choice = choice(Key.COLOR, console, args);
        return choice != null ? choice : "auto";
    }

    private static String preset() {
        return Locale.getDefault().getLanguage().equals("zh") ? "zh" : "en";
    }

    private static @Nullable String choice(Key key, Console console, String... args) {
        String option = "--" + key.label();
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            String value = args[i].startsWith(option + "=")
                    ? args[i].substring(option.length() + 1)
                    : args[i].equals(option) && i + 1 < args.length ? args[i + 1] : "";
            if (isChoice(key, value)) {
                return value.toLowerCase(Locale.ROOT);
            }
        }
        String value = console.environment().getOrDefault(key.variable(), "");
        return isChoice(key, value) ? value.toLowerCase(Locale.ROOT) : null;
    }

    private static boolean isChoice(Key key, String value) {
        List<String> choices = key.choices();
        return choices.contains(value.toLowerCase(Locale.ROOT));
    }
}
