package org.claimaudit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the rules over what is stored and writes the reports. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(names = "--timing", descriptionKey = "timing")
    private boolean timing;

    private final Context context;

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Period months = period.period();
        List<Rule> rules = context.rules();
        if (context.dryRun()) {
            context.print(DryRun.lines(months, rules, context.console().columns()));
            return ExitCode.OK.code();
        }
        AuditRun.openReports(context);
        try (Store store = context.openStore(false, "check");
                var progress = context.progress()) {
            var run = new AuditRun(context, "check", months, rules);
            int code = run.run(store, null, progress);
            if (timing) {
                context.print(Timing.lines(run.outcomes()));
            }
            return code;
        }
    }
}
