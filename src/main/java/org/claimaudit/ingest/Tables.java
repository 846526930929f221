package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.claimaudit.store.Db;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The canonical tables, defined once in {@code tables/<name>.yaml}: their DDL, headers, keys and personal columns come from there. */
public final class Tables {
    private static final List<String> NAMES = List.of(
            "settlement",
            "encounter",
            "fee_line",
            "institution",
            "practitioner",
            "suspension",
            "person",
            "insurance",
            "benefit_pause",
            "death_registry",
            "attendance_log",
            "budget",
            "trace_code",
            "supplier_ledger",
            "device",
            "population",
            "holiday",
            "offsite_filing",
            "chronic_filing",
            "referral",
            "account_share",
            "aid_identity",
            "settlement_list",
            "drg_case",
            "diagnosis",
            "operation",
            "nursing_record",
            "statement_total",
            "statement_detail",
            "offsite_statement",
            "fund_income",
            "price_limit",
            "bundle_pair",
            "composite_item",
            "freq_limit",
            "restricted_item",
            "restricted_dx",
            "procedure_dx_map",
            "organ_procedure",
            "partner_item",
            "hourly_item",
            "unit_limit",
            "procedure_pair",
            "procedure_level",
            "national_item",
            "gender_item",
            "age_item",
            "drug_dx_map",
            "chronic_limit",
            "dialysis_item",
            "non_medical_item",
            "reagent_yield",
            "drg_weight",
            "uplift_pair",
            "indicator_limit",
            "policy",
            "charge_class",
            "med_type_kind");

    private Tables() {}

    private static final class Holder {
        static final List<TableDef> ALL = NAMES.stream().map(Tables::read).toList();
    }

    /** All canonical tables. */
    public static List<TableDef> all() {
        return Holder.ALL;
    }

    /** The table of that name. */
    public static Optional<TableDef> find(String name) {
        return all().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TableDef get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no canonical table " + name));
    }

    /** Makes every canonical table that is missing in the schemas {@code data} and {@code history}, and every column that is missing in one. */
    public static void create(Db db) {
        Map<String, Integer> known = new HashMap<>();
        db.stream(
                "SELECT table_schema || '.' || table_name AS t, count(*) AS n FROM information_schema.columns"
                        + " WHERE table_schema IN ('data', 'history') GROUP BY ALL",
                row -> known.put(row.str("t"), (int) row.whole("n")));
        var sql = new StringBuilder("CREATE SCHEMA IF NOT EXISTS data; CREATE SCHEMA IF NOT EXISTS history;");
        for (TableDef table : all()) {
            for (String schema : List.of("data", "history")) {
                Integer columns = known.get(schema + "." + table.name());
                if (columns == null) {
                    sql.append(table.ddl(schema)).append(';');
                } else if (columns < table.columns().size() + 2) {
                    table.columns()
                            .forEach(c -> sql.append("ALTER TABLE ")
                                    .append(schema)
                                    .append('.')
                                    .append(table.name())
                                    .append(" ADD COLUMN IF NOT EXISTS ")
                                    .append(c.sql())
                                    .append(';'));
                }
            }
        }
        db.transaction(() -> db.script(sql.toString()));
    }

    /**
     * Makes room in {@code data} for values in some columns of a table. Only columns that some file has had take room: an export has a
     * dozen of fifty columns, and to write the others as NULL takes more than half as long as the dozen.
     */
    static void makeRoom(Db db, TableDef table, Set<String> columns) {
        String name = "data." + table.name();
        if (db.count("SELECT count(*) FROM (SELECT 1 FROM " + name + " LIMIT 1)") == 0) {
            db.script(table.ddl("data", columns));
            return;
        }
        // What is computed is NULL for every row, see TableDef.ddl.
        List<String> empty = db.list(
                "SELECT column_name FROM duckdb_columns()"
                        + " WHERE schema_name = 'data' AND table_name = ? AND column_default IS NOT NULL",
                row -> row.str("column_name"),
                table.name());
        for (ColumnDef column : table.columns()) {
            if (empty.contains(column.name()) && columns.contains(column.name())) {
                db.script("ALTER TABLE " + name + " DROP COLUMN \"" + column.name() + "\"; ALTER TABLE " + name
                        + " ADD COLUMN " + column.sql());
            }
        }
    }

    private static TableDef read(String name) {
        String resource = "/tables/" + name + ".yaml";
        try (InputStream in = Tables.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            var settings = LoadSettings.builder().setLabel(resource).build();
            return table(name, (Map<?, ?>) new Load(settings).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableDef table(String name, Map<?, ?> yaml) {
        var key = new ArrayList<String>();
        var required = new ArrayList<List<String>>();
        // A question mark says that this part of the key may be empty.
        for (String part : texts(yaml.get("key"))) {
            boolean optional = part.endsWith("?");
            key.add(optional ? part.substring(0, part.length() - 1) : part);
            if (!optional) {
                required.add(List.of(part));
            }
        }
        texts(yaml.get("required")).stream()
                .map(one -> Arrays.asList(one.split(" \\| ", -1)))
                .forEach(required::add);
        var columns = new ArrayList<ColumnDef>();
        Objects.requireNonNull((Map<?, ?>) yaml.get("columns"))
                .forEach((k, v) -> columns.add(column(String.valueOf(k), (Map<?, ?>) v)));
        return new TableDef(
                name,
                String.valueOf(yaml.get("zh")),
                List.copyOf(key),
                List.copyOf(required),
                texts(yaml.get("foreign")).stream().map(HeaderNames::normalise).toList(),
                totals(yaml.get("totals")),
                List.copyOf(columns));
    }

    private static ColumnDef column(String name, Map<?, ?> yaml) {
        Object mask = yaml.get("mask");
        return new ColumnDef(
                name,
                ColumnType.valueOf(String.valueOf(yaml.get("type")).toUpperCase(Locale.ROOT)),
                String.valueOf(yaml.get("zh")),
                texts(yaml.get("names")),
                text(yaml.get("fallback")),
                mask == null ? null : Mask.Kind.valueOf(mask.toString().toUpperCase(Locale.ROOT)),
                Boolean.TRUE.equals(yaml.get("identifies")),
                new KnownValues(texts(yaml.get("words")), texts(yaml.get("codes")), text(yaml.get("shape"))));
    }

    private static List<Total> totals(@Nullable Object list) {
        return list == null
                ? List.of()
                : ((List<?>) list)
                        .stream()
                                .map(one -> (Map<?, ?>) one)
                                .map(one -> new Total(
                                        String.valueOf(one.get("column")),
                                        text(one.get("control")),
                                        texts(one.get("parts"))))
                                .toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<String> texts(@Nullable Object list) {
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
