package org.claimaudit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * Messages of findings, folded: a rule says the same of many stays with other figures. What repeats is kept once, what differs stands with the
 * finding. A place is a mark and a character: {@code n} for the institution's name, {@code 0}, {@code 1} … for the values in their order.
 */
final class Phrases {
    /** One message: the numbers of its phrases and the values that go into both. */
    record Message(int zh, int en, List<String> values) {}

    /** Cannot stand in a text that was made harmless. */
    private static final char MARK = '\u0001';

    /** More values than this stay in the phrase. */
    private static final int VALUES = 60;

    private static final Pattern VALUE = Pattern.compile("[0-9*]+(?:[.,:/-][0-9]+)*");

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** Folds a message; {@code name} is the institution's, if it may stand in it. */
    Message fold(Bilingual message, @Nullable String name) {
        var values = new ArrayList<String>();
        int zh = number(phrase(message.zh(), name, values));
        int en = number(phrase(message.en(), name, values));
        return new Message(zh, en, values);
    }

    /** All phrases, by number. */
    List<String> all() {
        return List.copyOf(numbers.keySet());
    }

    private int number(String phrase) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(phrase, next);
        return known == null ? next : known;
    }

    private static String phrase(String message, @Nullable String name, List<String> values) {
        String text = name == null || name.isEmpty() ? message : message.replace(name, MARK + "n");
        Matcher value = VALUE.matcher(text);
        return value.replaceAll(found -> {
            int at = values.indexOf(found.group());
            if (at < 0 && values.size() < VALUES) {
                at = values.size();
                values.add(found.group());
            }
            return at < 0 ? Matcher.quoteReplacement(found.group()) : MARK + Character.toString('0' + at);
        });
    }
}
