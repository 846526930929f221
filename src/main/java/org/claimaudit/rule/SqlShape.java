package org.claimaudit.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.store.Db;

/**
 * What an SQL text refers to, as DuckDB's own parser sees it.
 *
 * @param statements how many statements there are
 * @param error why it is not made of SELECTs; empty when it is
 * @param errorLine the line of the error, from 1
 * @param tables the tables that are not defined in the text itself
 * @param tableFunctions functions that stand where a table stands
 * @param functions all other functions
 * @param words column references without a table, among them words like {@code current_date} that are no columns
 * @param variables the constant names given to {@code getvariable}
 */
public record SqlShape(
        int statements,
        String error,
        int errorLine,
        List<Name> tables,
        List<Name> tableFunctions,
        List<Name> functions,
        List<Name> words,
        List<Name> variables) {

    /** A name with its schema ({@code schema.name}) where one is given, and the line it stands on. */
    public record Name(String name, int line) {
        boolean qualified() {
            return name.indexOf('.') >= 0;
        }
    }

    /** Looks at an SQL text without running it. */
    public static SqlShape of(Db db, String sql) {
        String json = db.first("SELECT json_serialize_sql(?) AS j", row -> row.str("j"), sql)
                .orElseThrow();
        try {
            return new Walk(sql).shape(new JsonMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB wrote JSON that is none", e);
        }
    }

    /** The tables' names without those that have a schema. */
    public Set<String> tableNames() {
        return tables.stream().filter(name -> !name.qualified()).map(Name::name).collect(Collectors.toSet());
    }

    private static final class Walk {
        private final byte[] bytes;
        private final Set<String> defined = new HashSet<>();
        private final List<Name> tables = new ArrayList<>();
        private final List<Name> tableFunctions = new ArrayList<>();
        private final List<Name> functions = new ArrayList<>();
        private final List<Name> words = new ArrayList<>();
        private final List<Name> variables = new ArrayList<>();

        Walk(String sql) {
            bytes = sql.getBytes(StandardCharsets.UTF_8);
        }

        SqlShape shape(JsonNode top) {
            if (top.path("error").asBoolean()) {
                String message = top.path("error_message").asText();
                return result(0, message, line(top.path("position").asText()));
            }
            visit(top.path("statements"), 1);
            tables.removeIf(table -> defined.contains(table.name()));
            return result(top.path("statements").size(), "", 1);
        }

        private SqlShape result(int statements, String error, int line) {
            return new SqlShape(statements, error, line, tables, tableFunctions, functions, words, variables);
        }

        private void visit(JsonNode node, int line) {
            int here = node.has("query_location")
                    ? line(node.path("query_location").asText(), line)
                    : line;
            switch (node.path("type").asText()) {
                case "BASE_TABLE" ->
                    tables.add(new Name(qualified(node.path("schema_name"), node.path("table_name")), here));
                case "SHOW_REF" -> tableFunctions.add(new Name("describe", here));
                case "FUNCTION" -> function(node, here);
                case "COLUMN_REF" -> {
                    if (node.path("column_names").size() == 1) {
                        words.add(new Name(lower(node.path("column_names").get(0)), here));
                    }
                }
                default -> {}
            }
            if (node.path("sample").isObject()) {
                functions.add(new Name("sample", here));
            }
            for (JsonNode entry : node.path("cte_map").path("map")) {
                defined.add(lower(entry.path("key")));
            }
            if (node.path("type").asText().equals("TABLE_FUNCTION")) {
                JsonNode function = node.path("function");
                tableFunctions.add(new Name(qualified(function.path("schema"), function.path("function_name")), here));
                visit(function.path("arguments"), here);
                return;
            }
            for (JsonNode child : node) {
                visit(child, here);
            }
        }

        private void function(JsonNode node, int line) {
            String name = lower(node.path("function_name"));
            JsonNode arguments = node.path("arguments");
            if (name.equals("getvariable")) {
                JsonNode literal = arguments.path(0).path("expression").path("literal");
                boolean constant = literal.path("kind").asText().equals("STRING");
                variables.add(new Name(constant ? literal.path("text").asText() : "", line));
            } else {
                // age(x) looks from today, age(x, y) does not
                functions.add(new Name(name + (name.equals("age") ? "/" + arguments.size() : ""), line));
            }
        }

        private static String qualified(JsonNode schema, JsonNode name) {
            return schema.asText().isEmpty() ? lower(name) : lower(schema) + "." + lower(name);
        }

        private static String lower(JsonNode text) {
            return text.asText().toLowerCase(Locale.ROOT);
        }

        private int line(String position) {
            return line(position, 1);
        }

        /** Positions count bytes; the largest unsigned number says that there is none. */
        private int line(String position, int otherwise) {
            if (position.isEmpty() || new BigInteger(position).bitLength() > 31) {
                return otherwise;
            }
            int line = 1;
            for (int i = 0; i < Math.min(Integer.parseInt(position), bytes.length); i++) {
                if (bytes[i] == '\n') {
                    line++;
                }
            }
            return line;
        }
    }
}
