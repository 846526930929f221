package org.claimaudit.ingest;

import org.claimaudit.store.parquet.ParquetType;

/** What a canonical column holds, and how DuckDB stores it. */
public enum ColumnType {
    /** Free text. */
    TEXT("VARCHAR", 0, 0),
    /** An identifier or a code: text whose digits must not be lost. */
    ID("VARCHAR", 0, 0),
    /** An identity document's number: an identifier; old 15-digit numbers are written out to 18. */
    CERT("VARCHAR", 0, 0),
    /** Yes or no, as 1 or 0; a value that is neither stays as it came. */
    FLAG("VARCHAR", 0, 0),
    /** A calendar day. */
    DATE("DATE", 0, 0),
    /** Local time without a zone. */
    TIME("TIMESTAMP", 0, 0),
    /** Yuan with two decimals. */
    MONEY("DECIMAL(18,2)", 16, 2),
    /** Yuan with six decimals, a unit price. */
    PRICE("DECIMAL(18,6)", 12, 6),
    /** A quantity or a number of days. */
    QTY("DECIMAL(18,4)", 14, 4),
    /** A share or a factor. */
    RATIO("DECIMAL(9,4)", 5, 4),
    /** A whole number. */
    WHOLE("INTEGER", 9, 0);

    private final String sql;
    private final int wholeDigits;
    private final int scale;

    ColumnType(String sql, int wholeDigits, int scale) {
        this.sql = sql;
        this.wholeDigits = wholeDigits;
        this.scale = scale;
    }

    /** DuckDB's type. */
    public String sql() {
        return sql;
    }

    /** How staged rows hand it over to DuckDB. */
    ParquetType parquet() {
        return switch (this) {
            case TEXT, ID, CERT, FLAG -> ParquetType.TEXT;
            case DATE -> ParquetType.DATE;
            case TIME -> ParquetType.TIMESTAMP;
            case WHOLE -> ParquetType.INT;
            case MONEY, PRICE, QTY, RATIO -> ParquetType.decimal(wholeDigits + scale, scale);
        };
    }

    boolean isText() {
        return this == TEXT || this == ID || this == CERT || this == FLAG;
    }

    boolean isNumber() {
        return wholeDigits > 0;
    }

    boolean isMoney() {
        return this == MONEY || this == PRICE;
    }

    /** How many digits may stand before the decimal point. */
    int wholeDigits() {
        return wholeDigits;
    }

    /** How many digits are kept after the decimal point. */
    int scale() {
        return scale;
    }
}
