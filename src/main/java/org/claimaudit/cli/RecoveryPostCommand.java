package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.claimaudit.cases.Vouchers;
import org.claimaudit.cases.Vouchers.Taken;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes money that moved, and measures, out of a file. */
@Command(name = "post")
final class RecoveryPostCommand implements Runnable {
    @Parameters(arity = "1", paramLabel = "FILE", descriptionKey = "vouchers")
    private Path file = Path.of("");

    private final Context context;

    RecoveryPostCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "recovery post")) {
            Taken taken = Vouchers.take(store.db(), file, context.dryRun(), Clock.systemUTC());
            if (taken.again()) {
                context.print(Messages.text("decide.again", file));
                return;
            }
            if (taken.known() > 0) {
                context.print(Messages.text("decide.known", Long.toString(taken.known())));
            }
            context.print(PostedText.lines(taken.posted()));
            if (taken.measures() > 0) {
                context.print(Messages.text("post.measures", Long.toString(taken.measures())));
            }
            if (context.dryRun()) {
                context.print(Messages.text("cli.dry.nothing"));
            }
        }
    }
}
