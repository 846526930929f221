package org.claimaudit.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Profile.Constant;
import org.claimaudit.ingest.Profile.Expression;
import org.claimaudit.ingest.Profile.FileKind;
import org.claimaudit.ingest.Profile.FromColumn;
import org.claimaudit.ingest.Profile.Target;
import org.claimaudit.ingest.Profile.Value;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * A profile's values as SQL over one row of the file. What a profile writes as SQL may read the row and nothing else: no other table, no file,
 * no subquery, and one value a row.
 */
final class ProfileSql {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Parts of a query that would see more than the row. */
    private static final Set<String> FORBIDDEN =
            Set.of("SUBQUERY", "WINDOW", "STAR", "TABLE_FUNCTION", "JOIN", "POSITIONAL_REFERENCE", "PARAMETER");
    /** Functions that see more than their arguments, do something besides, or yield another number of rows. */
    private static final String IMPURE = "SELECT function_name AS name FROM duckdb_functions() GROUP BY ALL HAVING"
            + " bool_or(stability <> 'CONSISTENT') OR bool_and(function_type NOT IN ('scalar', 'macro'))"
            + " OR bool_or(function_type = 'macro' AND (NOT internal OR schema_name <> 'main'"
            + " OR contains(lower(macro_definition), 'select'))) OR starts_with(function_name, 'current_')"
            + " UNION ALL VALUES ('unnest')";

    private final Db db;
    private final Profile profile;
    private final FileKind kind;
    private final String file;
    /** The file's columns as they stand in SQL, by their name in lower case. */
    private final Map<String, String> columns;

    private final Set<String> impure;

    /**
     * @param file what the file is called in messages
     * @param columns the file's columns under the names that SQL knows them by
     */
    ProfileSql(Db db, Profile profile, FileKind kind, String file, List<String> columns) {
        this.db = db;
        this.profile = profile;
        this.kind = kind;
        this.file = file;
        this.columns = columns.stream().collect(Collectors.toMap(c -> c.toLowerCase(Locale.ROOT), c -> c, (a, b) -> a));
        this.impure = Set.copyOf(db.list(IMPURE, row -> row.str("name")));
    }

