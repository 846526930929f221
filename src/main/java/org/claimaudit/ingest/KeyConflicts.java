package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.store.Db;

/**
 * Rows of one key. Of those with the same content one stays and the others are duplicates, whatever their {@code updt_time} and
 * {@code crte_time}: these two say when a row was written, not what it says. Of those with different content the one with the latest
 * {@code updt_time} stays and the earlier ones move to {@code history}, in whatever order they arrive; one without {@code updt_time}, or with the
 * same, is rejected in favour of the first. What was said before and then something else is no duplicate when it is said anew, later than that.
 *
 * <p>Keys are compared by a 64-bit hash first; only rows that share one are looked at closer, so that loading without conflicts costs one pass
 * over the keys.
 */
final class KeyConflicts {
    private static final Set<String> WHEN_WRITTEN = Set.of("updt_time", "crte_time");

    private final Db db;
    private final TableDef table;
    private final int firstNewFile;
    private final List<BytePass.Result> files;

    private KeyConflicts(Db db, TableDef table, int firstNewFile, List<BytePass.Result> files) {
        this.db = db;
        this.table = table;
        this.firstNewFile = firstNewFile;
        this.files = files;
    }

    /** What became of a file's rows. */
    static final class Counts {
        long duplicate;
        long superseded;
        long rejected;
    }

    /**
     * A row that is rejected because another one with its key came first.
     *
     * @param firstFileId where that one came from
     */
    record Rejected(int fileId, long line, int firstFileId, long firstLine) {}

    /** What became of the rows in conflict, by file. */
    record Outcome(Map<Integer, Counts> counts, List<Rejected> rejected) {}

    /**
     * Settles all conflicts that the rows of files from {@code firstNewFile} on bring into a table.
     *
     * @param files what was read in these
     */
    static Outcome settle(Db db, TableDef table, int firstNewFile, List<BytePass.Result> files) {
        return new KeyConflicts(db, table, firstNewFile, files).settle();
    }

    private Outcome settle() {
        var outcome = new Outcome(new HashMap<>(), new ArrayList<>());
        if (!hasEarlierRows() && !mayRepeat()) {
            return outcome;
        }
        db.execute("CREATE OR REPLACE TEMP TABLE key_hash AS " + sharedHashes());
        if (db.count("SELECT count(*) FROM key_hash") > 0) {
            db.execute("CREATE OR REPLACE TEMP TABLE key_row AS " + rows());
            db.execute("CREATE OR REPLACE TEMP TABLE key_verdict AS " + verdicts());
            apply();
            count(outcome);
            db.script("DROP TABLE key_row; DROP TABLE key_verdict");
        }
        db.script("DROP TABLE key_hash");
        return outcome;
    }

    private boolean hasEarlierRows() {
        return db.count(
                        "SELECT count(*) FROM (SELECT 1 FROM data." + table.name() + " WHERE file_id < ? LIMIT 1)",
                        firstNewFile)
                > 0;
    }

    private boolean mayRepeat() {
        return KeyHashes.mayRepeat(
                files.stream().map(BytePass.Result::keys).toList(),
                files.stream().mapToLong(BytePass.Result::loaded).sum());
    }

    private String sharedHashes() {
        String name = "data." + table.name();
        String fresh = "SELECT " + keyHash() + " AS h FROM " + name + " WHERE file_id >= " + firstNewFile;
        String among = "SELECT h FROM (" + fresh + ") GROUP BY h HAVING count(*) > 1";
        return hasEarlierRows()
                ? among + " UNION SELECT h FROM (SELECT " + keyHash() + " AS h FROM " + name + " WHERE file_id < "
                        + firstNewFile + ") SEMI JOIN (" + fresh + ") USING (h)"
                : among;
    }

    private String keyHash() {
        return "hash(" + columns(table.key()) + ")";
    }

    private static String columns(List<String> names) {
        return names.stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
    }

    /** All rows under suspicion in the order of their arrival; those of history come first and only count as known content. */
    private String rows() {
        List<String> content = table.columns().stream()
                .map(ColumnDef::name)
                .filter(c -> !WHEN_WRITTEN.contains(c))
                .toList();
        String updated = table.has("updt_time") ? "updt_time" : "NULL::TIMESTAMP AS updt_time";
        String select = "SELECT " + columns(table.key()) + ", hash(" + columns(content) + ") AS content, " + updated
                + ", file_id, source_line, ";
        String suspects = " WHERE " + keyHash() + " IN (SELECT h FROM key_hash)";
        return select + "true AS past FROM history." + table.name() + suspects + " UNION ALL " + select
                + "false AS past FROM data." + table.name() + suspects;
    }

    private String verdicts() {
        String byKey = "PARTITION BY " + columns(table.key());
        String arrival = " ORDER BY past DESC, file_id, source_line";
        String before = "(" + byKey + arrival + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)";
        return "WITH known AS (SELECT *, row_number() OVER (" + byKey + ", content" + arrival + ") > 1 AS again,"
                + " (past OR file_id >= " + firstNewFile + ") AND coalesce(content = arg_max(content, updt_time) OVER "
                + before + " OR updt_time <= max(updt_time) OVER " + before + ", true) AS stale FROM key_row),"
                + " seen AS (SELECT * REPLACE (again AND stale AS again) FROM known),"
                + " version AS (SELECT *, row_number() OVER w AS place, first_value(updt_time) OVER w AS first_updt,"
                + " first_value(file_id) OVER w AS first_file, first_value(source_line) OVER w AS first_line,"
                + " max(updt_time) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest"
                + " FROM seen WHERE NOT past AND NOT again WINDOW w AS (" + byKey + arrival + ")),"
                + " judged AS (SELECT *, place > 1 AND (first_updt IS NULL OR updt_time IS NULL OR updt_time = latest)"
                + " AS refused FROM version),"
                + " ranked AS (SELECT *, NOT refused AND row_number() OVER (" + byKey
                + " ORDER BY refused, updt_time DESC NULLS LAST, place) = 1 AS stays FROM judged)"
                + " SELECT file_id, source_line, 'duplicate' AS verdict, NULL AS first_file, NULL AS first_line"
                + " FROM seen WHERE NOT past AND again AND file_id >= " + firstNewFile
                + " UNION ALL SELECT file_id, source_line, CASE WHEN refused THEN 'rejected' ELSE 'superseded' END,"
                + " first_file, first_line FROM ranked WHERE NOT stays";
    }

    private void apply() {
        String match = " WHERE (file_id, source_line) IN (SELECT (file_id, source_line) FROM key_verdict";
        db.execute("INSERT INTO history." + table.name() + " BY NAME SELECT * FROM data." + table.name() + match
                + " WHERE verdict = 'superseded')");
        db.execute("DELETE FROM data." + table.name() + match + ")");
    }

    private void count(Outcome outcome) {
        db.stream("SELECT file_id, verdict, count(*) AS n FROM key_verdict GROUP BY ALL", row -> {
            Counts counts = outcome.counts().computeIfAbsent((int) row.whole("file_id"), id -> new Counts());
            long n = row.whole("n");
            switch (row.str("verdict")) {
                case "duplicate" -> counts.duplicate = n;
                case "superseded" -> counts.superseded = n;
                default -> counts.rejected = n;
            }
        });
        db.stream(
                "SELECT file_id, source_line, first_file, first_line FROM key_verdict WHERE verdict = 'rejected'"
                        + " ORDER BY file_id, source_line",
                row -> outcome.rejected()
                        .add(new Rejected(
                                (int) row.whole("file_id"),
                                row.whole("source_line"),
                                (int) row.whole("first_file"),
                                row.whole("first_line"))));
    }
}
