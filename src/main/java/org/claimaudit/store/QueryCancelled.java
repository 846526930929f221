package org.claimaudit.store;

/** A statement that was stopped because the user wants the process to end. */
public final class QueryCancelled extends DbException {
    private static final long serialVersionUID = 1L;

    QueryCancelled(String message, Throwable cause) {
        super(message, cause);
    }
}
