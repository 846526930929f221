package org.claimaudit.report;

import gg.jte.Content;
import gg.jte.html.escape.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.claimaudit.report.Indicators.Indicator;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;

/** Texts of the page, each in both languages: the page shows one and can change to the other. */
final class Words {
    /** A text of {@code html.properties}. */
    Content say(String key, Object... arguments) {
        return both(Bilingual.of("html." + key, arguments));
    }

    /** What people call a code, or the code itself where we have no word for it. */
    Content name(String kind, String code) {
        return both(named(kind, code));
    }

    /** Both languages in elements of which the page shows one. */
    Content both(Bilingual text) {
        return output -> {
            for (String language : List.of("zh", "en")) {
                output.writeContent("<span lang=\"" + language + "\">");
                Escape.htmlContent(DisplayWidth.plain(text.in(Locale.forLanguageTag(language))), output);
                output.writeContent("</span>");
            }
        };
    }

    /** Whom an indicator speaks of. */
    Content subject(Indicator of) {
        String subject = String.valueOf(of.subject());
        if (subject.isEmpty()) {
            return say("everything");
        }
        String name = of.name();
        return name == null
                ? name("type", subject)
                : output -> Escape.htmlContent(DisplayWidth.plain(subject + " " + name), output);
    }

    /** A hospital's level, or nothing where there is none. */
    Content level(String code) {
        return code.isEmpty() ? output -> {} : name("level", code);
    }

    /** What people call a code, see {@link #name}. */
    static Bilingual named(String kind, String code) {
        try {
            return Bilingual.of("summary." + kind + "." + code);
        } catch (MissingResourceException e) {
            return new Bilingual(code, code);
        }
    }

    /** The texts that the script says, by language and key. */
    static Map<String, Map<String, String>> forScript() {
        var texts = new TreeMap<String, Map<String, String>>();
        for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
            var keys = new TreeMap<String, String>();
            keys().forEach(key -> keys.put(key.substring("html.".length()), Messages.in(language, key)));
            texts.put(language.getLanguage(), keys);
        }
        return texts;
    }

    private static List<String> keys() {
        return new ArrayList<>(
                ResourceBundle.getBundle("messages.html", Locale.ROOT).keySet());
    }
}
