package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.Yaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs the examples beside the facts, {@code rules/facts/*.test.yaml}: given canonical rows, expected fact rows (the columns named). */
class FactExamplesTest {
    private static final FactSet FACTS = FactTables.shipped();
    private static final Store STORE = Store.openMemory(true);

    @BeforeAll
    static void tables() {
        Tables.create(STORE.db());
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @TestFactory
    Stream<DynamicNode> examples() {
        return FactTables.files(Path.of("rules", "facts"), ".test.yaml").stream()
                .map(file -> dynamicContainer(String.valueOf(file.getFileName()), cases(file)));
    }

    private static Stream<DynamicNode> cases(Path file) {
        return Example.read(file).stream()
                .map(example -> dynamicTest(example.name(), file.toUri(), () -> run(example)));
    }

    private static void run(Example example) {
        Db db = STORE.db();
        example.fill(db);
        FactReport report = Facts.refresh(db, FACTS);
        assertThat(report.failed()).isEmpty();
        Example.fields(example.expect()).values().forEach((fact, rows) -> compare(db, fact, Example.items(rows)));
    }

    private static void compare(Db db, String fact, List<Yaml.Value> rows) {
        List<String> columns = Example.columns(rows);
        if (rows.isEmpty()) {
            assertThat(db.count("SELECT count(*) FROM fact." + fact)).as(fact).isZero();
            return;
        }
        assertThat(FactTables.rows(db, fact, columns))
                .as("%s %s", fact, columns)
                .containsExactlyInAnyOrderElementsOf(Example.cells(rows, columns));
    }
}
