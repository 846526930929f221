package org.claimaudit.cli;

import java.nio.file.Path;
import org.claimaudit.cases.Run;
import org.claimaudit.report.Reports;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the reports of an earlier run again, or prints its summary. */
@Command(name = "report")
final class ReportCommand implements Runnable {
    /** Spelled as on the command line. */
    enum Format {
        text,
        json
    }

    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--format", paramLabel = "text|json", descriptionKey = "report-format")
    private @Nullable Format format;

    private final Context context;

    ReportCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "report")) {
            if (format == null) {
                context.reveal(store, Run.find(store.db(), run.name()), "report");
                Path folder = Reports.write(store.db(), run.name(), context.reportOptions());
                context.print(Messages.text("cli.report.written", folder));
            } else {
                context.printText(
                        switch (format) {
                            case text -> Reports.summaryText(store.db(), run.name(), Messages.language());
                            case json -> Reports.summaryJson(store.db(), run.name(), Messages.language());
                        });
            }
        }
    }
}
