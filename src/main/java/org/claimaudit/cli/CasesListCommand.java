package org.claimaudit.cli;

import org.claimaudit.cases.CaseList;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the findings of a run. */
@Command(name = "list")
final class CasesListCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit")
    private int limit = 50;

    private final Context context;

    CasesListCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases list")) {
            Run found = Run.find(store.db(), run.name());
            int most = limit <= 0 ? Integer.MAX_VALUE : limit;
            context.printText(CaseList.text(
                    store.db(),
                    found,
                    cases.filter(),
                    Messages.language(),
                    most,
                    context.settings().reveal()));
        }
    }
}
