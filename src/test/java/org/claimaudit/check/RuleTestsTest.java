package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/rules");
    private static final Path EXAMPLE = EXAMPLES.resolve("demo");
    private static RuleTests tests;

    @TempDir
    Path dir;

    @BeforeAll
    static void open() {
        tests = new RuleTests(folders(EXAMPLES));
    }

    @AfterAll
    static void close() {
        tests.close();
    }

    @Test
    void everyCaseOfTheExamplePasses() {
        assertThat(differences(Catalogue.load(folders(EXAMPLES)).get("dear-visit")))
                .isEmpty();
    }

    @Test
    void differencesAreNamedExactly() throws Exception {
        Rule rule = exampleWith(cases -> cases.replace("gross: '1.00'", "gross: '1.01'")
                .replace("grade: violation, gross: '30.00'", "grade: suspect, gross: '30.00'")
                .replace("expect: [ { key: [S1], gross: '0.01' } ]", "expect: [ { key: [S2] } ]")
                .replace("'settlement:S1': '1.00'", "'settlement:S1': '0.50', 'encounter:M1': '0.00'")
                .replace("name: one less, settlement: { medfee_sumamt: '50.00' }", "name: one less, encounter: null")
                .replace("settlement: [ { med_type: '14' } ]", "settlement: [ {}, { setl_id: S9 } ]")
                .replace("['50.00', '49.99']", "['50.01', '50.00']")
                .replace("outcome: not_applicable", "expect: []"));
        assertThat(differences(rule))
                .containsExactly(
                        "[S1]: gross should be 1.01, but is 1.00",
                        "[S1]: encounter:M1 should be 0.00, but is –",
                        "[S1]: settlement:S1 should be 0.50, but is 1.00",
                        "found but not expected: [S1] violation 1 (settlement:S1 1.00)",
                        "found but not expected: [S1] violation 1 (settlement:S1 1.00)",
                        "found but not expected: [S9] violation 30 (settlement:S9 30.00)",
                        "[S1]: grade should be suspect, but is violation",
                        "limit_amount = 50.00: should be found, but is clean",
                        "not found: [S2]",
                        "found but not expected: [S1] violation 0.01 (settlement:S1 0.01)",
                        "expected clean, but it is not_applicable: without rows or values: encounter, fee_line, settlement (visit is made from it)");
    }

    @Test
    void whatIsFoundIsPartOfThePopulation() throws Exception {
        Rule rule = exampleWith(cases -> cases);
        Files.writeString(
                rule.file(), Files.readString(rule.file()).replace("WHERE audited;", "WHERE audited AND medfee < 0;"));
        assertThat(differences(Catalogue.load(folders(dir)).get("dear-visit")))
                .contains("something is found, but the population is 0: the rule counts nothing of what it looks at");
    }

    @Test
    void anEdgeIsTwoValuesOfAParameter() throws Exception {
        assertThat(faults(cases -> cases.replace(
                        "limit_amount: ['50.00', '49.99']", "limit_amount: '50.00', limit: [1, 2], spared: ['1']")))
                .containsExactly(
                        "41 limit_amount needs two values: one that finds nothing and one that finds something.",
                        "41 There is no parameter \"limit\".",
                        "41 spared needs two values: one that finds nothing and one that finds something.");
    }

    @Test
    void aChangeIsOfATableAndOfAHit() throws Exception {
        assertThat(faults(cases -> cases.replace("settlement: { medfee_sumamt: '50.00' }", "setlement: null")
                        .replace("edges: {", "unless: [ { name: none, settlement: null } ]\n    edges: {")))
                .containsExactly(
                        "33 there is no table setlement.",
                        "41 the case finds nothing anyway; \"unless\" belongs to one that expects a finding.");
    }

    private List<String> faults(UnaryOperator<String> change) throws IOException {
        var faults = new ArrayList<String>();
        RuleCaseFile.read(exampleWith(change), fault -> faults.add(fault.line() + " " + fault.text()));
        return faults;
    }

    /** The example with another test file. */
    private Rule exampleWith(UnaryOperator<String> change) throws IOException {
        Path family = Files.createDirectory(dir.resolve("demo"));
        Files.copy(EXAMPLE.resolve("dear-visit.sql"), family.resolve("dear-visit.sql"));
        String cases = Files.readString(EXAMPLE.resolve("dear-visit.test.yaml"));
        Files.writeString(family.resolve("dear-visit.test.yaml"), change.apply(cases));
        return Catalogue.load(folders(dir)).get("dear-visit");
    }

    private static List<String> differences(Rule rule) {
        var differences = new ArrayList<String>();
        RuleTests.cases(rule).forEach(test -> differences.addAll(tests.run(test).differences()));
        return differences;
    }

    private static RuleFolders folders(Path added) {
        return new RuleFolders(List.of(Path.of("rules"), added));
    }
}
