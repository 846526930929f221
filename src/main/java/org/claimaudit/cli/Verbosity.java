package org.claimaudit.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** How much of the log the console shows. Apart from {@link Logging}, so that saying it does not load the log's library. */
enum Verbosity {
    /** Errors. */
    QUIET,
    /** One line a phase, and warnings. */
    NORMAL,
    /** Everything, with stack traces. */
    VERBOSE;

    private static volatile @Nullable PrintWriter err;
    private static volatile Verbosity current = NORMAL;

    static void set(PrintWriter to, boolean quiet, boolean verbose) {
        err = to;
        current = quiet ? QUIET : verbose ? VERBOSE : NORMAL;
    }

    static Verbosity current() {
        return current;
    }

    /** Where the console is; null before a call has begun. */
    static @Nullable PrintWriter console() {
        return err;
    }
}
