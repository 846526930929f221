package org.claimaudit.ingest;

/** A record that is longer than any: no line ends, as in a file that is no text or has lost its line ends. */
final class LongRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    LongRecord(long line) {
        super(null, null, false, false);
        this.line = line;
    }

    long line() {
        return line;
    }
}
