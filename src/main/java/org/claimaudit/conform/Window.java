package org.claimaudit.conform;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.store.Db;

/**
 * What a rule sees: temporary views without a schema of every fact, canonical and knowledge table, and the variables {@code window_from},
 * {@code window_to} (exclusive) and {@code as_of}.
 */
public final class Window {
    private Window() {}

    /**
     * Opens the window. Facts kept per month hold the months up to that of the day before {@code to}, with a column {@code audited}: is the month
     * in the window. Settlements, encounters and fee lines are seen up to the window's end.
     *
     * @param to the day after the window
     * @param lookbackDays as of {@link #look}
     * @param missing facts that could not be built; they have no view
     */
    public static void open(
            Db db, FactSet facts, Set<String> missing, LocalDate from, LocalDate to, int lookbackDays, LocalDate asOf) {
        Views.open(db, to);
        var monthly = new TreeSet<>(db.list(
                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'fact' AND column_name = 'month'",
                row -> row.str("table_name")));
        String begin = YearMonth.from(from).toString();
        String last = YearMonth.from(to.minusDays(1)).toString();
        var sql = new StringBuilder();
        for (String id : facts.ids()) {
            if (missing.contains(id)) {
                sql.append("DROP VIEW IF EXISTS temp.")
                        .append(Db.identifier(id))
                        .append(";\n");
            } else if (monthly.contains(id)) {
                sql.append(Views.view(
                        id,
                        "SELECT *, month >= '" + begin + "' AS audited FROM fact." + id
                                + " WHERE month BETWEEN getvariable('history_from') AND '" + last + "'"));
            } else {
                sql.append(Views.view(id, "SELECT * FROM fact." + id));
            }
        }
        db.script(sql.toString());
        look(db, from, lookbackDays);
        var variables = new LinkedHashMap<String, LocalDate>();
        variables.put("window_from", from);
        variables.put("window_to", to);
        variables.put("as_of", asOf);
        variables.forEach(db::variable);
    }

    /** Lets the facts kept per month begin with the month of {@code from − lookbackDays}. */
    public static void look(Db db, LocalDate from, int lookbackDays) {
        db.variable("history_from", YearMonth.from(from.minusDays(lookbackDays)).toString());
    }
}
