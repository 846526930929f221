package org.claimaudit.ingest;

/** An identifier that a spreadsheet has turned into a number: nothing in the file says what it was. */
final class LostDigits extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String column;
    private final String value;

    LostDigits(long line, String column, String value) {
        super(value, null, false, false);
        this.line = line;
        this.column = column;
        this.value = value;
    }

    long line() {
        return line;
    }

    String column() {
        return column;
    }

    String value() {
        return value;
    }
}
