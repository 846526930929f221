package org.claimaudit.cli;

import org.claimaudit.cases.Run;
import org.claimaudit.report.FindingText;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains one finding: rule, law, parameters, rows, and the arithmetic to the fen. */
@Command(name = "show")
final class CasesShowCommand implements Runnable {
    @Parameters(paramLabel = "FINDING", descriptionKey = "finding")
    private String finding = "";

    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit")
    private int limit = 50;

    private final Context context;

    CasesShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases show")) {
            Run found = FindingText.run(store.db(), run.name(), finding);
            context.printText(FindingText.of(
                    store.db(),
                    found,
                    finding,
                    context.catalogue(),
                    limit <= 0 ? Integer.MAX_VALUE : limit,
                    Messages.language(),
                    context.reveal(store, found, "cases show")));
        }
    }
}
