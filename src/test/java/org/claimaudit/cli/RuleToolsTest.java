package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.claimaudit.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author of rules has at hand, on the sample month. */
class RuleToolsTest {
    private static final Path RULE = Path.of("rules/phantom-bed-days/bed-days-exceed-stay.sql");

    @TempDir
    private static Path dir;

    private static String store = "";

    @BeforeAll
    static void load() {
        store = dir.resolve("store").toString();
        assertThat(Cli.call("ingest", "sample-data/county", "--store", store, "-q")
                        .code())
                .isZero();
    }

    @Test
    void aNewRuleRunsAndPassesItsTest() throws IOException {
        String library = Files.createDirectories(dir.resolve("own")).toString();
        Cli made = Cli.call("rules", "new", "large-settlement", "--rules", library);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out().lines())
                .containsExactly(
                        library + "/local/large-settlement.sql", library + "/local/large-settlement.test.yaml");
        assertThat(Cli.call("rules", "lint", "--rules", library).out()).isEmpty();
        Cli tested = Cli.call("rules", "test", "large-settlement", "--rules", library);
        assertThat(tested.code()).as(tested.out()).isZero();
        assertThat(tested.out()).contains("2 cases, 0 failed");

        Cli again = Cli.call("rules", "new", "large-settlement", "--rules", library);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("There is a rule large-settlement already.");
        assertThat(Cli.call("rules", "new", "../x", "--rules", library).code()).isEqualTo(2);
    }

    @Test
    void faultsOfKnowledgeTablesAreAUsageError() throws IOException {
        Cli clean = Cli.call("rules", "knowledge", "check", "--store", store);
        assertThat(clean.code()).as(clean.out()).isZero();
        assertThat(clean.err()).contains("The knowledge tables have no fault");
        Path library = Files.createDirectories(dir.resolve("tables/knowledge"));
        Files.writeString(library.resolve("restricted_dx.csv"), "dx_code,gend,region,source\nN40,3,990000,notice\n");
        Cli faulty = Cli.call("rules", "knowledge", "check", "--rules", dir.resolve("tables"), "--store", store);
        assertThat(faulty.code()).isEqualTo(2);
        assertThat(faulty.out())
                .contains("restricted_dx.csv:2: column gend, \"3\"")
                .hasLineCount(1);
        assertThat(Cli.call("rules", "knowledge", "check", "--store", dir.resolve("nowhere"))
                        .code())
                .isEqualTo(10);
    }

    @Test
    void triesADraftBesideTheReleasedRuleAndKeepsNothing() throws IOException {
        Path draft = dir.resolve("bed-days-exceed-stay.sql");
        Files.writeString(draft, Files.readString(RULE).replaceFirst("default: 0", "default: 3"));
        Cli tried = Cli.call("rules", "try", draft, "--month", "2026-03", "--store", store);
        assertThat(tried.code()).as(tried.err()).isZero();
        assertThat(tried.out())
                .containsPattern("(?m)^released +found +\\d+ +\\d+ +[1-9]")
                .containsPattern("(?m)^draft +(found|clean) ")
                .containsPattern("0 gained, \\d+ lost, \\d+ changed; gross -[1-9]");
        assertThat(Cli.call("runs", "list", "--store", store).out()).doesNotContain("run-");
    }

    @Test
    void sweepsAParameter() {
        Cli swept = Cli.call(
                "rules",
                "sweep",
                "bed-days-exceed-stay",
                "--param",
                "tolerance_days=0..3",
                "--month",
                "2026-03",
                "--store",
                store);
        assertThat(swept.code()).as(swept.err()).isZero();
        assertThat(swept.out().lines()).hasSize(5);
        assertThat(swept.out())
                .containsPattern("(?m)^ +0 +[1-9]\\d* +0 +0 +[1-9]")
                .containsPattern("(?m)^ +3 +\\d+ +0 +\\d");
        assertThat(RulesSweepCommand.values("0.1..0.3/0.1")).containsExactly("0.1", "0.2", "0.3");
        for (String wrong : new String[] {"tolerance_days", "tolerance_days=5..1", "tolerance_days=1..9999", "x=1"}) {
            Cli refused = Cli.call(
                    "rules", "sweep", "bed-days-exceed-stay", "--param", wrong, "--month", "2026-03", "--store", store);
            assertThat(refused.code()).as(wrong).isEqualTo(2);
        }
    }

    @Test
    void showsWhatRulesFindInAStoredMonth() {
        Cli shown = Cli.call(
                "rules",
                "test",
                "bed-days-exceed-stay",
                "split-stay",
                "--against",
                "2026-03",
                "--limit",
                "1",
                "--store",
                store);
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .containsPattern("(?m)^bed-days-exceed-stay +found +\\d+ +[1-9]")
                .containsPattern("(?m)^  violation  H\\d+  [1-9]")
                .containsPattern("and \\d+ more");
    }
}
