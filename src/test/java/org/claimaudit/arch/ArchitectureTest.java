package org.claimaudit.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.Main;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may use which, and what stays out of some of them. A package without classes is fine. */
class ArchitectureTest {
    private static final String ROOT = "org.claimaudit.";

    /** Each room with every room it may use, itself aside. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("support", List.of()),
            Map.entry("store", List.of("support")),
            Map.entry("config", List.of("support")),
            Map.entry("lab", List.of("support")),
            Map.entry("insight", List.of("support", "store")),
            Map.entry("ingest", flowUpTo("ingest")),
            Map.entry("conform", flowUpTo("conform")),
            Map.entry("rule", flowUpTo("rule")),
            Map.entry("check", flowUpTo("check")),
            Map.entry("recovery", flowUpTo("recovery")),
            Map.entry("cases", flowUpTo("cases")),
            Map.entry("report", with(flowUpTo("report"), "insight")),
            Map.entry("evaluation", flowUpTo("cli")),
            Map.entry("cli", with(flowUpTo("cli"), "insight", "lab", "evaluation")));

    private static final List<String> MONEY = List.of("recovery", "check", "report");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.claimaudit");

    private static List<String> flowUpTo(String room) {
        var flow = List.of("ingest", "conform", "rule", "check", "recovery", "cases", "report", "cli");
        return with(flow.subList(0, flow.indexOf(room)), "support", "store", "config");
    }

    private static List<String> with(List<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more)).toList();
    }

    @Test
    void seesTheProgram() {
        assertThat(CLASSES.contain(Main.class)).isTrue();
    }

    @Test
    void everyClassLivesInARoom() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("org.claimaudit"),
                                MAY_USE.keySet().stream().map(room -> ROOT + room + ".."))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> usesOnlyTheRoomsToItsLeft() {
        return MAY_USE.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(entry -> {
            Set<String> others = new HashSet<>(MAY_USE.keySet());
            others.remove(entry.getKey());
            others.removeAll(entry.getValue());
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(ROOT + entry.getKey() + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages(others)))
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.claimaudit.Main");
            return DynamicTest.dynamicTest(entry.getKey(), () -> check(rule));
        });
    }

    @TestFactory
    Stream<DynamicTest> hasOneUserOfEachOfThese() {
        return Stream.of(
                onlyUser("java.sql..", ROOT + "store.."),
                onlyUser("org.duckdb..", ROOT + "store.."),
                onlyUser("tech.tablesaw..", ROOT + "insight.."),
                onlyUser("picocli..", ROOT + "cli..", "org.claimaudit"));
    }

    private static DynamicTest onlyUser(String library, String... users) {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat(resideInAPackage(library));
        return DynamicTest.dynamicTest(library, () -> check(rule));
    }

    @Test
    void onlyMainEndsTheProcess() {
        for (Class<?> type : List.of(System.class, Runtime.class)) {
            check(noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("org.claimaudit.Main")
                    .should()
                    .callMethod(type, "exit", int.class)
                    .orShould()
                    .callMethod(type, "halt", int.class));
        }
    }

    @Test
    void keepsToJavaTime() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar"));
    }

    @Test
    void countsMoneyWithoutFloatingPoint() {
        check(classes()
                .that()
                .resideInAnyPackage(packages(MONEY))
                .should(new ArchCondition<JavaClass>("have no float or double in fields, parameters or results") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        floatingPointIn(type).forEach(place -> events.add(SimpleConditionEvent.violated(type, place)));
                    }
                }));
    }

    /** Else rules would be measured by what they were written for. */
    @Test
    void theGeneratorKnowsNoRule() throws IOException {
        Set<String> rules;
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            rules = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".test.yaml"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .filter(name -> name.contains("-"))
                    .collect(Collectors.toSet());
        }
        assertThat(rules).contains("split-stay");
        for (Path home : List.of(Path.of("src/main/java/org/claimaudit/lab"), Path.of("src/main/resources/lab"))) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file);
                    assertThat(rules.stream().filter(text::contains))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void hasNoCycles() {
        check(slices().matching("org.claimaudit.(*)..").should().beFreeOfCycles());
    }

    private static List<String> floatingPointIn(JavaClass type) {
        var places = new ArrayList<String>();
        type.getFields().stream()
                .filter(field -> isFloatingPoint(field.getRawType()))
                .forEach(field -> places.add(field.getFullName()));
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                    .anyMatch(ArchitectureTest::isFloatingPoint)) {
                places.add(unit.getFullName());
            }
        }
        return places;
    }

    private static boolean isFloatingPoint(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return Stream.of(float.class, double.class, Float.class, Double.class).anyMatch(base::isEquivalentTo);
    }

    private static String[] packages(Iterable<String> rooms) {
        var packages = new ArrayList<String>();
        rooms.forEach(room -> packages.add(ROOT + room + ".."));
        return packages.toArray(String[]::new);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
