package org.claimaudit.lab;

import org.claimaudit.lab.Institution.Kind;

/** Honest peculiarities of institutions that an auditor may take for something else. */
final class Habits {
    private Habits() {}

    /** Enters a whole stay's charges on the day of discharge. */
    static boolean postsInOneBatch(Institution at) {
        return at.kind() == Kind.TOWNSHIP && at.rank() % 7 == 0;
    }

    /** Sends settlements and stays but no fee lines. */
    static boolean sendsNoLines(Institution at) {
        return at.kind() == Kind.TOWNSHIP && at.rank() % 7 == 3;
    }

    /** Its doctor sees the residents of a nursing home in one round each month. */
    static boolean visitsNursingHome(Institution at) {
        return at.kind() == Kind.CLINIC && at.rank() % 18 == 9;
    }
}
