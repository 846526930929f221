package org.claimaudit.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.support.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * One case of an example file: canonical rows given, rows expected.
 *
 * @param expect what is expected, as it stands in the file
 */
public record Example(
        String name, Yaml.Fields entry, Map<String, List<Map<String, @Nullable String>>> given, Yaml.Value expect) {

    /** The cases of a file; defaults are merged under every row of a table. */
    public static List<Example> read(Path file) {
        Yaml.Fields top = fields(file);
        Yaml.Fields defaults = top.get("defaults") instanceof Yaml.Fields fields ? fields : null;
        return items(top.get("cases")).stream()
                .map(entry -> example((Yaml.Fields) entry, defaults))
                .toList();
    }

    private static Example example(Yaml.Fields entry, Yaml.@Nullable Fields defaults) {
        var given = new LinkedHashMap<String, List<Map<String, @Nullable String>>>();
        fields(entry.get("given")).values().forEach((table, rows) -> {
            var full = new ArrayList<Map<String, @Nullable String>>();
            for (Yaml.Value row : items(rows)) {
                var values = new LinkedHashMap<String, @Nullable String>();
                if (defaults != null && defaults.get(table) instanceof Yaml.Fields under) {
                    values.putAll(texts(under));
                }
                values.putAll(texts(fields(row)));
                full.add(values);
            }
            given.put(table, full);
        });
        return new Example(
                Objects.requireNonNull(text(entry.get("name"))),
                entry,
                given,
                Objects.requireNonNull(entry.get("expect")));
    }

    /** A row out of {@code column value, column value}; of a column that is there twice the first counts. */
    public static Map<String, @Nullable String> row(String... texts) {
        var row = new LinkedHashMap<String, @Nullable String>();
        for (String cell : String.join(", ", texts).split(", *", -1)) {
            int space = cell.indexOf(' ');
            row.putIfAbsent(cell.substring(0, space), cell.substring(space + 1));
        }
        return row;
    }

    /** Empties the canonical tables and fills them with what is given. */
    public void fill(Db db) {
        FactTables.clear(db);
        given.forEach((table, rows) -> FactTables.insert(db, table, 1, rows));
    }

    /** All columns that rows of a list name, in the order of their first mention. */
    public static List<String> columns(List<Yaml.Value> rows) {
        var columns = new ArrayList<String>();
        for (Yaml.Value row : rows) {
            fields(row).values().keySet().stream()
                    .filter(c -> !columns.contains(c))
                    .forEach(columns::add);
        }
        return columns;
    }

    /** The cells of the rows of a list in these columns; what is empty is {@code null} as a word. */
    public static List<List<String>> cells(List<Yaml.Value> rows, List<String> columns) {
        return rows.stream()
                .map(row -> columns.stream()
                        .map(c -> Objects.requireNonNullElse(text(fields(row).get(c)), "null"))
                        .toList())
                .toList();
    }

    private static Yaml.Fields fields(Path file) {
        try {
            return Yaml.read(file, Files.readString(file), 0, fault -> {
                        throw new AssertionError(fault.toString());
                    })
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, @Nullable String> texts(Yaml.Fields fields) {
        var texts = new LinkedHashMap<String, @Nullable String>();
        fields.values().forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    /** A text, or null where there is none. */
    public static @Nullable String text(Yaml.@Nullable Value value) {
        return value instanceof Yaml.Text text ? text.value() : null;
    }

    /** A mapping. */
    public static Yaml.Fields fields(Yaml.@Nullable Value value) {
        return (Yaml.Fields) Objects.requireNonNull(value);
    }

    /** A list. */
    public static List<Yaml.Value> items(Yaml.@Nullable Value value) {
        return ((Yaml.Items) Objects.requireNonNull(value)).values();
    }
}
