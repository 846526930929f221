package org.claimaudit.ingest;

/** Numbers, kept as whole multiples of the last decimal that their type has. */
final class NumberColumn extends FieldColumn {
    private final int wholeDigits;
    private final int scale;
    private final long[] powers;

    NumberColumn(ColumnType type) {
        super(type);
        this.wholeDigits = type.wholeDigits();
        this.scale = type.scale();
        this.powers = new long[scale + 1];
        for (int i = 0; i <= scale; i++) {
            powers[i] = i == 0 ? 1 : powers[i - 1] * 10;
        }
    }

    /** Digits, a minus sign before them or not, a point and no more decimals than the type has behind them or not. */
    @Override
    int read(byte[] text, int begin, byte delimiter) {
        int at = begin;
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        int from = at;
        long value = 0;
        for (byte b = text[at]; b >= '0' && b <= '9'; b = text[++at]) {
            value = value * 10 + b - '0';
        }
        int missing = scale;
        if (at == from || at - from > wholeDigits) {
            return -1;
        }
        if (text[at] == '.') {
            from = ++at;
            for (byte b = text[at]; b >= '0' && b <= '9'; b = text[++at]) {
                value = value * 10 + b - '0';
            }
            missing -= at - from;
            if (at == from || missing < 0) {
                return -1;
            }
        }
        if (!ends(text, at, delimiter)) {
            return -1;
        }
        value *= powers[missing];
        values.number(negative ? -value : value);
        return at;
    }
}
