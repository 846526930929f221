package org.claimaudit.conform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;

/**
 * Puts national code values in the place of a region's own, and of their Chinese names, which sheets made for people have. Names of columns are
 * national, their values are not: facts and rules see the mapped ones, what was loaded stays as it was.
 */
final class CodeValues {
    /** The table in the schema {@code knowledge}: the most local values first. */
    static final String TABLE = "region_code";

    /** Exports; knowledge tables speak national values. */
    private static final List<String> MAPPED =
            List.of("settlement", "encounter", "fee_line", "institution", "person", "insurance");

    private final Map<String, Map<String, String>> national = new LinkedHashMap<>();
    /** By table and column, the values to be mapped that it has: most exports have none, and need not pay for a list of cases in every rule. */
    private final Map<String, List<String>> occurring = new HashMap<>();

    private CodeValues() {}

    static CodeValues of(Db db) {
        var values = new CodeValues();
        boolean loaded = db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'knowledge' AND table_name = ?",
                        TABLE)
                > 0;
        if (loaded) {
            db.stream(
                    "SELECT * FROM (SELECT rowid AS place, code_list, unnest([code, name_zh]) AS code,"
                            + " coalesce(national_code, code) AS means FROM knowledge." + TABLE
                            + ") WHERE code IS NOT NULL ORDER BY place",
                    row -> values.national
                            .computeIfAbsent(row.str("code_list"), list -> new LinkedHashMap<>())
                            .putIfAbsent(row.str("code"), row.str("means")));
        }
        values.find(db);
        return values;
    }

    private void find(Db db) {
        var all = new ArrayList<String>();
        national.forEach((column, means) -> {
            String wanted = means.entrySet().stream()
                    .filter(one -> !one.getKey().equals(one.getValue()))
                    .map(one -> Db.quote(one.getKey()))
                    .collect(Collectors.joining(", "));
            MAPPED.stream()
                    .filter(table -> !wanted.isEmpty()
                            && Tables.get(table).column(column).isPresent())
                    .forEach(table -> all.add("SELECT DISTINCT '" + table + "." + column + "' AS place, "
                            + Db.identifier(column) + " AS code FROM data." + table + " WHERE " + Db.identifier(column)
                            + " IN (" + wanted + ")"));
        });
        if (!all.isEmpty()) {
            db.stream(
                    String.join(" UNION ALL ", all) + " ORDER BY place, code",
                    row -> occurring
                            .computeIfAbsent(row.str("place"), place -> new ArrayList<>())
                            .add(row.str("code")));
        }
    }

    /** The SELECT of a canonical table with national values. */
    String select(TableDef table) {
        var replaced = new ArrayList<String>();
        if (MAPPED.contains(table.name())) {
            national.forEach((list, means) -> {
                if (table.column(list).isPresent()) {
                    String column = Db.identifier(list);
                    String cases = occurring.getOrDefault(table.name() + "." + list, List.of()).stream()
                            .map(code ->
                                    " WHEN " + Db.quote(code) + " THEN " + Db.quote(means.getOrDefault(code, code)))
                            .collect(Collectors.joining());
                    if (!cases.isEmpty()) {
                        replaced.add("CASE " + column + cases + " ELSE " + column + " END AS " + column);
                    }
                }
            });
        }
        String columns = replaced.isEmpty() ? "*" : "* REPLACE (" + String.join(", ", replaced) + ")";
        return "SELECT " + columns + " FROM data." + table.name();
    }
}
