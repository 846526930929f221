package org.claimaudit.check;

import java.util.Locale;

/** What became of a rule. */
public enum Outcome {
    /** It ran and found something. */
    FOUND,
    /** It looked at something and found nothing. */
    CLEAN,
    /** A table or column that it needs has nothing in it, or nothing of what it looks at is in the audited months. */
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
