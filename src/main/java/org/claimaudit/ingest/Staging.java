package org.claimaudit.ingest;

/** Text of our own making, of workbooks, profiles and rejects: UTF-8, a line a record, no quoting. No value holds a control character. */
final class Staging {
    /** Between fields: the ASCII unit separator. */
    static final byte SEPARATOR = 0x1f;
    /** {@link #SEPARATOR} as text. */
    static final String DELIMITER = "\u001f";
    /** Stands for a line break in a value: the ASCII record separator. */
    static final byte LINE_BREAK = 0x1e;
    /** Longer texts are never looked up among the words that mean no value. */
    static final int LONGEST_NULL_WORD = 12;

    private Staging() {}
}
