package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.cases.Exemptions;
import org.claimaudit.cases.Exemptions.Exemption;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes exemptions out of a YAML file, or shows those that there are. */
@Command(name = "exempt")
final class CasesExemptCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "exemptions")
    private @Nullable Path file;

    @Option(names = "--yaml", descriptionKey = "exemptions-yaml")
    private boolean yaml;

    private final Context context;

    CasesExemptCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases exempt")) {
            if (file != null) {
                int fresh = Exemptions.take(store.db(), file, context.dryRun(), Clock.systemUTC());
                context.print(
                        Messages.text(fresh == 0 ? "exempt.again" : "exempt.taken", file, Integer.toString(fresh)));
            } else if (yaml) {
                context.printText(Exemptions.yaml(store.db()));
            } else {
                context.print(table(Exemptions.all(store.db()), context.today()));
            }
        }
    }

    private static List<String> table(List<Exemption> exemptions, LocalDate today) {
        var table = new TextTable()
                .left(Messages.text("exempt.id"), 20)
                .left(Messages.text("exempt.what"), 50)
                .left(Messages.text("exempt.from"), 10)
                .left(Messages.text("exempt.until"), 11)
                .left(Messages.text("exempt.officer"), 10)
                .left(Messages.text("exempt.reason"), 30);
        for (Exemption one : exemptions) {
            String until = one.until() + (one.until().isBefore(today) ? "!" : "");
            table.row(one.id(), Exemptions.words(one), one.from().toString(), until, one.officer(), one.reason());
        }
        return table.isEmpty() ? List.of(Messages.text("exempt.none")) : table.lines(0);
    }
}
