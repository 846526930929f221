package org.claimaudit.check;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.claimaudit.conform.FactFile;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.conform.Window;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/** Looks for everything that is wrong with a rule library, without data: nothing runs but DuckDB's binder. */
public final class Lint {
    private final Set<Fault> faults = new HashSet<>();

    private Lint() {}

    /**
     * Every fault, by file and line.
     *
     * @throws UserError code 2 when a fact, macro or knowledge file is so wrong that rules cannot be looked at
     */
    public static List<Fault> run(RuleFolders folders) {
        try (Store store = empty(folders)) {
            return run(folders, store.db());
        }
    }

    /** Every fault of the rules and packs; the facts are in sight in the database. */
    static List<Fault> run(RuleFolders folders, Db db) {
        var lint = new Lint();
        Catalogue catalogue = Catalogue.load(folders, lint.faults::add);
        catalogue.lintPacks(lint.faults::add);
        catalogue.rules().forEach(rule -> lint.rule(db, rule));
        FigureLint.run(db, folders, lint.faults::add);
        var sorted = new ArrayList<>(lint.faults);
        sorted.sort(Comparator.comparing((Fault fault) -> fault.file().toString())
                .thenComparing(Fault::line)
                .thenComparing(Fault::text));
        return sorted;
    }

    /**
     * A store with all tables and facts in sight and nothing in them.
     *
     * @throws UserError code 2 when a fact cannot be built
     */
    static Store empty(RuleFolders folders) {
        FactSet facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        Store store = Store.openMemory(true);
        Db db = store.db();
        Tables.create(db);
        FactReport built = Facts.refresh(db, facts);
        var broken = new ArrayList<Fault>();
        for (FactFile fact : facts.facts()) {
            String reason = built.failed().get(fact.id());
            if (reason != null) {
                broken.add(new Fault(fact.file(), 1, Messages.text("check.lint.fact", reason)));
            }
        }
        if (!broken.isEmpty()) {
            store.close();
            throw FrontMatter.refusal(broken);
        }
        // Any window will do: the tables are empty.
        AuditPeriod period = RuleCaseFile.ANY;
        Window.open(db, facts, built.missing(), period.begin(), period.end(), 0, period.asOf());
        return store;
    }

    private void rule(Db db, Rule rule) {
        new RuleLint(db, rule, faults::add).run();
        List<RuleCase> cases = RuleCaseFile.read(rule, faults::add);
        if (!Files.exists(rule.testFile())) {
            return;
        }
        if (cases.stream().noneMatch(RuleCase::isHit)) {
            faults.add(new Fault(rule.testFile(), 1, Messages.text("check.lint.hit")));
        }
        if (cases.stream().noneMatch(test -> test.outcome() == null && !test.isHit())) {
            faults.add(new Fault(rule.testFile(), 1, Messages.text("check.lint.miss")));
        }
    }
}
