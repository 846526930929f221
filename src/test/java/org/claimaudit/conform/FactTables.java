package org.claimaudit.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Canonical rows as text, into a database in memory, and facts out of it. */
final class FactTables {
    private static final Path RULES = Path.of("rules");

    private FactTables() {}

    static FactSet shipped() {
        return FactSet.read(
                files(RULES.resolve("facts"), ".sql"),
                List.of(RULES.resolve("macros.sql")),
                files(RULES.resolve("knowledge"), ".csv"));
    }

    static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties all canonical tables and forgets the facts. */
    static void clear(Db db) {
        var sql = new StringBuilder("DELETE FROM ledger.fact_state; DELETE FROM ledger.dirty_month;");
        Tables.all()
                .forEach(t -> sql.append("DELETE FROM data." + t.name() + "; DELETE FROM history." + t.name() + ";"));
        db.script(sql.toString());
    }

    /** Adds rows to a canonical table; values are text in the form of their type, missing columns are empty. */
    static void insert(Db db, String table, int file, List<? extends Map<String, ? extends @Nullable String>> rows) {
        TableDef definition = Tables.get(table);
        int line = 1;
        for (Map<String, ? extends @Nullable String> row : rows) {
            var columns = new ArrayList<String>();
            var values = new ArrayList<String>();
            row.forEach((column, value) -> {
                String type = definition.column(column).orElseThrow().type().sql();
                columns.add(Db.identifier(column));
                values.add(value == null ? "NULL" : "CAST(" + Db.quote(value) + " AS " + type + ")");
            });
            db.script("INSERT INTO data." + table + " (file_id, source_line, " + String.join(", ", columns)
                    + ") VALUES (" + file + ", " + ++line + ", " + String.join(", ", values) + ")");
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
