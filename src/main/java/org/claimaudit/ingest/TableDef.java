package org.claimaudit.ingest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A canonical table.
 *
 * @param name its name in the schemas {@code data} and {@code history}
 * @param zh Chinese name
 * @param key the columns that identify a row, in order
 * @param required what no audit can do without, each a list of alternatives of which one is enough; the key's columns that are never empty
 *     are among them
 * @param foreign names of columns that a file of this table never has: one that has such a name is some other table, however much it shares
 * @param totals the money columns that are summed up when a file is loaded
 * @param columns all columns but the lineage ({@code file_id}, {@code source_line})
 */
public record TableDef(
        String name,
        String zh,
        List<String> key,
        List<List<String>> required,
        List<String> foreign,
        List<Total> totals,
        List<ColumnDef> columns) {

    /** The column of that name. */
    public Optional<ColumnDef> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /** Names of the columns that are masked on the way out. */
    public List<String> personal() {
        return columns.stream()
                .filter(c -> c.mask() != null)
                .map(ColumnDef::name)
                .toList();
    }

    /** Whether a row's key tells who the row is about. */
    public boolean hasPersonalKey() {
        return key.stream().anyMatch(personal()::contains);
    }

    /** The SQL of a row's key as text: key columns joined with {@code |}, an empty one as nothing. */
    public String rowIdSql() {
        if (key.size() == 1) {
            return "\"" + key.get(0) + "\"";
        }
        return key.stream()
                .map(c -> "coalesce(CAST(\"" + c + "\" AS VARCHAR), '')")
                .collect(Collectors.joining(" || '|' || "));
    }

    /** The columns of the key that say what a row of a knowledge table is about: all but when and where it holds. */
    public List<String> subject() {
        return key.stream()
                .filter(c -> !c.equals("valid_from") && !c.equals("region"))
                .toList();
    }

    /** Whether the table is knowledge: what holds at a time in a region, whoever is audited. */
    public boolean isKnowledge() {
        return has("valid_from") && has("region");
    }

    boolean has(String column) {
        return column(column).isPresent();
    }

    /** The DDL in the given schema; leaves a table alone that is there. */
    String ddl(String schema) {
        return "CREATE TABLE IF NOT EXISTS " + body(schema, columns.stream().map(ColumnDef::sql));
    }

    /** The DDL that makes the table anew in the given schema, where only some columns take room: the others are NULL in every row. */
    String ddl(String schema, Set<String> stored) {
        return "CREATE OR REPLACE TABLE "
                + body(schema, columns.stream().map(c -> stored.contains(c.name()) ? c.sql() : c.emptySql()));
    }

    private String body(String schema, Stream<String> definitions) {
        return schema + "." + name + " (" + definitions.collect(Collectors.joining(", "))
                + ", file_id INTEGER NOT NULL, source_line BIGINT NOT NULL)";
    }
}
