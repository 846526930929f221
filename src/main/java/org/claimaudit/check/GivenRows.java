package org.claimaudit.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.claimaudit.ingest.Tables;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** The rows of tables that the cases of a test file give, each on top of its table's defaults. */
final class GivenRows {
    private final Map<String, Map<String, @Nullable String>> defaults = new LinkedHashMap<>();

    /**
     * Reads what every row of a table has unless it says otherwise.
     *
     * @param tables null where a file has no defaults
     */
    GivenRows(@Nullable YamlReader tables) {
        known(tables, "").forEach(table -> {
            YamlReader row = Objects.requireNonNull(tables).child(table);
            if (row != null) {
                defaults.put(table, row(table, row, Map.of()));
            }
        });
    }

    /** The rows by table. */
    Map<String, List<Map<String, @Nullable String>>> given(@Nullable YamlReader tables) {
        var given = new LinkedHashMap<String, List<Map<String, @Nullable String>>>();
        known(tables, "").forEach(table -> given.put(table, each(Objects.requireNonNull(tables), table, List.of())));
        return given;
    }

    /** The rows with a change to some tables: to all of a table's rows, to each by its place, or that there are none. */
    Map<String, List<Map<String, @Nullable String>>> changed(
            YamlReader change, Map<String, List<Map<String, @Nullable String>>> given) {
        var changed = new LinkedHashMap<>(given);
        for (String table : known(change, "name")) {
            List<Map<String, @Nullable String>> rows = given.getOrDefault(table, List.of());
            if (change.value(table) instanceof Yaml.Fields) {
                YamlReader all = Objects.requireNonNull(change.child(table));
                changed.put(
                        table, rows.stream().map(row -> row(table, all, row)).toList());
            } else if (change.has(table)) {
                changed.put(table, each(change, table, rows));
            } else {
                changed.remove(table);
            }
        }
        return changed;
    }

    /** The rows in the list under a table's name, each on top of the one at its place, which stays where the list is shorter. */
    private List<Map<String, @Nullable String>> each(
            YamlReader tables, String table, List<Map<String, @Nullable String>> rows) {
        var all = new ArrayList<>(rows);
        List<YamlReader> items = tables.items(table);
        for (int i = 0; i < items.size(); i++) {
            if (i < rows.size()) {
                all.set(i, row(table, items.get(i), rows.get(i)));
            } else {
                all.add(row(table, items.get(i), defaults.getOrDefault(table, Map.of())));
            }
        }
        return all;
    }

    /** The canonical tables among the keys; every key that is neither one nor the other word is a fault. */
    private static List<String> known(@Nullable YamlReader tables, String other) {
        var known = new ArrayList<String>();
        if (tables != null) {
            for (String key : tables.keys()) {
                if (Tables.find(key).isPresent()) {
                    known.add(key);
                } else if (!key.equals(other)) {
                    tables.fault(key, Messages.text("check.case.table", key));
                }
            }
        }
        return known;
    }

    private static Map<String, @Nullable String> row(
            String table, YamlReader entry, Map<String, @Nullable String> base) {
        var row = new LinkedHashMap<>(base);
        for (String column : entry.keys()) {
            if (Tables.get(table).column(column).isEmpty()) {
                entry.fault(column, Messages.text("check.case.column", table, column));
            } else {
                row.put(column, entry.has(column) ? entry.text(column) : null);
            }
        }
        return row;
    }
}
