package org.claimaudit.cli;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimaudit.check.Outcome;
import org.claimaudit.check.RuleCase;
import org.claimaudit.check.RuleTests;
import org.claimaudit.check.Trial;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.Selection;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests that lie beside the rules. */
@Command(name = "test")
final class RulesTestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "rule")
    private List<String> ids = List.of();

    @Option(names = "--against", paramLabel = "MONTH", descriptionKey = "against")
    private @Nullable String against;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit-findings")
    private int limit = 20;

    private final Context context;

    RulesTestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (against != null) {
            return against(PeriodOptions.month("--against", against));
        }
        List<Rule> rules = rules(Catalogue.load(context.folders()));
        var cases = new ArrayList<RuleCase>();
        rules.forEach(rule -> cases.addAll(RuleTests.cases(rule)));
        var failed = new AtomicInteger();
        RuleTests.runAll(context.folders(), cases, context.settings().threads(), result -> {
            if (!passes(result)) {
                failed.incrementAndGet();
            }
        });
        context.print(Messages.text("cli.rules.cases", String.valueOf(cases.size()), String.valueOf(failed)));
        return (failed.get() == 0 ? ExitCode.OK : ExitCode.UNEXPECTED).code();
    }

    private List<Rule> rules(Catalogue catalogue) {
        return ids.isEmpty() ? catalogue.rules() : catalogue.select(new Selection(ids, List.of(), null, null));
    }

    /** What the rules find in a stored month, for their author to look at. */
    private Integer against(YearMonth month) {
        List<Rule> rules = rules(context.catalogue());
        List<Trial> trials = TrialOptions.with(
                context,
                "rules test",
                new Period(month, month),
                rules,
                runs -> rules.stream().map(runs::of).toList());
        context.print(TrialText.table(rules.stream().map(Rule::id).toList(), trials));
        for (Trial trial : trials) {
            if (!trial.found().isEmpty()) {
                context.print("");
                context.print(trial.result().rule().id());
                context.print(TrialText.findings(
                        trial,
                        limit <= 0 ? Integer.MAX_VALUE : limit,
                        context.console().columns()));
            }
        }
        boolean ran = trials.stream()
                .noneMatch(trial -> trial.result().outcome() == Outcome.ERRORED
                        || trial.result().outcome() == Outcome.SKIPPED);
        return (ran ? ExitCode.OK : ExitCode.INCOMPLETE).code();
    }

    private boolean passes(RuleTests.Result result) {
        if (!result.passed() || !context.settings().quiet()) {
            String name = result.test().rule().id() + ": " + result.test().name();
            context.print(
                    result.passed()
                            ? context.ansi().string("@|green " + Messages.text("cli.rules.passed") + "|@ ") + name
                            : context.ansi().string("@|bold,red " + Messages.text("cli.rules.not-passed") + "|@ ")
                                    + name);
            result.differences().forEach(line -> context.print("    " + line));
        }
        return result.passed();
    }
}
