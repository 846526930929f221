package org.claimaudit.recovery;

import java.util.Locale;

/** How a run ended. */
public enum RunStatus {
    /** Everything was looked at that could be. */
    COMPLETE,
    /** A rule errored or was skipped, or the input was not whole. */
    PARTIAL,
    /** Its totals do not equal their case lists, or exceed what was paid: a fault of the program. */
    FAILED;

    /** The word in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
