package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.claimaudit.cases.Run;
import org.claimaudit.report.RunDiff;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two runs: new, cleared and changed findings, their money, and why. */
@Command(name = "diff")
final class RunsDiffCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "A", descriptionKey = "diff.a")
    private String earlier = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", descriptionKey = "diff.b")
    private String later = Run.LAST;

    @Mixin
    private final ToFile to = new ToFile();

    private final Context context;

    RunsDiffCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "runs diff")) {
            RunDiff diff = RunDiff.of(
                    store.db(), Run.find(store.db(), earlier), Run.find(store.db(), later), Messages.language());
            context.printText(diff.text());
            if (to.isGiven()) {
                to.write(context, out -> diff.csv(out, context.reportOptions().csv()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