    /**
     * Checks everything that a target says.
     *
     * @throws UserError {@link ExitCode#USAGE} for SQL that is none or reads more than the row, {@link ExitCode#BAD_INPUT} naming all columns that the
     *     file lacks
     */
    void check(List<Target> targets) {
        var lacking = new LinkedHashSet<String>();
        targets.forEach(target -> lacking.addAll(columnsOf(target)));
        lacking.removeIf(columns::containsKey);
        if (!lacking.isEmpty()) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.profile.lacking", file, profile.file(), String.join(", ", lacking)),
                    Messages.text("ingest.profile.lacking.todo"));
        }
        targets.forEach(this::bind);
        if (!kind.dateFormats().isEmpty()) {
            bind("SELECT try_strptime('', [" + literals(kind.dateFormats()) + "])", kind.formatsLine());
        }
    }

    /** The columns of the file that a target reads, in lower case. */
    Set<String> columnsOf(Target target) {
        var names = new LinkedHashSet<String>();
        if (target.filter() != null) {
            names.addAll(columnsOf(target.filter(), target.line()));
        }
        target.columns().values().forEach(value -> names.addAll(columnsOf(value)));
        return names;
    }

    private List<String> columnsOf(Value value) {
        if (value instanceof FromColumn from) {
            return List.of(from.column().toLowerCase(Locale.ROOT));
        }
        return value instanceof Expression expression ? columnsOf(expression.sql(), expression.line()) : List.of();
    }

    /** The canonical columns of a target whose values are made of a column of the file. */
    List<String> fedBy(Target target, String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return target.columns().entrySet().stream()
                .filter(e -> columnsOf(e.getValue()).contains(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void bind(Target target) {
        if (target.filter() != null) {
            bind("SELECT 1 FROM " + emptyRow() + " WHERE " + target.filter() + "\n", target.line());
        }
        target.columns().values().forEach(value -> {
            if (value instanceof Expression expression) {
                bind("SELECT source_line, " + asText(expression) + " FROM " + emptyRow(), expression.line());
            }
        });
    }

    private void bind(String sql, int line) {
        try {
            db.count("SELECT count(*) FROM (" + sql + ")");
        } catch (DbException e) {
            throw fault(line, String.valueOf(e.getMessage()));
        }
    }

    private String emptyRow() {
        return "(SELECT 1::BIGINT AS source_line, "
                + columns.values().stream()
                        .map(c -> "NULL::VARCHAR AS " + quoted(c))
                        .collect(Collectors.joining(", "))
                + ") AS record";
    }

    /** The columns that a piece of SQL reads. */
    private List<String> columnsOf(String sql, int line) {
        String json = db.first(
                        "SELECT CAST(json_serialize_sql(?) AS VARCHAR) AS tree",
                        row -> row.str("tree"),
                        "SELECT " + sql + "\n FROM record")
                .orElseThrow();
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.path("error").asBoolean()) {
                throw fault(line, tree.path("error_message").asText());
            }
            List<String> tables = new ArrayList<>();
            List<String> names = new ArrayList<>();
            JsonNode query = tree.path("statements").path(0).path("node");
            boolean one = tree.path("statements").size() == 1
                    && query.path("select_list").size() == 1
                    && query.path("modifiers").isEmpty()
                    && walk(tree, tables, names);
            if (!one || !tables.equals(List.of("record"))) {
                throw fault(line, Messages.text("ingest.profile.only-row"));
            }
            for (JsonNode function : tree.findValues("function_name")) {
                if (impure.contains(function.asText().toLowerCase(Locale.ROOT))) {
                    throw fault(line, Messages.text("ingest.profile.function", function.asText()));
                }
            }
            return names;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean walk(JsonNode node, List<String> tables, List<String> names) {
        String kind = node.path("class").asText() + node.path("type").asText();
        if (FORBIDDEN.stream().anyMatch(kind::startsWith)
                || FORBIDDEN.contains(node.path("type").asText())) {
            return false;
        }
        if (node.path("type").asText().equals("BASE_TABLE")) {
            tables.add(node.path("table_name").asText());
        }
        if (node.path("class").asText().equals("COLUMN_REF")) {
            JsonNode parts = node.path("column_names");
            names.add(parts.path(parts.size() - 1).asText().toLowerCase(Locale.ROOT));
        }
        List<String> below = new ArrayList<>();
        for (JsonNode child : node) {
            if (!walk(child, tables, below)) {
                return false;
            }
        }
        if (node.path("class").asText().equals("LAMBDA")) {
            // Its own parameters are no columns.
            node.path("lhs")
                    .findValues("column_names")
                    .forEach(n -> below.removeIf(n.path(0).asText()::equalsIgnoreCase));
        }
        names.addAll(below);
        return true;
    }

    private UserError fault(int line, String message) {
        return new UserError(
                ExitCode.USAGE,
                Messages.text("ingest.profile.sql", profile.file(), Integer.toString(line), message),
                Messages.text("ingest.profile.todo"));
    }

    /** The query over the rows {@code record} whose columns are the source line, the target's columns as text, and the raw text. */
    String query(Target target, String rows) {
        String values = target.columns().entrySet().stream()
                .map(e -> text(
                                e.getValue(),
                                target.table().column(e.getKey()).orElseThrow().type())
                        + " AS " + quoted(e.getKey()))
                .collect(Collectors.joining(", "));
        return "SELECT source_line, " + values + ", raw_record FROM " + rows + " AS record"
                + (target.filter() == null ? "" : " WHERE (" + target.filter() + "\n)");
    }

    private String text(Value value, ColumnType type) {
        String sql;
        if (value instanceof Constant constant) {
            return literal(constant.text());
        } else if (value instanceof FromColumn from) {
            sql = mapped(from);
        } else {
            sql = asText((Expression) value);
        }
        boolean time = type == ColumnType.DATE || type == ColumnType.TIME;
        if (!time || kind.dateFormats().isEmpty()) {
            return sql;
        }
        return "coalesce(CAST(try_strptime(" + sql + ", [" + literals(kind.dateFormats()) + "]) AS VARCHAR), " + sql
                + ")";
    }

    /** Without control characters, which would break the staging text. */
    private static String asText(Expression expression) {
        return "translate(CAST((" + expression.sql() + "\n) AS VARCHAR), chr(10) || chr(13) || chr(31), chr(30))";
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(ProfileSql::literal).collect(Collectors.joining(", "));
    }

    private String mapped(FromColumn from) {
        String column = quoted(columns.getOrDefault(from.column().toLowerCase(Locale.ROOT), from.column()));
        if (from.codes().isEmpty()) {
            return column;
        }
        var sql = new StringBuilder("CASE ").append(column);
        from.codes()
                .forEach((code, text) -> sql.append(" WHEN ")
                        .append(literal(code))
                        .append(" THEN ")
                        .append(literal(text)));
        String otherwise = from.otherwise();
        return sql.append(" ELSE ")
                .append(otherwise == null ? column : literal(otherwise))
                .append(" END")
                .toString();
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
