package org.claimaudit.support;

/** How CSV files are written. */
public enum CsvProfile {
    /** UTF-8, LF: for programs. */
    PLAIN,
    /** UTF-8 with a byte-order mark, CRLF, long digits kept as text: for a spreadsheet. */
    EXCEL
}
