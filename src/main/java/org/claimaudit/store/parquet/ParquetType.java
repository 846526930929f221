package org.claimaudit.store.parquet;

/**
 * A column's type: how values lie in the file and what they mean.
 *
 * @param kind what they are
 * @param precision digits of a decimal, else 0
 * @param scale digits after its point
 */
public record ParquetType(Kind kind, int precision, int scale) {
    /** UTF-8. */
    public static final ParquetType TEXT = new ParquetType(Kind.TEXT, 0, 0);
    /** A whole number of 32 bits. */
    public static final ParquetType INT = new ParquetType(Kind.INT, 0, 0);
    /** A whole number of 64 bits. */
    public static final ParquetType LONG = new ParquetType(Kind.LONG, 0, 0);
    /** Days since 1970-01-01. */
    public static final ParquetType DATE = new ParquetType(Kind.DATE, 0, 0);
    /** Microseconds since 1970-01-01, without a zone. */
    public static final ParquetType TIMESTAMP = new ParquetType(Kind.TIMESTAMP, 0, 0);

    /** What a column's values are. */
    public enum Kind {
        TEXT,
        INT,
        LONG,
        DATE,
        TIMESTAMP,
        DECIMAL
    }

    /** A decimal number of up to 18 digits, handed over without its point. */
    public static ParquetType decimal(int precision, int scale) {
        return new ParquetType(Kind.DECIMAL, precision, scale);
    }

    /** Whether values take 32 bits and not 64. */
    public boolean narrow() {
        return kind == Kind.INT || kind == Kind.DATE || (kind == Kind.DECIMAL && precision <= 9);
    }

    /** Type of parquet.thrift. */
    int physical() {
        return kind == Kind.TEXT ? 6 : narrow() ? 1 : 2;
    }

    /** The fields of SchemaElement that say what the values mean. */
    void describe(CompactWriter out) {
        switch (kind) {
            case TEXT -> out.i32(6, 0).struct(10, () -> out.struct(1, () -> {}));
            case DATE -> out.i32(6, 6).struct(10, () -> out.struct(6, () -> {}));
            case TIMESTAMP ->
                out.struct(10, () -> out.struct(8, () -> out.flag(1, false).struct(2, () -> out.struct(2, () -> {}))));
            case DECIMAL ->
                out.i32(6, 5)
                        .i32(7, scale)
                        .i32(8, precision)
                        .struct(10, () -> out.struct(5, () -> out.i32(1, scale).i32(2, precision)));
            case INT, LONG -> {}
        }
    }
}
