package org.claimaudit.rule;

import java.util.Locale;

/** How sure a finding is, surest first. Only the first two claim money. */
public enum Grade {
    /** Certain from the data. */
    VIOLATION,
    /** Needs a look at the medical record. */
    SUSPECT,
    /** Statistical; never claims money. */
    CLUE;

    /** The word in rule files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
