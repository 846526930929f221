package org.claimaudit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/rules/demo/dear-visit.sql");

    @TempDir
    Path dir;

    @BeforeEach
    void rules() throws Exception {
        rule("visits", "dear-visit", "low", "trial");
        rule("visits", "long-visit", "high", "stable");
        rule("stays", "long-stay", "critical", "draft");
        rule("stays", "old-stay", "critical", "retired");
        Path packs = Files.createDirectories(dir.resolve("packs"));
        Files.writeString(packs.resolve("visits.yaml"), "title: { zh: 门诊, en: visits }\nrules: ['*-visit']\n");
    }

    @Test
    void readsEveryFieldOfAFile() {
        Rule rule = catalogue().get("dear-visit");
        assertThat(rule.family()).isEqualTo("visits");
        assertThat(rule.title().zh()).isEqualTo("单次费用偏高");
        assertThat(rule.tier()).isEqualTo(5);
        assertThat(rule.lookback()).isEqualTo(Period.ofDays(31));
        assertThat(rule.param("limit_amount").orElseThrow().value()).isEqualTo(new BigDecimal("50.00"));
        assertThat(rule.param("spared").orElseThrow().value()).isEqualTo(List.of("14"));
        assertThat(rule.legalBasis().zh()).isEqualTo("条例 第三十八条第七项（待核）");
        assertThat(rule.select()).endsWith("med_type) \n-- the end\n");
    }

    @Test
    void takesTrialAndStableUnlessADraftIsNamed() {
        assertThat(select(List.of(), List.of(), null, null)).containsExactly("dear-visit", "long-visit");
        assertThat(select(List.of("long-*"), List.of(), null, null)).containsExactly("long-visit");
        assertThat(select(List.of("long-stay", "old-stay"), List.of(), null, null))
                .containsExactly("long-stay");
        assertThat(select(List.of(), List.of("dear-?isit"), null, null)).containsExactly("long-visit");
        assertThat(select(List.of(), List.of(), "visits", Severity.MEDIUM)).containsExactly("long-visit");
    }

    @Test
    void unknownNamesAreToldWithWhatWasMeant() {
        refused(
                () -> select(List.of("dear-vist"), List.of(), null, null),
                "no rule \"dear-vist\"",
                "Did you mean dear-visit? \"claimaudit rules list\"");
        refused(() -> select(List.of(), List.of("x*"), null, null), "no rule \"x*\"", "\"claimaudit rules list\"");
        refused(() -> select(List.of(), List.of(), "core", null), "no pack \"core\"", "visits");
        refused(() -> set("dear-visits.limit_amount", "1"), "no rule \"dear-visits\"", "dear-visit");
        refused(() -> set("dear-visit.limit", "1"), "no parameter \"dear-visit.limit\"", "limit_amount, spared");
        refused(() -> set("dear-visit", "1"), "no parameter \"dear-visit.\"", "limit_amount, spared");
    }

    @Test
    void parametersAreTypedAndBounded() {
        assertThat(set("dear-visit.limit_amount", "0.10")).isEqualTo(new BigDecimal("0.10"));
        assertThat(set("dear-visit.spared", " 11, 12")).isEqualTo(List.of("11", "12"));
        refused(
                () -> set("dear-visit.limit_amount", "ten"),
                "\"ten\" is not of type decimal",
                "rules explain dear-visit");
        refused(() -> set("dear-visit.limit_amount", "1000.01"), "outside 0 to 1000", "rules explain dear-visit");
    }

    @Test
    void digestFollowsRuleAndParameter() throws Exception {
        String before = digest(catalogue());
        assertThat(digest(catalogue())).isEqualTo(before);
        assertThat(digest(catalogue().with(Map.of("dear-visit.limit_amount", "51"))))
                .isNotEqualTo(before);
        Path file = dir.resolve("visits/dear-visit.sql");
        Files.writeString(file, Files.readString(file).replace("-- the end", "-- end"));
        assertThat(digest(catalogue())).isNotEqualTo(before);
    }

    @Test
    void faultyFileIsRefusedByNameAndLine() throws Exception {
        Path file = dir.resolve("visits/dear-visit.sql");
        Files.writeString(file, Files.readString(file).replace("tier: 5", "tier: [5"));
        refused(this::catalogue, "dear-visit.sql:6: this is not YAML", "rules lint");
        Files.writeString(file, "SELECT 1");
        refused(this::catalogue, "dear-visit.sql:1: the first line must be /*---", "rules lint");
        Files.writeString(file, "/*---\nid: dear-visit\n");
        refused(this::catalogue, "dear-visit.sql:1: the front matter has no end", "rules lint");
    }

    @Test
    void folderThatIsMissingIsRefused() {
        refused(() -> RuleFolders.of(List.of(dir.resolve("nowhere")), ""), "nowhere is not a folder", "--rules");
        refused(() -> RuleFolders.of(List.of(), "650000"), "650000: no rule folder has code values", "320000, 430000");
    }

    private static void refused(ThrowingCallable call, String what, String todo) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.exitCode()).isEqualTo(2);
            assertThat(error.what()).contains(what);
            assertThat(error.todo()).contains(todo);
        });
    }

    private Catalogue catalogue() {
        return Catalogue.load(new RuleFolders(List.of(dir)));
    }

    private List<String> select(
            List<String> only, List<String> exclude, @Nullable String pack, @Nullable Severity severity) {
        return catalogue().select(new Selection(only, exclude, pack, severity)).stream()
                .map(Rule::id)
                .toList();
    }

    private Object set(String name, String value) {
        Rule rule = catalogue().with(Map.of(name, value)).get("dear-visit");
        return rule.param(name.substring(name.indexOf('.') + 1)).orElseThrow().value();
    }

    private static String digest(Catalogue catalogue) {
        return RuleSet.of(catalogue.folders(), catalogue.select(Selection.DEFAULT))
                .sha256();
    }

    private void rule(String family, String id, String severity, String status) throws Exception {
        Path folder = Files.createDirectories(dir.resolve(family));
        String text = Files.readString(EXAMPLE)
                .replace("id: dear-visit", "id: " + id)
                .replace("severity: low", "severity: " + severity)
                .replace("status: trial", "status: " + status);
        Files.writeString(folder.resolve(id + ".sql"), text);
    }
}
