package org.claimaudit.ingest;

/**
 * How a file's text is cut into records and fields.
 *
 * @param delimiter between fields
 * @param quote around fields, 0 for none
 * @param escape before a quote that belongs to the text, besides the doubled quote; 0 for none
 * @param lineEnd what ends a line besides the line feed: {@link #CR}, {@link #DOLLAR}, or the line feed itself for nothing
 * @param fields how many fields a record has; more than the header has names where every record ends with a delimiter
 */
record Dialect(byte delimiter, byte quote, byte escape, byte lineEnd, int fields) {
    static final byte LF = '\n';
    static final byte CR = '\r';
    static final byte DOLLAR = '$';
    static final byte BACKSLASH = '\\';

    /** Text that {@link Staging} describes. */
    static Dialect staging(int fields) {
        return new Dialect(Staging.SEPARATOR, (byte) 0, (byte) 0, LF, fields);
    }

    /** Whether the bytes that this dialect looks for are never part of a character in GB18030, whose second bytes begin at 0x40. */
    boolean plainInGb18030() {
        return delimiter < 0x40 && escape == 0;
    }
}
