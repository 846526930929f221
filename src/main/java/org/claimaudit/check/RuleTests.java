package org.claimaudit.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.claimaudit.check.RuleCase.Edge;
import org.claimaudit.conform.FactFile;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.ParamType;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.store.Store;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Runs the test cases of rules through the real chain, tables to findings, on one store in memory. */
public final class RuleTests implements AutoCloseable {
    private final Store store = Store.openMemory(true);
    private final Db db = store.db();
    private final FactSet facts;
    private final Set<String> filled = new LinkedHashSet<>();
    private final Map<String, FactSet> needed = new HashMap<>();

    /**
     * What became of a case.
     *
     * @param differences one line each; empty when the case passed
     */
    public record Result(RuleCase test, List<String> differences, long millis) {
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    public RuleTests(RuleFolders folders) {
        facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        Tables.create(db);
        db.script("INSERT INTO ledger.batch VALUES (1, 'rules test', TIMESTAMP '2000-01-01', NULL);"
                + " INSERT INTO ledger.file VALUES (1, 1, 'given', '', '', '', '', 0, 0, 0, 0, 0, 0, '')");
        // Macros and knowledge stay as they are from case to case.
        Facts.refresh(db, facts);
    }

    /**
     * The cases of a rule.
     *
     * @throws UserError code 2 naming file, line and what is wrong
     */
    public static List<RuleCase> cases(Rule rule) {
        var faults = new ArrayList<Fault>();
        List<RuleCase> cases = RuleCaseFile.read(rule, faults::add);
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return cases;
    }

