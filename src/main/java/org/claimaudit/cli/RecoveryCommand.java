package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.report.Reports;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a run says is to be recovered, and what became of all findings; or the ledger alone, line by line. */
@Command(name = "recovery")
final class RecoveryCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--by", paramLabel = "institution|month|finding", descriptionKey = "recovery-by")
    private @Nullable By by;

    @Mixin
    private final ToFile to = new ToFile();

    private final Context context;

    RecoveryCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "recovery")) {
            if (by == null) {
                context.printText(Reports.recoveryText(store.db(), run.name(), context.today(), Messages.language()));
            } else if (to.isGiven()) {
                By which = by;
                to.write(
                        context,
                        out -> Reports.ledgerCsv(
                                store.db(), which, context.reportOptions().csv(), out));
            } else {
                context.printText(Reports.ledgerText(store.db(), by, Messages.language()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
