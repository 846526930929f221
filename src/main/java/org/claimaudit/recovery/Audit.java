package org.claimaudit.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.claimaudit.check.CheckListener;
import org.claimaudit.check.Checker;
import org.claimaudit.check.Indicators;
import org.claimaudit.check.Pending;
import org.claimaudit.check.RuleResult;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.recovery.Waterfall.Place;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.store.Db;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;

/** One run over what is stored: facts, rules, waterfall, and at the end one transaction that writes all of it or nothing. */
public final class Audit {
    private final Db db;
    private final AuditRequest request;

    private Audit(Db db, AuditRequest request) {
        this.db = db;
        this.request = request;
    }

    /**
     * Runs the rules and books what they found.
     *
     * @param db a sandboxed store's connection, so that a rule sees nothing but the database
     * @throws org.claimaudit.support.UserError code 2 when a rule, fact or knowledge file has a fault; the ledger is as it was
     */
    public static AuditResult run(Db db, AuditRequest request, CheckListener listener) {
        return new Audit(db, request).run(listener);
    }

    private AuditResult run(CheckListener listener) {
        if (db.count("SELECT count(*) WHERE current_setting('lock_configuration')") == 0) {
            throw new IllegalStateException("rules run in a sandbox only");
        }
        RuleSql.check(db, request.rules());
        List<Figure> indicators = indicators();
        RuleFolders folders = request.folders();
        FactSet facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        FactReport built = Facts.refresh(db, facts);
        try {
            var checker = new Checker(db, facts, built, request.period(), request.ruleTimeout());
            List<RuleResult> results = checker.run(request.rules(), listener);
            var exempting = new Exempting(db, request.period());
            exempting.run();
            boolean paid = Collections.disjoint(built.missing(), Checker.NEEDED);
            var waterfall = new Waterfall(db);
            waterfall.run(places());
            new Gate(db, request.period()).find(facts, built.missing(), request.rules(), request.gate());
            waterfall.withhold();
            Indicators.run(db, facts, built, request.period(), paid ? indicators : List.of(), request.ruleTimeout());
            return book(results, paid, exempting);
        } finally {
            Pending.drop(db);
            Indicators.drop(db);
            Exempting.drop(db);
            db.script(
                    "DROP TABLE IF EXISTS audit_withheld; DROP TABLE IF EXISTS audit_quality; DROP TABLE IF EXISTS audit_unknown_code; DROP TABLE IF EXISTS audit_net; DROP TABLE IF EXISTS audit_place");
        }
    }

    private List<Figure> indicators() {
        var faults = new ArrayList<Fault>();
        List<Figure> indicators = Figure.indicators(request.folders(), faults::add);
        indicators.forEach(indicator -> RuleSql.check(db, indicator, faults::add));
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return indicators;
    }

    private List<Place> places() {
        var places = new ArrayList<Place>();
        for (Rule rule : request.rules()) {
            Integer tier = rule.tier();
            if (tier != null) {
                places.add(new Place(rule.id(), tier, rule.priority()));
            }
        }
        return places;
    }

    /** {@code paid} says whether it is known what was paid; otherwise no rule has run, and there is nothing to prove. */
    private AuditResult book(List<RuleResult> results, boolean paid, Exempting exempting) {
        return db.transaction(() -> {
            var ledger = new RunLedger(db, request);
            ledger.write(results);
            exempting.book(request.runId());
            List<String> broken = paid ? Assertions.broken(db, request.runId()) : List.of();
            RunStatus status = status(results, broken);
            ledger.finish(status, Duration.between(request.started(), Instant.now()));
            if (paid) {
                Lapsed.book(db, request.runId());
            }
            return new AuditResult(request.runId(), status, results, RecoveryTotals.of(db, request.runId()), broken);
        });
    }

    private RunStatus status(List<RuleResult> results, List<String> broken) {
        if (!broken.isEmpty()) {
            return RunStatus.FAILED;
        }
        boolean whole = results.stream().allMatch(result -> switch (result.outcome()) {
            case FOUND, CLEAN, NOT_APPLICABLE -> true;
            case SKIPPED, ERRORED -> false;
        });
        return whole && request.shortfalls().isEmpty() ? RunStatus.COMPLETE : RunStatus.PARTIAL;
    }
}
