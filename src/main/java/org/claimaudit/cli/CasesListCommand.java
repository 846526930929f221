package org.claimaudit.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.cases.CaseList;
import org.claimaudit.cases.Proceeding;
import org.claimaudit.cases.Proceeding.Agenda;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the findings of a run, or what is to be done in open cases. */
@Command(name = "list")
final class CasesListCommand implements Runnable {
    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit")
    private int limit = 50;

    @Option(names = "--due", descriptionKey = "due")
    private boolean due;

    private final Context context;

    CasesListCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases list")) {
            if (due) {
                context.print(agenda(Proceeding.agenda(store.db(), context.folders(), context.today())));
                return;
            }
            Run found = Run.find(store.db(), run.name());
            int most = limit <= 0 ? Integer.MAX_VALUE : limit;
            context.printText(CaseList.text(
                    store.db(),
                    found,
                    cases.filter(store.db(), found),
                    Messages.language(),
                    most,
                    context.reveal(store, found, "cases list")));
        }
    }

    private List<String> agenda(Agenda agenda) {
        if (agenda.due().isEmpty()) {
            return List.of(Messages.text("proceed.due.none"));
        }
        var table = new TextTable()
                .left(Messages.text("proceed.case"), 24)
                .left(Messages.text("proceed.institution"), 14)
                .left(Messages.text("proceed.state"), 20)
                .left(Messages.text("proceed.what"), 40)
                .left(Messages.text("proceed.since"), 10)
                .left(Messages.text("proceed.due"), 12)
                .right(Messages.text("proceed.left"));
        agenda.due().stream()
                .limit(limit <= 0 ? Integer.MAX_VALUE : limit)
                .forEach(one -> table.row(
                        one.of().caseNo(),
                        one.of().institution(),
                        CasesProceedCommand.state(one.of()),
                        one.extended() == 0
                                ? one.title().text()
                                : Messages.text("proceed.times", one.title().text(), Integer.toString(one.extended())),
                        one.since().toString(),
                        one.due() == null
                                ? Messages.text("proceed.stands")
                                : one.due().toString(),
                        one.due() == null ? "" : Long.toString(ChronoUnit.DAYS.between(context.today(), one.due()))));
        var lines = new ArrayList<>(table.lines(0));
        if (!agenda.unknownYears().isEmpty()) {
            lines.add(Messages.text(
                    "proceed.unknown-years",
                    agenda.unknownYears().stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        lines.add(Messages.text("proceed.check-law"));
        return lines;
    }
}
