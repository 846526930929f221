package org.claimaudit.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.evaluation.Expectations;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.junit.jupiter.api.Test;

/** {@code rules/evaluation.yaml} lies between the generator and the rules: neither knows the other. */
class BehaviourTest {
    @Test
    void everyBehaviourIsMeantToBeCaughtByARuleThatThereIs() {
        var folders = new RuleFolders(List.of(Path.of("rules")));
        Expectations expectations = Expectations.read(folders.evaluationFiles());
        assertThat(expectations.behaviours().values().stream().flatMap(List::stream))
                .containsAll(Stream.of(Behaviour.values()).map(Behaviour::id).toList())
                .isSubsetOf(Stream.of(Behaviour.values()).map(Behaviour::id).toList());
        assertThat(Catalogue.load(folders).rules().stream().map(Rule::id))
                .containsAll(expectations.behaviours().keySet());
    }
}
