package org.claimaudit.rule;

import java.nio.file.Path;
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

    /** Names that no parameter may have: setting it would move the window of this rule, and forgetting it that of all after it. */
    static final Set<String> RESERVED = Set.of("window_from", "window_to", "as_of", "history_from");

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

    private final Path file;
    private final Set<String> declared;
    private final String where;
    private final Consumer<Fault> faults;

    private RuleSql(Path file, Set<String> declared, String where, Consumer<Fault> faults) {
        this.file = file;
        this.declared = declared;
        this.where = where;
        this.faults = faults;
    }

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
        Set<String> declared = rule.params().stream().map(Param::name).collect(Collectors.toSet());
        SqlShape shape = SqlShape.of(db, rule.select());
        new RuleSql(rule.file(), declared, "", faults).check(shape);
        new RuleSql(rule.file(), declared, "population: ", faults).check(SqlShape.of(db, Rule.bare(rule.population())));
        return shape;
    }

    /** Checks the SELECT of an indicator or a sheet. */
    public static void check(Db db, Figure figure, Consumer<Fault> faults) {
        new RuleSql(figure.file(), Set.of(), "", faults).check(SqlShape.of(db, figure.select()));
    }

    private void check(SqlShape shape) {
        if (!shape.error().isEmpty()) {
            fault(shape.errorLine(), Messages.text("rule.sql.syntax", shape.error()));
            return;
        }
        if (shape.statements() != 1) {
            fault(1, Messages.text("rule.sql.one", String.valueOf(shape.statements())));
        }
        named(shape.tables(), Name::qualified, "rule.sql.schema");
        named(shape.tableFunctions(), name -> !TABLE_FUNCTIONS.contains(name.name()), "rule.sql.table-function");
        named(shape.functions(), name -> UNSTEADY.contains(name.name()), "rule.sql.unsteady");
        named(shape.words(), name -> UNSTEADY.contains(name.name()), "rule.sql.unsteady");
        named(
                shape.variables(),
                name -> !declared.contains(name.name()) && !WINDOW.contains(name.name()),
                "rule.sql.variable");
    }

    private interface Wrong {
        boolean test(Name name);
    }

    private void named(List<Name> names, Wrong wrong, String key) {
        for (Name name : names) {
            if (wrong.test(name)) {
                fault(name.line(), Messages.text(key, name.name()));
            }
        }
    }

    /** The population stands in the front matter; its own lines say nothing. */
    private void fault(int line, String text) {
        faults.accept(new Fault(file, where.isEmpty() ? line : 1, where + text));
    }
}
