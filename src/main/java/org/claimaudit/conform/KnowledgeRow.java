package org.claimaudit.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimaudit.ingest.ColumnDef;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/**
 * A row of a knowledge table and where it stands.
 *
 * @param line in the file, counted from 1
 * @param cells by column, as text; an empty one has no entry
 */
public record KnowledgeRow(Path file, long line, Map<String, String> cells) {

    /** The cell's text; nothing where it is empty. */
    public String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    /** The cells of some columns. */
    public List<String> cells(List<String> columns) {
        return columns.stream().map(this::cell).toList();
    }

    /** All rows of a file. */
    public static List<KnowledgeRow> of(Path file) {
        KnowledgeFile read = KnowledgeFile.read(file);
        var rows = new ArrayList<KnowledgeRow>();
        for (KnowledgeFile.Line line : read.lines()) {
            var cells = new HashMap<String, String>();
            for (int i = 0; i < read.columns().size(); i++) {
                if (!line.cells().get(i).isEmpty()) {
                    cells.put(read.columns().get(i), line.cells().get(i));
                }
            }
            rows.add(new KnowledgeRow(file, line.number(), Map.copyOf(cells)));
        }
        return rows;
    }

    /**
     * The rows that rules see, wherever claims come from: those that were loaded as an export replace those of the files, and the file of a
     * later folder replaces that of an earlier one; where a table is one that is added to, only for the keys that it speaks of.
     *
     * @param files of all tables, those of later folders behind
     * @param store what was loaded; null for nothing
     */
    public static List<KnowledgeRow> inForce(TableDef table, List<Path> files, @Nullable Db store) {
        var rows = new ArrayList<KnowledgeRow>();
        if (store != null) {
            rows.addAll(loaded(table, store));
        }
        if (!rows.isEmpty() && !Knowledge.ADDED.contains(table.name())) {
            return rows;
        }
        for (Path file : Knowledge.inForce(files).getOrDefault(table.name(), List.of())) {
            var said = new HashSet<List<String>>();
            rows.forEach(row -> said.add(row.cells(table.subject())));
            of(file).stream()
                    .filter(row -> !said.contains(row.cells(table.subject())))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static List<KnowledgeRow> loaded(TableDef table, Db store) {
        String texts = table.columns().stream()
                .map(c -> "CAST(d." + Db.identifier(c.name()) + " AS VARCHAR) AS " + Db.identifier(c.name()))
                .collect(Collectors.joining(", "));
        return store.list(
                "SELECT f.path AS loaded_from, d.source_line, " + texts + " FROM data." + table.name()
                        + " d JOIN ledger.file f USING (file_id) ORDER BY d.file_id, d.source_line",
                row -> {
                    var cells = new HashMap<String, String>();
                    for (ColumnDef column : table.columns()) {
                        String text = row.text(column.name());
                        if (text != null) {
                            cells.put(column.name(), text);
                        }
                    }
                    return new KnowledgeRow(
                            Path.of(row.str("loaded_from")), row.whole("source_line"), Map.copyOf(cells));
                });
    }
}
