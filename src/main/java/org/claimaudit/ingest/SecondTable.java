package org.claimaudit.ingest;

/** A line in the midst of a file that is another table's header. */
final class SecondTable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String table;

    SecondTable(long line, String table) {
        super(table, null, false, false);
        this.line = line;
        this.table = table;
    }

    long line() {
        return line;
    }

    String table() {
        return table;
    }
}
