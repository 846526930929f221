package org.claimaudit.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.Requirement;
import org.claimaudit.rule.ResultShape;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;

/** Looks for everything that is wrong with the SQL of one rule, over empty tables. */
final class RuleLint {
    private static final Pattern LINE = Pattern.compile("\\bLINE (\\d+):");
    private static final String GATE_SHARE = "gate_share";

    private final Db db;
    private final Rule rule;
    private final Consumer<Fault> faults;

    RuleLint(Db db, Rule rule, Consumer<Fault> faults) {
        this.db = db;
        this.rule = rule;
        this.faults = faults;
    }

    void run() {
        rule.params().forEach(param -> db.variable(param.name(), param.value()));
        var wrong = new boolean[1];
        SqlShape shape = RuleSql.check(db, rule, fault -> {
            wrong[0] = true;
            faults.accept(fault);
        });
        rule.requires().forEach(this::requirement);
        // What does not parse, or could leave the database, is not even bound.
        if (!wrong[0]) {
            unusedParams(shape);
            population();
            result();
        }
        rule.params().forEach(param -> db.dropVariable(param.name()));
    }

    private void unusedParams(SqlShape shape) {
        Set<String> used = new HashSet<>();
        shape.variables().forEach(name -> used.add(name.name()));
        SqlShape.of(db, rule.populationSelect()).variables().forEach(name -> used.add(name.name()));
        for (Param param : rule.params()) {
            if (!used.contains(param.name()) && !(rule.gate() && param.name().equals(GATE_SHARE))) {
                fault(1, Messages.text("check.lint.unused", param.name()));
            }
        }
    }

    private void requirement(Requirement requirement) {
        for (Requirement.Source source : requirement.anyOf()) {
            String column = source.column() == null ? "*" : Db.identifier(source.column());
            try {
                ResultShape.of(db, "SELECT " + column + " FROM " + Db.identifier(source.table()));
            } catch (DbException e) {
                fault(1, Messages.text("check.lint.requires", source));
            }
        }
    }

    private void population() {
        try {
            ResultShape shape = ResultShape.of(db, rule.populationSelect());
            String type = shape.types().values().stream().findFirst().orElse("");
            if (shape.types().size() != 1 || !(type.endsWith("INT") || type.equals("INTEGER"))) {
                fault(1, Messages.text("check.lint.population"));
            }
        } catch (DbException e) {
            fault(1, "population: " + e.getMessage());
        }
    }

    private void result() {
        try {
            ResultShape.of(db, rule.select()).faults(rule).forEach(reason -> fault(selectLine(), reason.text()));
        } catch (DbException e) {
            Throwable cause = e.getCause();
            Matcher matcher = LINE.matcher(cause == null ? "" : String.valueOf(cause.getMessage()));
            fault(matcher.find() ? Integer.parseInt(matcher.group(1)) : selectLine(), String.valueOf(e.getMessage()));
        }
    }

    /** The first line after the front matter. */
    private int selectLine() {
        int line = 1;
        for (String text : rule.sql().lines().toList()) {
            line++;
            if (text.strip().equals("---*/")) {
                return line;
            }
        }
        return 1;
    }

    private void fault(int line, String text) {
        faults.accept(new Fault(rule.file(), line, text));
    }
}
