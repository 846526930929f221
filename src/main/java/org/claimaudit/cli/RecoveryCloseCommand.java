package org.claimaudit.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.claimaudit.recovery.ClosedMonths;
import org.claimaudit.report.Reports;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes a month's books and prints what was posted to it, or opens them again. */
@Command(name = "close")
final class RecoveryCloseCommand implements Runnable {
    @Parameters(arity = "1", paramLabel = "MONTH", descriptionKey = "close-month")
    private String month = "";

    @Option(names = "--officer", paramLabel = "NAME", required = true, descriptionKey = "officer")
    private String officer = "";

    @Option(names = "--reopen", descriptionKey = "reopen")
    private boolean reopen;

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "reason")
    private String reason = "";

    private final Context context;

    RecoveryCloseCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        YearMonth which = month();
        if (reopen && reason.isBlank()) {
            throw new UserError(
                    ExitCode.USAGE, Messages.text("post.reopen-reason"), Messages.text("post.reopen-reason.todo"));
        }
        try (Store store = context.openStore(false, "recovery close")) {
            boolean changed = ClosedMonths.set(store.db(), which, !reopen, officer, reason, Clock.systemUTC());
            context.printText(Reports.monthText(store.db(), which, Messages.language()));
            String key = (reopen ? "post.open" : "post.closed") + (changed ? "" : ".already");
            context.print(Messages.text(key, which.toString()));
        }
    }

    private YearMonth month() {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("cli.period.month", "MONTH", month),
                    Messages.text("cli.period.month.todo"));
        }
    }
}
