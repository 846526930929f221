package org.claimaudit.rule;

import java.util.Locale;

/** A rule's place in its life. */
public enum Status {
    /** Being written; runs only when named. */
    DRAFT,
    /** Runs, under observation. */
    TRIAL,
    /** Runs. */
    STABLE,
    /** Kept for its number; never runs. */
    RETIRED;

    /** The word in rule files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
