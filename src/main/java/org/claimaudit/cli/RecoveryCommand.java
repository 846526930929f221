package org.claimaudit.cli;

import org.claimaudit.report.Reports;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what a run says is to be recovered: totals, by institution and family, month on month. */
@Command(name = "recovery")
final class RecoveryCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    private final Context context;

    RecoveryCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "recovery")) {
            context.printText(Reports.recoveryText(store.db(), run.name(), context.today(), Messages.language()));
        }
    }
}
