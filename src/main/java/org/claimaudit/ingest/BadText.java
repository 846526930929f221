package org.claimaudit.ingest;

/** Bytes that are no text in the encoding that was tried. */
final class BadText extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final long offset;

    /**
     * @param line from 1
     * @param offset bytes before them
     */
    BadText(long line, long offset) {
        super(null, null, false, false);
        this.line = line;
        this.offset = offset;
    }

    long line() {
        return line;
    }

    long offset() {
        return offset;
    }
}
