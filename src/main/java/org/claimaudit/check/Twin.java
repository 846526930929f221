package org.claimaudit.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimaudit.ingest.ColumnDef;
import org.claimaudit.ingest.ColumnType;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.jspecify.annotations.Nullable;

/**
 * What a case gives, a second time: the same persons, institutions, stays and payments under other numbers and names. A rule has to say the
 * same of them, and neither copy may change what it says of the other.
 */
final class Twin {
    /** Sorts before every letter and digit, so that the copies stand in the order of the originals. */
    private static final String MARK = "#2";

    private static final Pattern ID_CARD = Pattern.compile("\\d{17}[\\dXx]");

    private final Map<String, List<Map<String, @Nullable String>>> given = new LinkedHashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Pattern names;

    Twin(Map<String, List<Map<String, @Nullable String>>> originals) {
        originals.forEach((name, rows) -> {
            TableDef table = Tables.get(name);
            var copies = new ArrayList<Map<String, @Nullable String>>();
            for (Map<String, @Nullable String> row : rows) {
                Map<String, @Nullable String> copy = copy(table, row);
                // What names nobody, as a price list or a region's figures, holds for both copies and stands there
                // once.
                if (!copy.equals(row)) {
                    copies.add(copy);
                }
            }
            given.put(name, copies);
        });
        String all = renamed.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Twin::whole)
                .collect(Collectors.joining("|"));
        names = Pattern.compile(all);
    }

    /** The rows of the second copy by canonical table. */
    Map<String, List<Map<String, @Nullable String>>> given() {
        return given;
    }

    /** What a text about the originals says of the copy. */
    String forward(String text) {
        return names.matcher(text).replaceAll(name -> Matcher.quoteReplacement(renamed.getOrDefault(name.group(), "")));
    }

    /** Whether a finding is about the copy. */
    boolean names(List<String> key) {
        return key.stream().anyMatch(value -> renamed.values().stream().anyMatch(value::contains));
    }

    private Map<String, @Nullable String> copy(TableDef table, Map<String, @Nullable String> row) {
        var copy = new LinkedHashMap<>(row);
        for (ColumnDef column : table.columns()) {
            String value = row.get(column.name());
            if (column.identifies() && value != null && !value.isEmpty()) {
                copy.put(
                        column.name(),
                        renamed.computeIfAbsent(
                                value, name -> column.type() == ColumnType.CERT ? otherCard(name) : name + MARK));
            }
        }
        return copy;
    }

    /** A number as a pattern that finds it in a text, but not in a longer number. */
    private static String whole(String name) {
        String quoted = Pattern.quote(name);
        boolean opens = isWord(name.charAt(0));
        boolean closes = isWord(name.charAt(name.length() - 1));
        return (opens ? "(?<![A-Za-z0-9])" : "") + quoted + (closes ? "(?![A-Za-z0-9])" : "");
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /**
     * The number of another identity card with the same birthday, sex and check digit: the 15th and 16th digits change so that the weighted
     * sum of GB 11643 (weights 8 and 4 there, modulo 11) stays. What is no such number is marked as any other.
     */
    private static String otherCard(String number) {
        if (!ID_CARD.matcher(number).matches()) {
            return number + MARK;
        }
        int first = number.charAt(14) - '0';
        int second = number.charAt(15) - '0';
        int other = first;
        int balance;
        do {
            other = (other + 1) % 10;
            balance = Math.floorMod(second - 2 * (other - first), 11);
        } while (balance > 9);
        return number.substring(0, 14) + other + balance + number.substring(16);
    }
}
