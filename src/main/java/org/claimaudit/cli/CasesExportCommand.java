package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.claimaudit.cases.CaseList;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the findings of a run as CSV, in the columns of the reports. */
@Command(name = "export")
final class CasesExportCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Mixin
    private final ToFile to = new ToFile();

    @Option(names = "--reply", descriptionKey = "reply")
    private boolean reply;

    private final Context context;

    CasesExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases export")) {
            Run found = Run.find(store.db(), run.name());
            to.write(context, out -> write(store, found, out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Store store, Run found, Writer out) throws IOException {
        CaseList.export(
                store.db(),
                found,
                cases.filter(store.db(), found),
                Messages.language(),
                context.reportOptions().csv(),
                context.reveal(store, found, "cases export"),
                reply,
                out);
    }
}
