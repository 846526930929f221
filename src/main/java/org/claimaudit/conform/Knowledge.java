package org.claimaudit.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    /** Tables that a bureau adds to: what its own rows say about a key counts, and the shipped rows for all other keys. */
    static final Set<String> ADDED = Set.of("charge_class", "med_type_kind", "inst_type");

    private Knowledge() {}

    /**
     * Loads the files. Of two files for one table the last counts alone, or first (see {@link #ADDED}). A table whose files have not changed
     * is left alone.
     *
     * @throws UserError {@link ExitCode#USAGE} that names file, line, column and value
     */
    public static void load(Db db, List<Path> files) {
        load(db, inForce(files));
    }

    /** The files that count for each table, the first before the others. */
    static Map<String, List<Path>> inForce(List<Path> files) {
        var byTable = new LinkedHashMap<String, List<Path>>();
        for (Path file : files) {
            List<Path> parts = byTable.computeIfAbsent(KnowledgeFile.table(file), t -> new ArrayList<>());
            if (!ADDED.contains(KnowledgeFile.table(file))) {
                parts.clear();
            }
            parts.add(0, file);
        }
        return byTable;
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

    private static void load(Db db, String table, List<Path> files) {
        Optional<TableDef> definition = Tables.find(table);
        List<KnowledgeFile> parts = files.stream().map(KnowledgeFile::read).toList();
        List<String> columns = definition
                .map(t -> t.columns().stream().map(ColumnDef::name).toList())
                .orElseGet(() -> parts.stream()
                        .flatMap(part -> part.columns().stream())
                        .distinct()
                        .toList());
        String ddl = columns.stream()
                .map(c -> Db.identifier(c) + " " + type(definition, c))
                .collect(Collectors.joining(", "));
        db.script("CREATE SCHEMA IF NOT EXISTS knowledge; CREATE OR REPLACE TABLE knowledge." + Db.identifier(table)
                + " (" + ddl + ")");
        for (KnowledgeFile part : parts) {
            insert(db, table, definition, columns, part);
        }
    }

    private static String type(Optional<TableDef> definition, String column) {
        return definition
                .flatMap(t -> t.column(column))
                .map(c -> c.type().sql())
                .orElse("VARCHAR");
    }

    private static void insert(
            Db db, String table, Optional<TableDef> definition, List<String> columns, KnowledgeFile part) {
        List<String> given = part.columns();
        for (String column : given) {
            if (!columns.contains(column)) {
                throw KnowledgeFile.refusal(part.file(), 1, Messages.text("conform.knowledge.column", column));
            }
        }
        if (part.lines().isEmpty()) {
            return;
        }
        db.script("CREATE OR REPLACE TEMP TABLE knowledge_text (line BIGINT, "
                + given.stream().map(c -> Db.identifier(c) + " VARCHAR").collect(Collectors.joining(", ")) + ")");
        List<String> rows = part.lines().stream().map(Knowledge::tuple).toList();
        db.script("INSERT INTO knowledge_text VALUES " + String.join(", ", rows));
        for (String column : given) {
            refuseWrongValue(db, part.file(), column, type(definition, column));
        }
        String casts = given.stream()
                .map(c -> "CAST(" + Db.identifier(c) + " AS " + type(definition, c) + ")")
                .collect(Collectors.joining(", "));
        String list = given.stream().map(Db::identifier).collect(Collectors.joining(", "));
        db.script("INSERT INTO knowledge." + Db.identifier(table) + " (" + list + ") SELECT " + casts
                + " FROM knowledge_text n WHERE " + unsaid(table, definition, given)
                + " ORDER BY line; DROP TABLE knowledge_text");
    }

    /** The record as an SQL tuple: line, then the cells. */
    private static String tuple(KnowledgeFile.Line line) {
        return line.cells().stream()
                .map(cell -> cell.isEmpty() ? "NULL" : Db.quote(cell))
                .collect(Collectors.joining(", ", "(" + line.number() + ", ", ")"));
    }

    /** That no row of a file before says something about the key. */
    private static String unsaid(String table, Optional<TableDef> definition, List<String> given) {
        List<String> subject = definition.map(TableDef::subject).orElse(List.of()).stream()
                .filter(given::contains)
                .map(Db::identifier)
                .map(c -> "CAST(t." + c + " AS VARCHAR) IS NOT DISTINCT FROM n." + c)
                .toList();
        return subject.isEmpty()
                ? "true"
                : "NOT EXISTS (SELECT 1 FROM knowledge." + Db.identifier(table) + " t WHERE "
                        + String.join(" AND ", subject) + ")";
    }

    private static void refuseWrongValue(Db db, Path file, String column, String type) {
        String name = Db.identifier(column);
        String sql = "SELECT line, " + name + " AS value FROM knowledge_text WHERE " + name
                + " IS NOT NULL AND TRY_CAST(" + name + " AS " + type + ") IS NULL ORDER BY line LIMIT 1";
        db.first(sql, row -> Map.entry(row.whole("line"), row.str("value"))).ifPresent(wrong -> {
            throw KnowledgeFile.refusal(
                    file, wrong.getKey(), Messages.text("conform.knowledge.value", wrong.getValue(), column, type));
        });
    }
}
