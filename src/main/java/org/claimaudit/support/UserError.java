package org.claimaudit.support;

import org.jspecify.annotations.Nullable;

/** An error that the user can mend: one sentence that says what is wrong and where, one that says what to do. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String what;
    private final String todo;

    /**
     * @param exitCode what the process exits with, see {@link ExitCode}
     * @param what what is wrong and where (file, line, column, value), in the user's language
     * @param todo what to do about it, in the user's language
     */
    public UserError(int exitCode, String what, String todo) {
        this(exitCode, what, todo, null);
    }

    /** As {@link #UserError(int, String, String)}, with the exception behind it, shown only with {@code -v}. */
    public UserError(int exitCode, String what, String todo, @Nullable Throwable cause) {
        super(what + " " + todo, cause);
        this.exitCode = exitCode;
        this.what = what;
        this.todo = todo;
    }

    /** As {@link #UserError(int, String, String)}. */
    public UserError(ExitCode exitCode, String what, String todo) {
        this(exitCode.code(), what, todo, null);
    }

    /** As {@link #UserError(int, String, String, Throwable)}. */
    public UserError(ExitCode exitCode, String what, String todo, @Nullable Throwable cause) {
        this(exitCode.code(), what, todo, cause);
    }

    /** What the process exits with. */
    public int exitCode() {
        return exitCode;
    }

    /** What is wrong and where. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public String todo() {
        return todo;
    }
}
