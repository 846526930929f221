package org.claimaudit.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.claimaudit.evaluation.Expectations;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.junit.jupiter.api.Test;

/** {@code rules/evaluation.yaml} lies between the generator and the rules: neither knows the other. */
class BehaviourTest {
    /** What only rules that are still to be written could catch. */
    private static final Set<String> NOBODYS = Set.of("recruit-villagers", "sign-as-stranger");

    @Test
    void whatIsMappedIsAsTheGeneratorAndTheRulesNameIt() {
        var folders = new RuleFolders(List.of(Path.of("rules")));
        Expectations expectations = Expectations.read(folders.evaluationFiles());
        List<String> planted = Stream.of(Behaviour.values()).map(Behaviour::id).toList();
        List<String> expected = expectations.behaviours().values().stream()
                .flatMap(List::stream)
                .toList();
        assertThat(planted).containsAll(expected);
        assertThat(planted)
                .filteredOn(behaviour -> !expected.contains(behaviour))
                .isSubsetOf(NOBODYS);
        assertThat(Catalogue.load(folders).rules().stream().map(Rule::id))
                .containsAll(expectations.behaviours().keySet());
    }
}
