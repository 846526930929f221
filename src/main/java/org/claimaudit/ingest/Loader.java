package org.claimaudit.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.store.Db;

/** Brings staged rows into the canonical tables and the rejects into the ledger. */
final class Loader {
    /** DuckDB's own limit. A larger one makes its buffers larger too, and a file of few buffers is read by one thread. */
    private static final long USUAL_LINE = 2_000_000;

    private static final List<String> REJECT_COLUMNS =
            List.of("column_name", "value", "reason_en", "reason_zh", "raw", "masked_raw", "masked_value", "row_id");

    private final Db db;

    Loader(Db db) {
        this.db = db;
    }

    /**
     * Appends a file's rows to its table in {@code data}.
     *
     * @throws IllegalStateException when DuckDB has not read as many rows as the byte pass has written
     */
    void load(StagedFile file) {
        TableDef table = file.source().table();
        var targets = new ArrayList<String>();
        var values = new ArrayList<String>();
        List<Slot> slots = file.source().plan().slots();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.type() == null) {
                continue;
            }
            String name = "\"" + slot.target() + "\"";
            boolean breaks = (file.pass().embedded()[i] || file.input().isSheet())
                    && slot.type().isText();
            targets.add(name);
            values.add(breaks ? "replace(" + name + ", chr(30), chr(10))" : name);
        }
        for (Map.Entry<String, String> copy : file.source().copies().entrySet()) {
            int from = targets.indexOf("\"" + copy.getValue() + "\"");
            targets.add("\"" + copy.getKey() + "\"");
            values.add(values.get(from));
        }
        String name = "data." + table.name();
        if (file.pass().loaded() > 0) {
            // Rows know their line; to keep them in its order takes a fifth longer.
            db.script("SET preserve_insertion_order = false");
            db.execute("INSERT INTO " + name + " (" + String.join(", ", targets) + ", file_id, source_line) SELECT "
                    + String.join(", ", values) + ", " + file.fileId() + ", " + Plan.SOURCE_LINE + " FROM "
                    + readRows(file.rows()));
            db.script("SET preserve_insertion_order = true");
        }
        long rows = db.count("SELECT count(*) FROM " + name + " WHERE file_id = ?", file.fileId());
        if (rows != file.pass().loaded()) {
            throw new IllegalStateException(file.source().head().name() + ": "
                    + file.pass().loaded() + " records were staged but " + rows + " were loaded");
        }
    }

    /** Hands over the text of the records that the byte pass has rejected, as far as it was kept. */
    void rawRejects(StagedFile file, Consumer<String> raw) {
        Path rejects = file.rejects().get(file.rejects().size() - 1);
        db.stream(
                "SELECT replace(raw, chr(30), chr(10)) AS raw FROM "
                        + readCsv(rejects, rejectTypes(), file.pass().longest()) + " WHERE raw IS NOT NULL",
                row -> raw.accept(row.str("raw")));
    }

    private static List<String> rejectTypes() {
        var types = new ArrayList<>(List.of("'source_line': 'BIGINT'"));
        REJECT_COLUMNS.forEach(column -> types.add("'" + column + "': 'VARCHAR'"));
        return types;
    }

    /** Writes a file's rejects into the ledger. */
    void rejects(int fileId, Path rejects, long longest) {
        String values = REJECT_COLUMNS.stream()
                .map(column -> "replace(" + column + ", chr(30), chr(10)) AS " + column)
                .collect(Collectors.joining(", "));
        db.execute("INSERT INTO ledger.reject BY NAME SELECT " + fileId + " AS file_id, source_line, " + values
                + " FROM " + readCsv(rejects, rejectTypes(), longest));
    }

    /** The SQL of rows that {@link BytePass} has staged. */
    static String readRows(Path file) {
        return "read_parquet(" + Db.quote(file.toString()) + ")";
    }

    private static String readCsv(Path file, List<String> types, long longest) {
        return "read_csv('" + file.toString().replace("'", "''") + "', columns = {" + String.join(", ", types)
                + "}, header = false, auto_detect = false, delim = chr(31), quote = '', escape = '', comment = '',"
                + " nullstr = '', new_line = '\\n', max_line_size = "
                + Math.max(USUAL_LINE, longest + 1) + ")";
    }
}
