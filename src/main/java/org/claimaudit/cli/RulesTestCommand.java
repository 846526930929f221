package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimaudit.check.RuleCase;
import org.claimaudit.check.RuleTests;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.Selection;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the tests that lie beside the rules. */
@Command(name = "test")
final class RulesTestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "rule")
    private List<String> ids = List.of();

    private final Context context;

    RulesTestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = Catalogue.load(context.folders());
        List<Rule> rules =
                ids.isEmpty() ? catalogue.rules() : catalogue.select(new Selection(ids, List.of(), null, null));
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
