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
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of every rule of the library; {@code -Drule=<glob>} for some. They run side by side before they are reported one by one. */
class RuleLibraryTest {
    private static final RuleFolders FOLDERS = RuleFolders.of(List.of(), "");

    @TestFactory
    Stream<DynamicContainer> rules() {
        var only = List.of(System.getProperty("rule", "*"));
        List<Rule> rules = Catalogue.load(FOLDERS).select(new Selection(only, List.of(), null, null));
        // A rule whose test file is missing or faulty is one failed test, not the end of all of them.
        var faults = new ArrayList<Fault>();
        var cases = new ArrayList<RuleCase>();
        for (Rule rule : rules) {
            int before = faults.size();
            List<RuleCase> read = RuleCaseFile.read(rule, faults::add);
            cases.addAll(faults.size() == before ? read : List.of());
        }
        var results = new ArrayList<RuleTests.Result>();
        RuleTests.runAll(FOLDERS, cases, 2, results::add);
        return Stream.concat(
                Stream.of(DynamicContainer.dynamicContainer(
                        "test files",
                        List.of(DynamicTest.dynamicTest(
                                "all read", () -> assertThat(faults).isEmpty())))),
                rules.stream().map(rule -> container(rule, results)));
    }

    private static DynamicContainer container(Rule rule, List<RuleTests.Result> results) {
        return DynamicContainer.dynamicContainer(
                rule.id(),
                results.stream()
                        .filter(result -> result.test().rule().id().equals(rule.id()))
                        .map(RuleLibraryTest::test));
    }

    private static DynamicTest test(RuleTests.Result result) {
        RuleCase test = result.test();
        return DynamicTest.dynamicTest(
                test.name(),
                test.rule().testFile().toUri(),
                () -> assertThat(result.differences())
                        .as("%s:%d %s", test.rule().testFile(), test.line(), test.name())
                        .isEmpty());
    }
}
