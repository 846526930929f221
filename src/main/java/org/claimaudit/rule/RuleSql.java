package org.claimaudit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.claimaudit.rule.SqlShape.Name;
import org.claimaudit.store.Db;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/** What the SQL of a rule must be, whatever it computes: one SELECT over the tables in sight whose answer depends on nothing else. */
public final class RuleSql {
    private static final Set<String> WINDOW = Set.of("window_from", "window_to", "as_of");
    private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "generate_series", "range");
    private static final Set<String> UNSTEADY = Set.of(
            "now",
            "today",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "get_current_time",
            "get_current_timestamp",
            "transaction_timestamp",
            "current_localtime",
            "current_localtimestamp",
            "age/1",
            "random",
            "uuid",
            "uuidv4",
            "uuidv7",
            "gen_random_uuid",
            "setseed",
            "sample",
            "nextval",
            "currval",
            "getenv",
            "current_setting",
            "txid_current",
            "read_text",
            "read_blob");

    private RuleSql() {}

    /**
     * Checks the SQL of rules before anything else is done.
     *
     * @throws UserError code 2 naming the file, the line and what is wrong
     */
    public static void check(Db db, List<Rule> rules) {
        var faults = new ArrayList<Fault>();
        rules.forEach(rule -> check(db, rule, faults::add));
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
    }

    /** Checks one rule and hands over its faults; returns what its SELECT refers to. */
    public static SqlShape check(Db db, Rule rule, Consumer<Fault> faults) {
        SqlShape shape = SqlShape.of(db, rule.select());
        check(rule, shape, "", faults);
        check(rule, SqlShape.of(db, Rule.bare(rule.population())), "population: ", faults);
        return shape;
    }

    private static void check(Rule rule, SqlShape shape, String where, Consumer<Fault> faults) {
        // The population stands in the front matter; its own lines say nothing.
        boolean inside = where.isEmpty();
        if (!shape.error().isEmpty()) {
            fault(
                    faults,
                    rule,
                    inside ? shape.errorLine() : 1,
                    where + Messages.text("rule.sql.syntax", shape.error()));
            return;
        }
        if (shape.statements() != 1) {
            String count = String.valueOf(shape.statements());
            fault(faults, rule, 1, where + Messages.text("rule.sql.one", count));
        }
        Set<String> declared = rule.params().stream().map(Param::name).collect(Collectors.toSet());
        named(shape.tables(), Name::qualified, "rule.sql.schema", rule, where, faults);
        named(
                shape.tableFunctions(),
                name -> !TABLE_FUNCTIONS.contains(name.name()),
                "rule.sql.table-function",
                rule,
                where,
                faults);
        named(shape.functions(), name -> UNSTEADY.contains(name.name()), "rule.sql.unsteady", rule, where, faults);
        named(shape.words(), name -> UNSTEADY.contains(name.name()), "rule.sql.unsteady", rule, where, faults);
        named(
                shape.variables(),
                name -> !declared.contains(name.name()) && !WINDOW.contains(name.name()),
                "rule.sql.variable",
                rule,
                where,
                faults);
    }

    private interface Wrong {
        boolean test(Name name);
    }

    private static void named(
            List<Name> names, Wrong wrong, String key, Rule rule, String where, Consumer<Fault> faults) {
        for (Name name : names) {
            if (wrong.test(name)) {
                fault(faults, rule, where.isEmpty() ? name.line() : 1, where + Messages.text(key, name.name()));
            }
        }
    }

    private static void fault(Consumer<Fault> faults, Rule rule, int line, String text) {
        faults.accept(new Fault(rule.file(), line, text));
    }
}
