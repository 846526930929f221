package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.Selection;
import org.claimaudit.support.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of every rule of the library; {@code -Drule=<glob>} for some. */
class RuleLibraryTest {
    private static RuleTests tests;

    @BeforeAll
    static void open() {
        tests = new RuleTests(RuleFolders.of(List.of()));
    }

    @AfterAll
    static void close() {
        tests.close();
    }

    @TestFactory
    Stream<DynamicContainer> rules() {
        var only = List.of(System.getProperty("rule", "*"));
        Catalogue catalogue = Catalogue.load(RuleFolders.of(List.of()));
        if (catalogue.rules().isEmpty()) {
            return Stream.empty();
        }
        return catalogue.select(new Selection(only, List.of(), null, null)).stream()
                .map(RuleLibraryTest::rule);
    }

    /** A rule whose test file is missing or faulty is one failed test, not the end of all of them. */
    private static DynamicContainer rule(Rule rule) {
        var faults = new ArrayList<Fault>();
        var cases = RuleCaseFile.read(rule, faults::add);
        Stream<DynamicTest> whole = Stream.of(DynamicTest.dynamicTest(
                "test file", rule.testFile().toUri(), () -> assertThat(faults).isEmpty()));
        Stream<DynamicTest> each = faults.isEmpty() ? cases.stream().map(RuleLibraryTest::one) : Stream.empty();
        return DynamicContainer.dynamicContainer(rule.id(), Stream.concat(whole, each));
    }

    private static DynamicTest one(RuleCase test) {
        return DynamicTest.dynamicTest(
                test.name(),
                test.rule().testFile().toUri(),
                () -> assertThat(tests.run(test).differences())
                        .as("%s:%d %s", test.rule().testFile(), test.line(), test.name())
                        .isEmpty());
    }
}
