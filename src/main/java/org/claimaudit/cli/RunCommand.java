package org.claimaudit.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.ingest.Ingest;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads exports, runs the rules over a period and writes the reports. */
@Command(name = "run")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final InputOptions inputs = new InputOptions();

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    private final Context context;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<Period> given = period.isArrived() ? Optional.empty() : Optional.of(period.period());
        List<Rule> rules = context.rules(); // a wrong selection is told before anything is loaded
        if (context.dryRun()) {
            return look(given, rules);
        }
        AuditRun.openReports(context);
        try (Store store = context.openStore(true, "run");
                var progress = context.progress()) {
            RuleSql.check(store.db(), rules); // so is a rule that does not parse
            IngestResult loaded =
                    Ingest.run(store, inputs.request(context.settings(), progress, false, "run"), Clock.systemUTC());
            context.interrupt().loaded();
            progress.hide();
            inputs.note(loaded);
            Phases.loaded(loaded);
            Optional<Period> months = given.or(() -> new ArrivedMonths(store.db()).of(loaded));
            OutdatedMonths.tell(store.db(), months.orElse(null));
            if (months.isEmpty()) {
                Phases.nothing();
                return ExitCode.OK.code();
            }
            return new AuditRun(context, "run", months.get(), rules).run(store, loaded, progress);
        }
    }

    private int look(Optional<Period> given, List<Rule> rules) {
        try (var store = new DryStore(context);
                var progress = context.progress()) {
            IngestResult result = Ingest.run(
                    store.store(), inputs.request(context.settings(), progress, true, "run"), Clock.systemUTC());
            progress.hide();
            context.print(InputTable.lines(result));
            context.print(Messages.text("cli.dry.counts"));
            context.print("");
            context.print(
                    DryRun.lines(given.orElse(null), rules, context.console().columns()));
        }
        return ExitCode.OK.code();
    }
}
