package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Store;
import org.claimaudit.support.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/rules/demo");

    private static Store store;

    @TempDir
    Path dir;

    @BeforeAll
    static void open() {
        store = Lint.empty(RuleFolders.of(List.of(), ""));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void theLibraryHasNoFault() {
        assertThat(Lint.run(RuleFolders.of(List.of(), ""))).isEmpty();
    }

    @Test
    void theExampleHasNoFault() throws Exception {
        assertThat(lint("", "")).isEmpty();
    }

    /** What is replaced in the example by what, and the fault that this must give, with its line. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: dear-visit          | id: dear_visit          | 2: the id "dear_visit" must be small letters and digits
            id: dear-visit          | id: other               | 2: the id other is not the name of the file
            grade: violation        | grade: wrong            | 4: grade must be one of violation, suspect, clue, not "wrong"
            grade: violation        | grade: clue             | 5: a clue has no tier
            tier: 5                 | tier: 6                 | 5: tier must be a whole number from 1 to 5
            severity: low           | severty: low            | 6: the key severty is unknown
            severity: low           | tier: 5                 | 6: the key tier is given twice
            status: trial           | status: [trial          | this is not YAML
            , en: Dear visit        | ``                      | 3: the key en is missing
            type: decimal           | type: money             | 11: type must be one of
            `params:`               | `params:\\n  window_from: { type: integer, default: 1, doc: { zh: a, en: a } }` | "window_from" is a variable of the audited window
            default: '50.00'        | default: lots           | 11: "lots" is not of type decimal
            default: '50.00'        | default: '1001'         | 11: "1001" lies outside 0 to 1000
            requires: [visit]       | requires: [visits]      | 1: requires names visits, which does not exist
            requires: [visit]       | requires: [visit.nix]   | 1: requires names visit.nix, which does not exist
            lookback: 31 days       | lookback: long          | 14: lookback must be like "90 days"
            {visit_date} 费用        | {nowhere} 费用           | 22: the result has no column nowhere
            {visit_date} 费用        | {psn_no} 费用            | 22: the message names psn_no, which is personal
            SELECT count(*) FROM    | SELECT count(* FROM     | 1: population: syntax error
            SELECT count(*) FROM    | SELECT 'a' FROM         | 1: population must be a SELECT of one whole number
            key: [setl_id]          | key: [setl_id, day]     | 22: the result has no column day
            'settlement' AS row_table | 'settlement' AS tab   | 22: the result has no column row_table
            AS claim                | * 0.3::DOUBLE AS claim  | 22: the result column claim has type DOUBLE, not DECIMAL
            acct_pay AS account     | acct_pay / 2 AS account | 22: the result column account has type DOUBLE, not DECIMAL
            visit_date AS begin_date | begntime AS begin_date | 22: the result column begin_date has type TIMESTAMP, not DATE
            med_type)               | med_typ)                | 27: Binder Error: Referenced column "med_typ" not found
            FROM visit\\n            | FROM data.settlement\\n  | 26: data.settlement names a schema
            FROM visit\\n            | FROM read_csv('x.csv')\\n | 26: read_csv may not stand where a table stands
            WHERE medfee            | WHERE visit_date < current_date AND medfee | 27: current_date gives another answer
            WHERE medfee            | WHERE random() < 2 AND medfee | 27: random gives another answer
            getvariable('spared')   | getvariable('spard')    | 27: the variable "spard" is no parameter
            getvariable('spared')   | ['14']                  | 1: the parameter spared is declared but not used
            -- the end              | SELECT 1                | 1: a rule is exactly one SELECT, and here are 2 statements
            SELECT setl_id, fix     | DELETE FROM x; SELECT setl_id, fix | Only SELECT statements
            tier: 5                 | tier: 5\\ngate: true     | 6: a rule with gate: true needs a parameter gate_share
            """)
    void namesFileLineAndFault(String what, String with, String fault) throws Exception {
        List<Fault> faults = lint(what.replace("\\n", "\n"), with.replace("\\n", "\n"));
        assertThat(faults)
                .extracting(Fault::toString)
                .anySatisfy(text -> assertThat(text).contains("dear-visit.sql:").contains(fault));
    }

    @Test
    void testFileNeedsHitAndNearMiss() throws Exception {
        Path family = copy("", "");
        Path cases = family.resolve("dear-visit.test.yaml");
        String hits = Files.readString(cases)
                .replace("expect: []", "outcome: not_applicable")
                .replaceFirst("(?s)    unless:.*?(?=  - name:)", "");
        Files.writeString(cases, hits);
        assertThat(run()).extracting(Fault::text).containsExactly("no case is a near miss (expect: []).");
        Files.writeString(
                cases, "cases:\n  - { name: a, given: { settlement: [ { nix: 1 } ], nix: [ {} ] }, expect: [] }");
        assertThat(run())
                .extracting(Fault::toString)
                .satisfiesExactly(
                        text -> assertThat(text).endsWith("test.yaml:1: no case expects a finding."),
                        text -> assertThat(text).endsWith("test.yaml:2: the table settlement has no column nix."),
                        text -> assertThat(text).endsWith("test.yaml:2: there is no table nix."));
        Files.delete(cases);
        assertThat(run()).extracting(Fault::text).singleElement().asString().startsWith("the rule has no test file");
    }

    @Test
    void sameIdTwiceNamesBothFiles() throws Exception {
        copy("", "");
        Path other = Files.createDirectory(dir.resolve("other"));
        Files.copy(EXAMPLE.resolve("dear-visit.sql"), other.resolve("dear-visit.sql"));
        assertThat(run())
                .extracting(Fault::toString)
                .containsExactly(other.resolve("dear-visit.sql") + ":1: the id dear-visit is already taken by "
                        + dir.resolve("demo").resolve("dear-visit.sql") + ".");
    }

    private List<Fault> lint(String what, String with) throws Exception {
        copy(what, with);
        return run();
    }

    private List<Fault> run() {
        return Lint.run(new RuleFolders(List.of(dir)), store.db());
    }

    private Path copy(String what, String with) throws Exception {
        Path family = Files.createDirectories(dir.resolve("demo"));
        String rule = Files.readString(EXAMPLE.resolve("dear-visit.sql"));
        assertThat(rule).contains(what);
        Files.writeString(family.resolve("dear-visit.sql"), what.isEmpty() ? rule : rule.replace(what, with));
        Files.copy(EXAMPLE.resolve("dear-visit.test.yaml"), family.resolve("dear-visit.test.yaml"));
        return family;
    }
}
