package org.claimaudit.conform;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;

/** The names without a schema under which facts and rules see canonical and knowledge tables: temporary views of this connection. */
final class Views {
    /** The time by which a row lies before or after the end of a window. */
    private static final Map<String, String> TIMES =
            Map.of("settlement", "setl_time", "encounter", "begntime", "fee_line", "fee_ocur_time");

    /** The administrative divisions of persons and institutions. */
    private static final String DIVISIONS = """
            CREATE OR REPLACE TEMP TABLE division AS
            SELECT insu_admdvs AS admdvs FROM data.settlement WHERE insu_admdvs IS NOT NULL
            UNION SELECT fix_blng_admdvs FROM data.settlement WHERE fix_blng_admdvs IS NOT NULL
            UNION SELECT fix_blng_admdvs FROM data.institution WHERE fix_blng_admdvs IS NOT NULL;
            """;

    private Views() {}

    /** Makes the views of all canonical and knowledge tables. */
    static void open(Db db) {
        var shipped = new TreeSet<>(db.list(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'knowledge'",
                row -> row.str("table_name")));
        var regional = new TreeSet<>(db.list(
                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'knowledge' AND column_name = 'region'",
                row -> row.str("table_name")));
        CodeValues codes = CodeValues.of(db);
        var sql = new StringBuilder(DIVISIONS);
        for (TableDef table : Tables.all()) {
            sql.append(view(table.name(), shipped.remove(table.name()) ? both(table, regional) : codes.select(table)));
        }
        for (String name : shipped) {
            sql.append(
                    view(name, "SELECT * FROM knowledge." + Db.identifier(name) + " WHERE " + applies(name, regional)));
        }
        db.script(sql.toString());
    }

    /** Lets the views of claims end before a day, and makes all of them where this connection has none. */
    static void open(Db db, LocalDate before) {
        boolean none =
                db.count("SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = 'division'") == 0;
        if (none) {
            open(db);
        }
        CodeValues codes = CodeValues.of(db);
        var sql = new StringBuilder();
        TIMES.forEach((table, time) -> sql.append(
                view(table, codes.select(Tables.get(table)) + " WHERE " + time + " < DATE '" + before + "'")));
        db.script(sql.toString());
    }

    /** The bureau's rows, and the shipped ones if there are none or the table is one to which they are added. */
    private static String both(TableDef table, Set<String> regional) {
        String columns =
                table.columns().stream().map(c -> Db.identifier(c.name())).collect(Collectors.joining(", "));
        String condition = " WHERE " + applies(table.name(), regional)
                + (Knowledge.ADDED.contains(table.name())
                        ? ""
                        : " AND NOT EXISTS (SELECT 1 FROM data." + table.name() + ")");
        return "SELECT " + columns + ", file_id, source_line, 0 AS shipped FROM data." + table.name()
                + " UNION ALL SELECT " + columns + ", NULL, NULL, 1 FROM knowledge." + table.name() + condition;
    }

    /** Shipped rows of a region that none of the claims belongs to are not in sight: a rule that needs the table is not applicable then. */
    private static String applies(String table, Set<String> regional) {
        return regional.contains(table)
                ? "(rtrim(coalesce(region, ''), '0') = '' OR EXISTS (SELECT 1 FROM division WHERE starts_with(admdvs, rtrim(region, '0'))))"
                : "true";
    }

    static String view(String name, String select) {
        return "CREATE OR REPLACE TEMP VIEW " + Db.identifier(name) + " AS " + select + ";\n";
    }
}
