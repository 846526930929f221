package org.claimaudit.rule;

import java.util.Locale;

/** How sure a finding is, surest first. Only the first two claim money. */
public enum Grade {
    /** Certain from the data. */
    VIOLATION(0),
    /** Needs a look at the medical record. */
    SUSPECT(1),
    /** Statistical; never claims money. */
    CLUE(2);

    private final int rank;

    Grade(int rank) {
        this.rank = rank;
    }

    /** 0 for the surest; orders the waterfall. */
    public int rank() {
        return rank;
    }

    /** The word in rule files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