    /**
     * Runs cases, several at a time, each worker on a store of its own.
     *
     * @param sink takes the results in the order of the cases, each as soon as it and those before it are there
     */
    public static void runAll(RuleFolders folders, List<RuleCase> cases, int workers, Consumer<Result> sink) {
        var results = new ArrayList<CompletableFuture<Result>>();
        cases.forEach(test -> results.add(new CompletableFuture<>()));
        var next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(workers, cases.size())));
        try {
            for (int i = 0; i < Math.min(workers, cases.size()); i++) {
                pool.execute(() -> work(folders, cases, next, results));
            }
            results.forEach(result -> sink.accept(result.join()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            next.set(cases.size());
            pool.shutdown();
        }
    }

    private static void work(
            RuleFolders folders, List<RuleCase> cases, AtomicInteger next, List<CompletableFuture<Result>> results) {
        try (var tests = new RuleTests(folders)) {
            for (int i = next.getAndIncrement(); i < cases.size(); i = next.getAndIncrement()) {
                results.get(i).complete(tests.run(cases.get(i)));
            }
        } catch (RuntimeException e) {
            results.forEach(result -> result.completeExceptionally(e));
        }
    }

    /** Runs one case. */
    public Result run(RuleCase test) {
        return run(List.of(test)).get(0);
    }

    /**
     * Runs cases that differ in nothing but the SELECT of their rule, as {@code scripts/mutate-rules} does. What is given is loaded once, and
     * a rule that gives the very rows of the first gets its verdict: both together would take most of the time.
     *
     * @return one result for each
     */
    public List<Result> run(List<RuleCase> variants) {
        RuleCase first = variants.get(0);
        long begin = System.nanoTime();
        try {
            load(first);
            FactSet some = needed.computeIfAbsent(first.rule().id(), id -> needed(first.rule()));
            FactReport built = Facts.refresh(db, some);
            var results = new ArrayList<Result>();
            Optional<String> rowsOfFirst = Optional.empty();
            for (RuleCase test : variants) {
                boolean alike = rowsOfFirst.isPresent() && rowsOfFirst.equals(rows(test));
                List<String> differences = alike
                        ? results.get(0).differences()
                        : check(new Checker(db, some, built, test.period(), Duration.ofMinutes(1)), test);
                results.add(new Result(test, differences, millis(begin)));
                if (variants.size() > 1 && results.size() == 1) {
                    rowsOfFirst = rows(test);
                }
                begin = System.nanoTime();
            }
            return results;
        } catch (DbException e) {
            long millis = millis(begin);
            return variants.stream()
                    .map(test -> new Result(test, broken(e), millis))
                    .toList();
        }
    }

    private List<String> check(Checker checker, RuleCase test) {
        try {
            RuleResult result =
                    checker.run(List.of(test.rule()), CheckListener.NONE).get(0);
            var differences = new ArrayList<>(new CaseDifferences(db, test).find(result));
            for (Edge edge : test.edges()) {
                verdict(checker, edge, edge.clean(), false).ifPresent(differences::add);
                verdict(checker, edge, edge.found(), true).ifPresent(differences::add);
            }
            return differences;
        } catch (DbException e) {
            return broken(e);
        }
    }

    private static Optional<String> verdict(Checker checker, Edge edge, Rule rule, boolean hit) {
        RuleResult result = checker.run(List.of(rule), CheckListener.NONE).get(0);
        String value = ParamType.format(rule.param(edge.param()).orElseThrow().value());
        Outcome wanted = hit ? Outcome.FOUND : Outcome.CLEAN;
        return result.outcome() == wanted || (!hit && result.foundNothing())
                ? Optional.empty()
                : Optional.of(Messages.text(
                        "check.differ.edge",
                        edge.param(),
                        value,
                        wanted.word(),
                        result.outcome().word()));
    }

    /** What a case's rule gives, at its edges too, as one text; empty when it fails. */
    private Optional<String> rows(RuleCase test) {
        Optional<String> all = rows(test.rule());
        for (Edge edge : test.edges()) {
            all = all.flatMap(text ->
                    rows(edge.clean()).flatMap(c -> rows(edge.found()).map(f -> text + "\f" + c + "\f" + f)));
        }
        return all;
    }

    /** What the SELECT of a rule gives on the views as the last check left them, as one text; empty when it fails. */
    private Optional<String> rows(Rule rule) {
        rule.params().forEach(param -> db.variable(param.name(), param.value()));
        try {
            return db.first(
                    "SELECT coalesce(string_agg(r, chr(10) ORDER BY r), '') AS rows FROM (SELECT CAST(audit_row AS VARCHAR) AS r FROM ("
                            + rule.select() + "\n) audit_row)",
                    row -> row.str("rows"));
        } catch (DbException e) {
            return Optional.empty();
        } finally {
            rule.params().forEach(param -> db.dropVariable(param.name()));
        }
    }

    private static List<String> broken(DbException e) {
        return List.of(Messages.text("check.case.broken", String.valueOf(e.getMessage())));
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** The facts that a rule sees and those that say what was paid; building them all would take longer than everything else. */
    private FactSet needed(Rule rule) {
        var names = new LinkedHashSet<>(Checker.NEEDED);
        names.addAll(SqlShape.of(db, rule.select()).tableNames());
        names.addAll(SqlShape.of(db, rule.populationSelect()).tableNames());
        rule.requires().forEach(requirement -> requirement.anyOf().forEach(source -> names.add(source.table())));
        var closure = new LinkedHashSet<String>();
        names.forEach(name -> closure.addAll(facts.closure(name)));
        List<FactFile> some = facts.facts().stream()
                .filter(fact -> closure.contains(fact.id()))
                .toList();
        return new FactSet(some, List.of(), List.of(), List.of());
    }

    private void load(RuleCase test) {
        filled.forEach(table -> db.script("DELETE FROM data." + table));
        filled.clear();
        var line = new AtomicInteger();
        insert(test.given(), line);
        if (test.twin()) {
            insert(new Twin(test.given()).given(), line);
        }
        db.script("INSERT INTO ledger.dirty_month VALUES ('*')");
    }

    private void insert(Map<String, List<Map<String, @Nullable String>>> given, AtomicInteger line) {
        given.forEach((table, rows) -> {
            filled.add(table);
            rows.forEach(row -> db.script(insert(Tables.get(table), row, line.incrementAndGet())));
        });
    }

    private static String insert(TableDef table, Map<String, @Nullable String> row, int line) {
        var names = new ArrayList<String>(List.of("file_id", "source_line"));
        var values = new ArrayList<String>(List.of("1", String.valueOf(line)));
        row.forEach((column, value) -> {
            names.add(Db.identifier(column));
            values.add(value == null ? "NULL" : Db.quote(value));
        });
        return "INSERT INTO data." + table.name() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", values) + ")";
    }

    @Override
    public void close() {
        store.close();
    }
}
