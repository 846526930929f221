package org.claimaudit.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.CaseHistory;
import org.claimaudit.cases.CaseHistory.Event;
import org.claimaudit.cases.Cases;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.cases.Proceeding;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all that happened to one finding, or to one case and its findings. */
@Command(name = "history")
final class CasesHistoryCommand implements Runnable {
    @Parameters(arity = "1", paramLabel = "FINDING|CASE", descriptionKey = "shown-case")
    private String id = "";

    private final Context context;

    CasesHistoryCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases history")) {
            List<Event> events = CaseHistory.of(store.db(), id);
            if (events.isEmpty()) {
                throw new UserError(
                        ExitCode.MISSING, Messages.text("proceed.unknown", id), Messages.text("proceed.unknown.todo"));
            }
            head(store.db(), events);
            context.print("");
            context.print(table(events));
        }
    }

    /** The cases and the findings that it is about, each with its rule's message and where its money stands. */
    private void head(Db db, List<Event> events) {
        List<String> cases = CaseHistory.casesOf(db, id);
        Proceeding.all(db).stream()
                .filter(one -> cases.contains(one.caseNo()))
                .forEach(one -> context.print(
                        Messages.text("proceed.of", one.caseNo(), one.institution(), CasesProceedCommand.state(one))));
        var disclosure = new Disclosure(context.settings().reveal());
        events.stream()
                .map(Event::findingId)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .forEach(finding -> {
                    Case found = Cases.latest(db, finding, Messages.language());
                    context.print(Messages.text("proceed.head", finding, found.ruleTitle()));
                    context.print("  " + DisplayWidth.plain(disclosure.message(found.message(), found.psnNo())));
                    context.print("  "
                            + Messages.text(
                                    "proceed.claims",
                                    found.ruleId(),
                                    found.amountGross().toPlainString(),
                                    found.amountNet().toPlainString()));
                });
    }

    private static List<String> table(List<Event> events) {
        var table = new TextTable()
                .left(Messages.text("proceed.day"), 10)
                .left(Messages.text("proceed.finding"), 16)
                .left(Messages.text("proceed.happened"), 40)
                .right(Messages.text("proceed.yuan"))
                .left(Messages.text("proceed.officer"), 16)
                .left(Messages.text("proceed.document"), 20)
                .left(Messages.text("proceed.reason"), 30)
                .left(Messages.text("proceed.source"), 30);
        for (Event event : events) {
            BigDecimal amount = event.amount();
            boolean lapsed = event.about().equals("lapsed");
            table.row(
                    event.day().toString(),
                    event.findingId() == null ? "" : event.findingId(),
                    words(event),
                    amount == null ? "" : amount.toPlainString(),
                    event.officer(),
                    event.document(),
                    lapsed ? Messages.text("summary.lapsed.why." + event.outcome()) : event.reason(),
                    lapsed ? event.what() : event.source());
        }
        return table.lines(0);
    }

    private static String words(Event event) {
        return switch (event.about()) {
            case "run" -> Messages.text("proceed.found", event.what());
            case "lapsed" -> Messages.text("proceed.lapsed");
            case "decision" -> Messages.text("cases." + event.what());
            case "posting" -> Messages.text("ledger." + event.what());
            case "measure" -> Messages.text("summary.ledger.measure." + event.what(), event.outcome());
            default ->
                Messages.text("proceed.step." + event.what())
                        + (event.outcome().isEmpty() ? "" : ": " + Messages.text("proceed.outcome." + event.outcome()));
        };
    }
}
