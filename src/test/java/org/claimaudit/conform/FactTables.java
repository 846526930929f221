package org.claimaudit.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Canonical rows as text, into a database in memory, and facts out of it. */
public final class FactTables {
    private static final Path RULES = Path.of("rules");

    private FactTables() {}

    /** The facts, macros and knowledge tables of the library. */
    public static FactSet shipped() {
        return FactSet.read(
                files(RULES.resolve("facts"), ".sql"),
                List.of(RULES.resolve("macros.sql")),
                files(RULES.resolve("knowledge"), ".csv"),
                List.of(RULES.resolve("regions/national.csv")));
    }

    /** The files of a folder with this ending, by name. */
    public static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties all canonical tables and forgets the facts. */
    public static void clear(Db db) {
        var sql = new StringBuilder("DELETE FROM ledger.fact_state; DELETE FROM ledger.dirty_month;");
        Tables.all()
                .forEach(t -> sql.append("DELETE FROM data." + t.name() + "; DELETE FROM history." + t.name() + ";"));
        db.script(sql.toString());
    }

    /** Adds rows to a canonical table; values are text in the form of their type, missing columns are empty. */
    public static void insert(
            Db db, String table, int file, List<? extends Map<String, ? extends @Nullable String>> rows) {
        TableDef definition = Tables.get(table);
        var columns = new TreeSet<String>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        var tuples = new ArrayList<String>();
        for (Map<String, ? extends @Nullable String> row : rows) {
            var values = new ArrayList<String>(List.of(Integer.toString(file), Integer.toString(tuples.size() + 2)));
            for (String column : columns) {
                String type = definition.column(column).orElseThrow().type().sql();
                String value = row.get(column);
                values.add("CAST(" + (value == null ? "NULL" : Db.quote(value)) + " AS " + type + ")");
            }
            tuples.add("(" + String.join(", ", values) + ")");
        }
        if (!tuples.isEmpty()) {
            String names = columns.stream().map(c -> ", " + Db.identifier(c)).collect(Collectors.joining());
            db.script("INSERT INTO data." + table + " (file_id, source_line" + names + ") VALUES "
                    + String.join(", ", tuples));
        }
    }

    /** All rows of a fact as text, in the order of all columns. */
    static List<List<String>> rows(Db db, String fact, List<String> columns) {
        String select = columns.stream()
                .map(c -> "coalesce(CAST(" + Db.identifier(c) + " AS VARCHAR), 'null') AS " + Db.identifier(c))
                .collect(Collectors.joining(", "));
        return db.list(
                "SELECT " + select + " FROM fact." + fact + " ORDER BY ALL",
                row -> columns.stream().map(row::str).toList());
    }
}
