package org.claimaudit.check;

import org.claimaudit.rule.Rule;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule in a run.
 *
 * @param population how many there were to look at; null when the rule did not run
 * @param reason why the rule did not run, or that it had nothing to look at
 */
public record RuleResult(
        Rule rule,
        Outcome outcome,
        @Nullable Long population,
        long findings,
        long millis,
        @Nullable Bilingual reason) {

    /** Whether it ran over the data and found nothing, be it that nothing was there to look at. */
    boolean foundNothing() {
        return population != null && outcome != Outcome.FOUND;
    }
}
