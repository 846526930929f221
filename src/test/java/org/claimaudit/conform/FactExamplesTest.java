package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.Yaml;
import org.jspecify.annotations.Nullable;
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
        Yaml.Fields top = read(file);
        Yaml.Fields defaults = top.get("defaults") instanceof Yaml.Fields fields ? fields : null;
        return items(top.get("cases")).stream().map(entry -> {
            Yaml.Fields example = (Yaml.Fields) entry;
            String name = Objects.requireNonNull(text(example.get("name")));
            return dynamicTest(name, file.toUri(), () -> run(example, defaults));
        });
    }

    private static void run(Yaml.Fields example, Yaml.@Nullable Fields defaults) {
        Db db = STORE.db();
        FactTables.clear(db);
        fields(example.get("given")).values().forEach((table, rows) -> {
            var full = new ArrayList<Map<String, @Nullable String>>();
            for (Yaml.Value row : items(rows)) {
                var values = new LinkedHashMap<String, @Nullable String>();
                if (defaults != null && defaults.get(table) instanceof Yaml.Fields under) {
                    values.putAll(texts(under));
                }
                values.putAll(texts(fields(row)));
                full.add(values);
            }
            FactTables.insert(db, table, 1, full);
        });
        FactReport report = Facts.refresh(db, FACTS);
        assertThat(report.failed()).isEmpty();
        fields(example.get("expect")).values().forEach((fact, rows) -> compare(db, fact, items(rows)));
    }

    private static void compare(Db db, String fact, List<Yaml.Value> rows) {
        var columns = new ArrayList<String>();
        for (Yaml.Value row : rows) {
            fields(row).values().keySet().stream()
                    .filter(c -> !columns.contains(c))
                    .forEach(columns::add);
        }
        if (rows.isEmpty()) {
            assertThat(db.count("SELECT count(*) FROM fact." + fact)).as(fact).isZero();
            return;
        }
        List<List<String>> expected = rows.stream()
                .map(row -> columns.stream()
                        .map(c -> Objects.requireNonNullElse(text(fields(row).get(c)), "null"))
                        .toList())
                .toList();
        assertThat(FactTables.rows(db, fact, columns))
                .as("%s %s", fact, columns)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Yaml.Fields read(Path file) {
        try {
            return Yaml.read(file, Files.readString(file), 0, fault -> {
                        throw new AssertionError(fault.toString());
                    })
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, @Nullable String> texts(Yaml.Fields fields) {
        var texts = new LinkedHashMap<String, @Nullable String>();
        fields.values().forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    private static @Nullable String text(Yaml.@Nullable Value value) {
        return value instanceof Yaml.Text text ? text.value() : null;
    }

    private static Yaml.Fields fields(Yaml.@Nullable Value value) {
        return (Yaml.Fields) Objects.requireNonNull(value);
    }

    private static List<Yaml.Value> items(Yaml.@Nullable Value value) {
        return ((Yaml.Items) Objects.requireNonNull(value)).values();
    }
}
