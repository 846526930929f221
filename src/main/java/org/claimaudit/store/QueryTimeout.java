package org.claimaudit.store;

/** A statement that ran longer than it was given. */
public final class QueryTimeout extends DbException {
    private static final long serialVersionUID = 1L;

    QueryTimeout(String message, Throwable cause) {
        super(message, cause);
    }
}
