package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.conform.Example;
import org.claimaudit.rule.Figure;
import org.claimaudit.store.Db;
import org.claimaudit.support.Yaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the examples beside indicators and sheets. Of an indicator all rows of the measures and scopes that are expected are compared, or there
 * is none; of a sheet all rows, in order.
 */
class FigureExamplesTest {
    private static final FigureBench BENCH = new FigureBench();

    @AfterAll
    static void close() {
        BENCH.close();
    }

    @TestFactory
    Stream<DynamicNode> indicators() {
        return examples(BENCH.indicators(), FigureExamplesTest::indicator);
    }

    @TestFactory
    Stream<DynamicNode> sheets() {
        return examples(BENCH.sheets(), FigureExamplesTest::sheet);
    }

    private interface Run {
        void run(Figure figure, Example example);
    }

    private static Stream<DynamicNode> examples(List<Figure> figures, Run run) {
        return figures.stream().map(figure -> {
            Path file = figure.file().resolveSibling(figure.id() + ".test.yaml");
            return dynamicContainer(
                    figure.id(),
                    Example.read(file).stream()
                            .map(one -> dynamicTest(one.name(), file.toUri(), () -> run.run(figure, one))));
        });
    }

    private static void indicator(Figure figure, Example example) {
        Db db = BENCH.db();
        example.fill(db);
        BENCH.indicator(figure, period(example));
        List<Yaml.Value> rows = Example.items(example.expect());
        if (rows.isEmpty()) {
            assertThat(db.count("SELECT count(*) FROM audit_indicator WHERE period IS NOT NULL"))
                    .isZero();
            return;
        }
        List<String> columns = Example.columns(rows);
        String meant = Example.cells(rows, List.of("measure", "scope")).stream()
                .map(cell -> "(" + Db.quote(cell.get(0)) + ", " + Db.quote(cell.get(1)) + ")")
                .collect(Collectors.joining(", "));
        assertThat(rows(db, "audit_indicator WHERE (measure, coalesce(scope, 'null')) IN (" + meant + ")", columns))
                .as("%s", columns)
                .containsExactlyInAnyOrderElementsOf(Example.cells(rows, columns));
    }

    private static void sheet(Figure figure, Example example) {
        Db db = BENCH.db();
        example.fill(db);
        String ledger = Example.text(example.entry().get("ledger"));
        db.script("DELETE FROM ledger.posting; DELETE FROM ledger.measure;" + (ledger == null ? "" : ledger));
        List<Yaml.Value> rows = Example.items(example.expect());
        List<String> columns = Example.columns(rows);
        Sheet sheet = BENCH.sheet(figure, period(example));
        List<String> all = List.copyOf(figure.columns().keySet());
        assertThat(all).containsAll(columns);
        assertThat(sheet.rows().stream()
                        .map(row -> columns.stream()
                                .map(column -> Objects.toString(row[all.indexOf(column)]))
                                .toList()))
                .as("%s", columns)
                .containsExactlyElementsOf(Example.cells(rows, columns));
    }

    private static AuditPeriod period(Example example) {
        String[] months =
                String.valueOf(Example.text(example.entry().get("window"))).split(" - ", -1);
        return AuditPeriod.of(YearMonth.parse(months[0]), YearMonth.parse(months[months.length - 1]));
    }

    private static List<List<String>> rows(Db db, String from, List<String> columns) {
        String select = columns.stream()
                .map(c -> "coalesce("
                        + (c.equals("numerator") || c.equals("denominator")
                                ? "plain(" + c + ")"
                                : "CAST(" + c + " AS VARCHAR)")
                        + ", 'null') AS " + c)
                .collect(Collectors.joining(", "));
        return db.list(
                "SELECT " + select + " FROM " + from,
                row -> columns.stream().map(row::str).toList());
    }
}
