package org.claimaudit.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.FactTables;
import org.claimaudit.conform.Facts;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;

/** The indicators and sheets of the library over a store in memory. */
final class FigureBench implements AutoCloseable {
    private static final RuleFolders FOLDERS = new RuleFolders(List.of(Path.of("rules")));

    private final Store store = Store.openMemory(true);
    private final FactSet facts = FactTables.shipped();
    private final Map<String, FactSet> needed = new HashMap<>();

    FigureBench() {
        Tables.create(store.db());
        // Macros and knowledge stay as they are from case to case.
        Facts.refresh(store.db(), facts);
    }

    Db db() {
        return store.db();
    }

    List<Figure> indicators() {
        return Figure.indicators(FOLDERS, FigureBench::fail);
    }

    List<Figure> sheets() {
        return Figure.sheets(FOLDERS, FigureBench::fail);
    }

    Figure indicator(String id) {
        return indicators().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Figure sheet(String id) {
        return sheets().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** Works out one indicator into {@code audit_indicator}. */
    void indicator(Figure figure, AuditPeriod period) {
        FactSet some = needed(figure);
        FactReport built = Facts.refresh(db(), some);
        Indicators.run(db(), some, built, period, List.of(figure), Duration.ofMinutes(1));
    }

    /** Works out one indicator over the facts as they lie there. */
    void indicatorOverFacts(Figure figure, AuditPeriod period) {
        var built = new FactReport(List.of(), Map.of());
        Indicators.run(db(), needed(figure), built, period, List.of(figure), Duration.ofMinutes(1));
    }

    Sheet sheet(Figure figure, AuditPeriod period) {
        return Sheet.of(db(), needed(figure), figure, period);
    }

    /** The facts that it reads; building them all would take longer than everything else. */
    FactSet needed(Figure figure) {
        return needed.computeIfAbsent(figure.id(), id -> {
            var closure = new LinkedHashSet<>(facts.closure("institution_kind"));
            SqlShape.of(db(), figure.select()).tableNames().forEach(name -> closure.addAll(facts.closure(name)));
            figure.requires()
                    .forEach(one -> one.anyOf().forEach(source -> closure.addAll(facts.closure(source.table()))));
            return new FactSet(
                    facts.facts().stream()
                            .filter(fact -> closure.contains(fact.id()))
                            .toList(),
                    List.of(),
                    List.of(),
                    List.of());
        });
    }

    private static void fail(Object fault) {
        throw new AssertionError(fault.toString());
    }

    @Override
    public void close() {
        store.close();
    }
}
