import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Locale;
import java.util.StringJoiner;

/** What DuckDB takes by itself: DATABASE FILE…. Every column gets the type that the canonical table has, all else is default. */
public final class RawRead {
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0]);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < args.length; i++) {
                statement.execute("CREATE TABLE t" + i + " AS SELECT * FROM read_csv('" + args[i] + "', columns = " + columns(args[i]) + ")");
            }
        }
    }

    private static StringJoiner columns(String file) throws IOException {
        String header;
        try (var lines = Files.newBufferedReader(Path.of(file))) {
            header = lines.readLine();
        }
        var columns = new StringJoiner(", ", "{", "}");
        for (String name : header.split(",", -1)) {
            columns.add("'" + name + "': '" + type(name.toLowerCase(Locale.ROOT)) + "'");
        }
        return columns;
    }

    private static String type(String name) {
        return switch (name) {
            case "fee_ocur_time", "updt_time", "crte_time" -> "TIMESTAMP";
            case "cnt", "prd_days" -> "DECIMAL(18,4)";
            case "pric", "pric_uplmt_amt" -> "DECIMAL(18,6)";
            case "selfpay_prop", "reim_prop" -> "DECIMAL(9,4)";
            case "inscp_amt", "overlmt_selfpay" -> "DECIMAL(18,2)";
            default -> name.endsWith("_amt") || name.endsWith("_sumamt") ? "DECIMAL(18,2)" : "VARCHAR";
        };
    }
}
