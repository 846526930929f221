package org.claimaudit.store;

/** A statement that DuckDB refused or could not carry out; the message is DuckDB's first line. */
public class DbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String line;

    DbException(String message, Throwable cause) {
        super(message, cause);
        this.line = message;
    }

    /** DuckDB's first line. */
    @Override
    public String getMessage() {
        return line;
    }
}
