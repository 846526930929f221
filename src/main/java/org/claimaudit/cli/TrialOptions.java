package org.claimaudit.cli;

import java.util.List;
import java.util.function.Function;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.check.Trials;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.store.Store;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A period of stored data to try rules on, and how many findings to show. */
final class TrialOptions {
    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit-findings")
    private int limit = 20;

    /** The most findings to show; 0 on the command line is all of them. */
    int limit() {
        return limit <= 0 ? Integer.MAX_VALUE : limit;
    }

    /** Hands over the trials of the period, on a store that rules cannot leave. */
    <T> T with(Context context, String command, List<Rule> rules, Function<Trials, T> work) {
        return with(context, command, period.period(), rules, work);
    }

    static <T> T with(Context context, String command, Period months, List<Rule> rules, Function<Trials, T> work) {
        try (Store store = context.openStore(false, command)) {
            RuleSql.check(store.db(), rules);
            store.sandbox();
            return work.apply(new Trials(
                    store.db(),
                    context.folders(),
                    AuditPeriod.of(months.from(), months.to()),
                    context.settings().ruleTimeout()));
        }
    }
}
