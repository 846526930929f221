package org.claimaudit.check;

import java.util.Locale;

/** What became of a rule. */
public enum Outcome {
    /** It ran and found something. */
    FOUND,
    /** It ran and found nothing. */
    CLEAN,
    /** A table or column that it needs has nothing in it. */
    NOT_APPLICABLE,
    /** A derived table that it needs could not be built. */
    SKIPPED,
    /** It could not be carried out, or its result breaks the form. */
    ERRORED;

    /** The word in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rule looked at the data. */
    public boolean ran() {
        return this == FOUND || this == CLEAN;
    }
}
