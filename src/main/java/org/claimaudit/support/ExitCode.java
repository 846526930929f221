package org.claimaudit.support;

/** What the process tells its caller. Scripts rely on the numbers. */
public enum ExitCode {
    /** Done; findings, if any, are below the level given with {@code --fail-on}. */
    OK(0),
    /** Unexpected error. */
    UNEXPECTED(1),
    /** Usage or configuration error. */
    USAGE(2),
    /** Done, but a rule errored or too many rows were rejected. Outranks {@link #FOUND}. */
    INCOMPLETE(3),
    /** Done; findings at or above the level given with {@code --fail-on}. */
    FOUND(4),
    /** An input or the store is missing. */
    MISSING(10),
    /** Another run holds the store's lock. */
    LOCKED(11),
    /** An input or a decision file breaks its contract. */
    BAD_INPUT(12),
    /** Interrupted from the keyboard (SIGINT); the store is as it was before. */
    INTERRUPTED(130),
    /** Asked to end (SIGTERM); the store is as it was before. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process exits with. */
    public int code() {
        return code;
    }
}
