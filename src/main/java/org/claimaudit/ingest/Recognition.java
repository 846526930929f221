package org.claimaudit.ingest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A header read as that of one table.
 *
 * @param table the table
 * @param targets the canonical column that each column of the file feeds; null for one that is left out
 * @param copies canonical columns without a source of their own, with the one whose value they take
 * @param missing indispensable columns that no column of the file feeds, alternatives together
 * @param width how many named columns the file has
 */
record Recognition(
        TableDef table,
        List<@Nullable String> targets,
        Map<String, String> copies,
        List<List<String>> missing,
        int width) {
    /** Tables' header names: where each leads, and how early it stands among the column's names. */
    private static final Map<String, Map<String, Name>> NAMES = new HashMap<>();

    /** The names of all tables. */
    private static final Set<String> ALL_NAMES = new HashSet<>();

    private record Name(ColumnDef column, int rank) {}

    static {
        for (TableDef table : Tables.all()) {
            var names = new HashMap<String, Name>();
            for (ColumnDef column : table.columns()) {
                List<String> all = column.allNames();
                for (int rank = 0; rank < all.size(); rank++) {
                    names.putIfAbsent(HeaderNames.normalise(all.get(rank)), new Name(column, rank));
                }
            }
            NAMES.put(table.name(), names);
            ALL_NAMES.addAll(names.keySet());
        }
    }

    /** Whether a row has so few names of columns that it is no header; costs less than {@link #best}, which need not be asked then. */
    static boolean hardly(List<String> row) {
        List<String> names = normalised(row).stream().filter(n -> !n.isEmpty()).toList();
        long known = names.stream()
                .filter(n -> ALL_NAMES.contains(n) || ALL_NAMES.contains(HeaderNames.withoutNote(n)))
                .count();
        return known < Math.min(2, names.size());
    }

    /** The table whose header this is most likely meant to be; empty when hardly a name is known. */
    static Optional<Recognition> best(List<String> header) {
        List<String> names = normalised(header);
        List<String> bare = bare(names);
        return Tables.all().stream()
                .filter(table -> table.foreign().stream().noneMatch(names::contains))
                .map(table -> read(table, names, bare))
                .filter(Recognition::plausible)
                .max(Comparator.comparingInt(Recognition::matched)
                        .thenComparing(r -> r.missing().isEmpty())
                        .thenComparing(
                                r -> r.table().required().size() - r.missing().size()));
    }

    /** The header read as that of a given table, however little it looks like it. */
    static Recognition as(TableDef table, List<String> header) {
        List<String> names = normalised(header);
        return read(table, names, bare(names));
    }

    private static List<String> normalised(List<String> header) {
        return header.stream().map(HeaderNames::normalise).toList();
    }

    private static List<String> bare(List<String> names) {
        return names.stream().map(HeaderNames::withoutNote).toList();
    }

    private static Recognition read(TableDef table, List<String> names, List<String> bare) {
        Map<String, Name> known = NAMES.getOrDefault(table.name(), Map.of());
        var ranks = new HashMap<String, Integer>();
        var targets = new @Nullable String[names.size()];
        var sources = new HashMap<String, Integer>();
        for (int i = 0; i < targets.length; i++) {
            Name name = known.get(names.get(i));
            name = name == null ? known.get(bare.get(i)) : name;
            if (name == null) {
                continue;
            }
            String column = name.column().name();
            // Of two columns of the file that mean the same one, the better name wins, else the first.
            if (ranks.getOrDefault(column, Integer.MAX_VALUE) > name.rank()) {
                Integer before = sources.put(column, i);
                if (before != null) {
                    targets[before] = null;
                }
                targets[i] = column;
                ranks.put(column, name.rank());
            }
        }
        var copies = new LinkedHashMap<String, String>();
        for (ColumnDef column : table.columns()) {
            if (column.fallback() != null
                    && !sources.containsKey(column.name())
                    && sources.containsKey(column.fallback())) {
                copies.put(column.name(), column.fallback());
            }
        }
        List<List<String>> missing = table.required().stream()
                .filter(group -> group.stream().noneMatch(c -> sources.containsKey(c) || copies.containsKey(c)))
                .toList();
        int width = (int) names.stream().filter(n -> !n.isEmpty()).count();
        return new Recognition(table, Arrays.asList(targets), copies, missing, width);
    }

    int matched() {
        return (int) targets.stream().filter(t -> t != null).count();
    }

    /**
     * Whether the file is meant to be this table: all that is indispensable is there, or nearly all of its names belong to the table. Few names must
     * not be a small part of the header: a personal number is in files of every kind, and a list of findings names institutions too.
     */
    private boolean plausible() {
        int matched = matched();
        if (missing.isEmpty()) {
            return matched >= 4 || (matched >= Math.min(2, width) && matched * 2 >= width);
        }
        boolean key = missing.stream().noneMatch(group -> table.key().contains(group.get(0)));
        boolean half = (table.required().size() - missing.size()) * 2
                >= table.required().size();
        boolean mostly = matched * 5 >= width * 3 || matched >= 12;
        return matched >= 2 && mostly && (key || half);
    }
}
