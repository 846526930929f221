package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.claimaudit.cases.Decisions;
import org.claimaudit.cases.Decisions.Taken;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes decisions on findings, and institutions' replies, out of files. */
@Command(name = "decide")
final class CasesDecideCommand implements Runnable {
    @Parameters(arity = "1", paramLabel = "FILE", descriptionKey = "decisions")
    private Path file = Path.of("");

    private final Context context;

    CasesDecideCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases decide")) {
            Taken taken = Decisions.take(store.db(), file, context.today(), context.dryRun(), Clock.systemUTC());
            print(taken);
        }
    }

    private void print(Taken taken) {
        if (taken.again()) {
            context.print(Messages.text("decide.again", file));
            return;
        }
        taken.taken()
                .forEach((verdict, count) ->
                        context.print(Messages.text("decide.taken." + verdict.word(), Long.toString(count))));
        if (taken.known() > 0) {
            context.print(Messages.text("decide.known", Long.toString(taken.known())));
        }
        context.print(PostedText.lines(taken.posted()));
        if (context.dryRun()) {
            context.print(Messages.text("cli.dry.nothing"));
        }
    }
}
