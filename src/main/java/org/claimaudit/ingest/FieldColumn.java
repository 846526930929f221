package org.claimaudit.ingest;

import org.claimaudit.store.parquet.ColumnBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A canonical column of the rows that a chunk holds: knows by its bytes a value that needs no change and keeps it for DuckDB. What it does not
 * know goes to {@link FieldValues}. One thread fills it.
 */
abstract class FieldColumn {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    final ColumnBuffer values;

    FieldColumn(ColumnType type) {
        this.values = new ColumnBuffer(type.parquet());
    }

    static @Nullable FieldColumn of(@Nullable ColumnType type, boolean ownNullWords) {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case TEXT, ID, CERT, FLAG -> new TextColumn(type, ownNullWords);
            case DATE, TIME -> new TimeColumn(type);
            case MONEY, PRICE, QTY, RATIO, WHOLE -> new NumberColumn(type);
        };
    }

    /**
     * Takes the value that begins there, if it is one in its usual form and its field ends with it.
     *
     * @return where the field ends, or −1 when nothing was taken
     */
    abstract int read(byte[] text, int begin, byte delimiter);

    /** Takes a value, if it stands in its usual form. */
    boolean takeUsual(FieldText value) {
        value.bytes[value.length] = LF;
        return read(value.bytes, 0, LF) == value.length;
    }

    /** Takes a value that {@link Forms} has made. */
    void takeNormal(FieldText value) {
        if (!takeUsual(value)) {
            throw new IllegalStateException("a normalised value is none");
        }
    }

    /** Whether a field ends there. */
    static boolean ends(byte[] text, int at, byte delimiter) {
        byte b = text[at];
        return b == delimiter || b == LF || (b == CR && text[at + 1] == LF);
    }
}
