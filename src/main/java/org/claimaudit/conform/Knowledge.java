package org.claimaudit.conform;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.claimaudit.ingest.ColumnDef;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.UserError;

/**
 * The knowledge tables that come with the rules, {@code knowledge/<table>.csv} (UTF-8, header of column names), loaded into the schema
 * {@code knowledge}. A file whose name is a canonical table's has that table's columns and types; any other is text throughout.
 */
public final class Knowledge {
    private Knowledge() {}

    /**
     * Loads the files; of two files for one table the rows of both. A table whose files have not changed is left alone.
     *
     * @throws UserError {@link ExitCode#USAGE} that names file, line, column and value
     */
    public static void load(Db db, List<Path> files) {
        var byTable = new LinkedHashMap<String, List<Path>>();
        files.forEach(file ->
                byTable.computeIfAbsent(table(file), t -> new ArrayList<>()).add(file));
        load(db, byTable);
    }

    /** Loads files into one table, whatever their names, one after another. */
    static void loadAs(Db db, String table, List<Path> files) {
        if (!files.isEmpty()) {
            load(db, Map.of(table, files));
        }
    }

    private static void load(Db db, Map<String, List<Path>> byTable) {
        var loaded = new HashMap<String, String>();
        db.stream(
                "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'knowledge' AND comment IS NOT NULL",
                row -> loaded.put(row.str("table_name"), row.str("comment")));
        db.transaction(() -> byTable.forEach((table, parts) -> {
            String version = version(table, parts);
            if (!version.equals(loaded.get(table))) {
                load(db, table, parts);
                db.script("COMMENT ON TABLE knowledge." + Db.identifier(table) + " IS " + Db.quote(version));
            }
        }));
    }

    /** A digest of the files and of the columns that they are read into. */
    private static String version(String table, List<Path> files) {
        String content = files.stream().map(Sha256::of).collect(Collectors.joining("\n"));
        return Sha256.of(Tables.find(table).map(TableDef::toString).orElse("") + content);
    }

    private static String table(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".csv".length());
    }

    private static void load(Db db, String table, List<Path> files) {
        Optional<TableDef> definition = Tables.find(table);
        List<String> columns = definition
                .map(t -> t.columns().stream().map(ColumnDef::name).toList())
                .orElseGet(() -> files.stream()
                        .flatMap(file -> header(file).stream())
                        .distinct()
                        .toList());
        String ddl = columns.stream()
                .map(c -> Db.identifier(c) + " " + type(definition, c))
                .collect(Collectors.joining(", "));
        db.script("CREATE SCHEMA IF NOT EXISTS knowledge; CREATE OR REPLACE TABLE knowledge." + Db.identifier(table)
                + " (" + ddl + ")");
        for (Path file : files) {
            insert(db, table, definition, columns, file);
        }
    }

    private static String type(Optional<TableDef> definition, String column) {
        return definition
                .flatMap(t -> t.column(column))
                .map(c -> c.type().sql())
                .orElse("VARCHAR");
    }

    private static void insert(Db db, String table, Optional<TableDef> definition, List<String> columns, Path file) {
        List<String> given = header(file);
        for (String column : given) {
            if (!columns.contains(column)) {
                throw refusal(file, 1, Messages.text("conform.knowledge.column", column));
            }
        }
        db.script("CREATE OR REPLACE TEMP TABLE knowledge_text (line BIGINT, "
                + given.stream().map(c -> Db.identifier(c) + " VARCHAR").collect(Collectors.joining(", ")) + ")");
        List<String> rows = rows(file, given.size());
        if (rows.isEmpty()) {
            return;
        }
        db.script("INSERT INTO knowledge_text VALUES " + String.join(", ", rows));
        for (String column : given) {
            refuseWrongValue(db, file, column, type(definition, column));
        }
        String casts = given.stream()
                .map(c -> "CAST(" + Db.identifier(c) + " AS " + type(definition, c) + ")")
                .collect(Collectors.joining(", "));
        String list = given.stream().map(Db::identifier).collect(Collectors.joining(", "));
        db.script("INSERT INTO knowledge." + Db.identifier(table) + " (" + list + ") SELECT " + casts
                + " FROM knowledge_text ORDER BY line; DROP TABLE knowledge_text");
    }

    private static void refuseWrongValue(Db db, Path file, String column, String type) {
        String name = Db.identifier(column);
        String sql = "SELECT line, " + name + " AS value FROM knowledge_text WHERE " + name
                + " IS NOT NULL AND TRY_CAST(" + name + " AS " + type + ") IS NULL ORDER BY line LIMIT 1";
        db.first(sql, row -> Map.entry(row.whole("line"), row.str("value"))).ifPresent(wrong -> {
            throw refusal(
                    file, wrong.getKey(), Messages.text("conform.knowledge.value", wrong.getValue(), column, type));
        });
    }

    private static List<String> header(Path file) {
        try (CSVParser parser = parse(file)) {
            return parser.getHeaderNames();
        } catch (IOException e) {
            throw refusal(file, 1, Messages.text("conform.knowledge.unreadable", String.valueOf(e.getMessage())));
        }
    }

    /** The records as SQL tuples: line, then the cells. */
    private static List<String> rows(Path file, int width) {
        var rows = new ArrayList<String>();
        try (CSVParser parser = parse(file)) {
            for (CSVRecord cells : parser) {
                if (cells.size() != width) {
                    String counts = Messages.text(
                            "conform.knowledge.width", Integer.toString(cells.size()), Integer.toString(width));
                    throw refusal(file, parser.getCurrentLineNumber(), counts);
                }
                var tuple = new ArrayList<String>(List.of(Long.toString(parser.getCurrentLineNumber())));
                cells.forEach(cell -> tuple.add(cell.isBlank() ? "NULL" : Db.quote(cell.strip())));
                rows.add("(" + String.join(", ", tuple) + ")");
            }
        } catch (IOException | UncheckedIOException e) {
            throw refusal(file, 1, Messages.text("conform.knowledge.unreadable", String.valueOf(e.getMessage())));
        }
        return rows;
    }

    private static CSVParser parse(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        Reader reader = Files.newBufferedReader(file);
        return CSVParser.builder().setReader(reader).setFormat(format).get();
    }

    private static UserError refusal(Path file, long line, String fault) {
        return new UserError(ExitCode.USAGE, file + ":" + line + ": " + fault, Messages.text("conform.knowledge.todo"));
    }
}
