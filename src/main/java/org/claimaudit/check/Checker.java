package org.claimaudit.check;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Window;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.Requirement;
import org.claimaudit.rule.ResultShape;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.store.QueryCancelled;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules over the facts, one after another. What they find lies in temporary tables afterwards, see {@link Pending}; the store is not
 * touched. A rule that fails is booked as errored and the others go on.
 */
public final class Checker {
    /** The facts that say what was paid for a row: without them no rule can claim anything. */
    public static final Set<String> NEEDED = Set.of("valid_settlement", "effective_line", "institution_kind");

    private final Db db;
    private final FactSet facts;
    private final FactReport built;
    private final AuditPeriod period;
    private final Duration limit;
    private final Requirements requirements;

    /**
     * @param built what the last refresh of the facts said
     * @param limit the time that each statement of a rule may take; zero is without limit
     */
    public Checker(Db db, FactSet facts, FactReport built, AuditPeriod period, Duration limit) {
        this.db = db;
        this.facts = facts;
        this.built = built;
        this.period = period;
        this.limit = limit;
        this.requirements = new Requirements(db, facts);
    }

    /**
     * Runs the rules in the given order.
     *
     * @throws org.claimaudit.support.UserError code 2 when the SQL of a rule is no single SELECT or not allowed; then no rule has run
     */
    public List<RuleResult> run(List<Rule> rules, CheckListener listener) {
        RuleSql.check(db, rules);
        Pending.create(db);
        open(db, facts, built, period, Period.ZERO);
        var results = new ArrayList<RuleResult>();
        for (Rule rule : rules) {
            listener.ruleBegin(rule, results.size() + 1, rules.size());
            RuleResult result = run(rule);
            results.add(result);
            listener.ruleEnd(result);
        }
        return results;
    }

    private RuleResult run(Rule rule) {
        long begin = System.nanoTime();
        try {
            Optional<Bilingual> broken = brokenFact(rule);
            if (broken.isPresent()) {
                return result(rule, Outcome.SKIPPED, null, 0, begin, broken.get());
            }
            show(rule);
            Optional<Bilingual> missing = requirements.missing(rule);
            if (missing.isPresent()) {
                return result(rule, Outcome.NOT_APPLICABLE, null, 0, begin, missing.get());
            }
            return look(rule, begin);
        } catch (QueryCancelled cancelled) {
            throw cancelled;
        } catch (DbException e) {
            return errored(rule, begin, Bilingual.of("check.errored", String.valueOf(e.getMessage())));
        } catch (RuleFault fault) {
            return errored(rule, begin, fault.reason());
        } finally {
            db.timeout(Duration.ZERO);
            rule.params().forEach(param -> db.dropVariable(param.name()));
        }
    }

    private RuleResult look(Rule rule, long begin) {
        db.timeout(limit);
        long population = db.count(rule.populationSelect());
        ResultShape shape = ResultShape.of(db, rule.select());
        List<Bilingual> faults = shape.faults(rule);
        if (!faults.isEmpty()) {
            throw new RuleFault(faults.get(0));
        }
        // All on one line, so that DuckDB's line numbers stay those of the file.
        db.execute("CREATE OR REPLACE TEMP TABLE audit_result AS SELECT *, " + Findings.findingId(rule)
                + " AS audit_finding_id FROM (" + rule.select() + ")");
        db.timeout(Duration.ZERO);
        long findings = new Findings(db, rule, period, shape).collect();
        if (findings == 0 && population == 0) {
            // It ran, but over nothing: "clean" would read as if something had been looked at.
            return result(rule, Outcome.NOT_APPLICABLE, population, 0, begin, Bilingual.of("check.nothing"));
        }
        return result(rule, findings == 0 ? Outcome.CLEAN : Outcome.FOUND, population, findings, begin, null);
    }

    private RuleResult errored(Rule rule, long begin, Bilingual reason) {
        Pending.forget(db, rule.id());
        return result(rule, Outcome.ERRORED, null, 0, begin, reason);
    }

    private static RuleResult result(
            Rule rule,
            Outcome outcome,
            @Nullable Long population,
            long findings,
            long begin,
            @Nullable Bilingual reason) {
        return new RuleResult(rule, outcome, population, findings, (System.nanoTime() - begin) / 1_000_000, reason);
    }

    /** The first fact that the rule needs and that could not be built. */
    private Optional<Bilingual> brokenFact(Rule rule) {
        if (built.failed().isEmpty()) {
            return Optional.empty();
        }
        var needed = new TreeSet<>(SqlShape.of(db, rule.select()).tableNames());
        rule.requires().stream()
                .map(Requirement::anyOf)
                .filter(sources -> sources.size() == 1)
                .forEach(sources -> needed.add(sources.get(0).table()));
        needed.addAll(NEEDED);
        return needed.stream()
                .filter(built.failed()::containsKey)
                .findFirst()
                .map(fact -> Bilingual.of(
                        "check.fact", fact, String.valueOf(built.failed().get(fact))));
    }

    /** Opens the views of a period and the history before it. */
    static void open(Db db, FactSet facts, FactReport built, AuditPeriod period, Period lookback) {
        Window.open(db, facts, built.missing(), period.begin(), period.end(), days(period, lookback), period.asOf());
    }

    /** Lets the views that are open reach as far back as somebody looks. */
    static void look(Db db, AuditPeriod period, Period lookback) {
        Window.look(db, period.begin(), days(period, lookback));
    }

    private static int days(AuditPeriod period, Period lookback) {
        return (int) ChronoUnit.DAYS.between(period.begin().minus(lookback), period.begin());
    }

    /** Lets the views reach as far back as the rule looks and sets its parameters. */
    private void show(Rule rule) {
        look(db, period, rule.lookback());
        for (Param param : rule.params()) {
            db.variable(param.name(), param.value());
        }
    }
}
