package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.cases.Run;
import org.claimaudit.report.Pack;
import org.claimaudit.report.PackOrder;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what an institution is told of its findings: a list to print, a list to fill in, evidence, rules, digests. */
@Command(name = "pack")
final class CasesPackCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Option(names = "--zip", descriptionKey = "zip")
    private boolean zip;

    @Option(names = "--reply-to", paramLabel = "TEXT", descriptionKey = "reply-to")
    private @Nullable String replyTo;

    @Option(names = "--reply-by", paramLabel = "DATE", descriptionKey = "reply-by")
    private @Nullable LocalDate replyBy;

    private final Context context;

    CasesPackCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        List<String> institutions = cases.institutions();
        if (institutions.size() != 1) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("dossier.pack.institution"),
                    Messages.text("dossier.pack.institution.todo"));
        }
        try (Store store = context.openStore(false, "cases pack")) {
            Run found = Run.find(store.db(), run.name());
            context.reveal(store, found, "cases pack");
            var order = new PackOrder(institutions.get(0), cases.filter(store.db(), found), zip, replyTo, replyBy);
            Path written = Pack.write(store.db(), found.id(), order, context.catalogue(), context.reportOptions());
            context.print(Messages.text("dossier.pack.written", written));
        }
    }
}
