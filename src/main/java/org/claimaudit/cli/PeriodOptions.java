package org.claimaudit.cli;

import java.time.DateTimeException;
import java.time.YearMonth;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The months to audit, in one of two forms. */
final class PeriodOptions {
    /** Stands for a month: those of the rows that are loaded. */
    private static final String ARRIVED = "arrived";

    /** First and last month, both inclusive. */
    record Period(YearMonth from, YearMonth to) {}

    @Option(names = "--month", paramLabel = "MONTH", descriptionKey = "month")
    private @Nullable String month;

    @Option(names = "--from", paramLabel = "MONTH", descriptionKey = "from")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "MONTH", descriptionKey = "to")
    private @Nullable String to;

    /** Whether the months are those that the call itself loads; only for {@code run}. */
    boolean isArrived() {
        return ARRIVED.equals(month) && from == null && to == null;
    }

    /** Whether any form is given. */
    boolean isGiven() {
        return month != null || from != null || to != null;
    }

    /**
     * The period.
     *
     * @throws UserError {@link ExitCode#USAGE} unless exactly one form is given with real months in their order
     */
    Period period() {
        if (month != null) {
            if (from != null || to != null) {
                throw error("cli.period.twice");
            }
            YearMonth only = month("--month", month);
            return new Period(only, only);
        }
        if (from == null && to == null) {
            throw error("cli.period.missing");
        } else if (from == null || to == null) {
            throw error("cli.period.half");
        }
        var period = new Period(month("--from", from), month("--to", to));
        if (period.to().isBefore(period.from())) {
            throw error("cli.period.order", from, to);
        }
        return period;
    }

    /** A month that an option names. */
    static YearMonth month(String option, String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("cli.period.month", option, text),
                    Messages.text("cli.period.month.todo"));
        }
    }

    private static UserError error(String key, Object... arguments) {
        return new UserError(ExitCode.USAGE, Messages.text(key, arguments), Messages.text("cli.period.todo"));
    }
}
