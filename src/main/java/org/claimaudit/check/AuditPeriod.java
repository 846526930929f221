package org.claimaudit.check;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The audited months, both inclusive.
 *
 * @param asOf the day from which the run looks back
 */
public record AuditPeriod(YearMonth from, YearMonth to, LocalDate asOf) {
    /** A period looked at from the day after it. */
    public static AuditPeriod of(YearMonth from, YearMonth to) {
        return new AuditPeriod(from, to, to.plusMonths(1).atDay(1));
    }

    /** The first day. */
    public LocalDate begin() {
        return from.atDay(1);
    }

    /** The day after the last one. */
    public LocalDate end() {
        return to.plusMonths(1).atDay(1);
    }
}
