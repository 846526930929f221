package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.claimaudit.cases.Proceeding;
import org.claimaudit.cases.Proceedings;
import org.claimaudit.cases.Proceedings.Taken;
import org.claimaudit.cases.Step;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes steps of the procedure out of a file, or lists the cases with where they stand. */
@Command(name = "proceed")
final class CasesProceedCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "steps")
    private @Nullable Path file;

    private final Context context;

    CasesProceedCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases proceed")) {
            if (file == null) {
                context.print(table(Proceeding.all(store.db())));
                return;
            }
            Taken taken = Proceedings.take(store.db(), context.folders(), file, context.dryRun(), Clock.systemUTC());
            if (taken.again()) {
                context.print(Messages.text("decide.again", file));
                return;
            }
            context.print(Messages.text("proceed.taken", Long.toString(taken.fresh())));
            if (taken.known() > 0) {
                context.print(Messages.text("decide.known", Long.toString(taken.known())));
            }
            if (context.dryRun()) {
                context.print(Messages.text("cli.dry.nothing"));
            }
        }
    }

    private static List<String> table(List<Proceeding> cases) {
        var table = new TextTable()
                .left(Messages.text("proceed.case"), 24)
                .left(Messages.text("proceed.institution"), 14)
                .left(Messages.text("proceed.state"), 20)
                .left(Messages.text("proceed.since"), 10);
        cases.forEach(one -> table.row(
                one.caseNo(), one.institution(), state(one), one.since().toString()));
        return table.isEmpty() ? List.of(Messages.text("proceed.none")) : table.lines(0);
    }

    static String state(Proceeding one) {
        Step state = one.state();
        return state == null ? "" : Messages.text("proceed.step." + state.word());
    }
}
