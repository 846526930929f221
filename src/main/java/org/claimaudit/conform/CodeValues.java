package org.claimaudit.conform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.store.Db;

/**
 * Puts national code values in the place of a region's own. Names of columns are national, their values are not: facts and rules see the
 * mapped ones, what was loaded stays as it was.
 */
final class CodeValues {
    /** The table in the schema {@code knowledge}: the most local values first. */
    static final String TABLE = "region_code";

    /** Exports; knowledge tables speak national values. */
    private static final List<String> MAPPED = List.of("settlement", "encounter", "fee_line", "institution");

    private final Map<String, Map<String, String>> national = new LinkedHashMap<>();

    private CodeValues() {}

    static CodeValues of(Db db) {
        var values = new CodeValues();
        boolean loaded = db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'knowledge' AND table_name = ?",
                        TABLE)
                > 0;
        if (loaded) {
            db.stream(
                    "SELECT code_list, code, coalesce(national_code, code) AS means FROM knowledge." + TABLE
                            + " ORDER BY rowid",
                    row -> values.national
                            .computeIfAbsent(row.str("code_list"), list -> new LinkedHashMap<>())
                            .putIfAbsent(row.str("code"), row.str("means")));
        }
        return values;
    }

    /** The SELECT of a canonical table with national values. */
    String select(TableDef table) {
        var replaced = new ArrayList<String>();
        if (MAPPED.contains(table.name())) {
            national.forEach((list, means) -> {
                var cases = new StringBuilder();
                means.forEach((code, value) -> {
                    if (!code.equals(value)) {
                        cases.append(" WHEN ")
                                .append(Db.quote(code))
                                .append(" THEN ")
                                .append(Db.quote(value));
                    }
                });
                if (!cases.isEmpty() && table.column(list).isPresent()) {
                    String column = Db.identifier(list);
                    replaced.add("CASE " + column + cases + " ELSE " + column + " END AS " + column);
                }
            });
        }
        String columns = replaced.isEmpty() ? "*" : "* REPLACE (" + String.join(", ", replaced) + ")";
        return "SELECT " + columns + " FROM data." + table.name();
    }
}
