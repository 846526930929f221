package org.claimaudit.cli;

import org.claimaudit.cases.Run;
import org.claimaudit.report.Reports;
import org.claimaudit.report.RunHistory;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one run: what was read, what was found, totals. */
@Command(name = "show")
final class RunsShowCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "run")
    private String run = Run.LAST;

    @Mixin
    private final TextOrJson format = new TextOrJson();

    private final Context context;

    RunsShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "runs show")) {
            context.printText(
                    format.isJson()
                            ? Reports.summaryJson(store.db(), run, Messages.language())
                            : RunHistory.show(store.db(), run, Messages.language()));
        }
    }
}
