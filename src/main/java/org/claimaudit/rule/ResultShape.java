package org.claimaudit.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;

/**
 * The columns of a rule's result.
 *
 * @param types DuckDB's name of each column's type
 */
public record ResultShape(Map<String, String> types) {
    private static final Set<String> TEXTS =
            Set.of("fixmedins_code", "psn_no", "mdtrt_id", "setl_id", "row_table", "row_id");
    private static final Set<String> DATES = Set.of("begin_date", "end_date");

    /** The columns of a query, which is bound but not run, or of a table. */
    public static ResultShape of(Db db, String query) {
        var types = new LinkedHashMap<String, String>();
        db.stream("DESCRIBE " + query, row -> types.put(row.str("column_name"), row.str("column_type")));
        return new ResultShape(types);
    }

    public boolean has(String column) {
        return types.containsKey(column);
    }

    /** DuckDB's name of a column's type; empty when there is no such column. */
    public String type(String column) {
        return types.getOrDefault(column, "");
    }

    /** Everything that keeps the result from being the result of this rule. */
    public List<Bilingual> faults(Rule rule) {
        var faults = new ArrayList<Bilingual>();
        TEXTS.stream().sorted().forEach(column -> require(column, "", faults));
        DATES.stream().sorted().forEach(column -> require(column, "DATE", faults));
        rule.key().forEach(column -> require(column, "", faults));
        require("claim", "", faults);
        exact("claim", faults);
        exact("account", faults);
        for (String text : List.of(rule.message().en(), rule.message().zh())) {
            for (String column : Template.of(text).columns()) {
                require(column, "", faults);
                if (personal(column)) {
                    faults.add(Bilingual.of("rule.result.personal", column));
                }
            }
        }
        return faults.stream().distinct().toList();
    }

    private void require(String column, String type, List<Bilingual> faults) {
        String actual = types.get(column);
        if (actual == null) {
            faults.add(Bilingual.of("rule.result.missing", column));
        } else if (!type.isEmpty() && !actual.equals(type) && !actual.equals("\"NULL\"")) {
            faults.add(Bilingual.of("rule.result.type", column, actual, type));
        }
    }

    /** Whole numbers are exact too. */
    private void exact(String column, List<Bilingual> faults) {
        String type = types.getOrDefault(column, "DECIMAL");
        if (!type.startsWith("DECIMAL") && !type.endsWith("INT") && !type.equals("INTEGER")) {
            faults.add(Bilingual.of("rule.result.type", column, type, "DECIMAL"));
        }
    }

    /** Messages are stored once and shown to everybody, so they must not name a person. */
    private static boolean personal(String column) {
        return Tables.all().stream().map(TableDef::personal).anyMatch(columns -> columns.contains(column));
    }
}
