package org.claimaudit.ingest;

import java.time.LocalDate;

/** Days since 1970, or microseconds since then where the type has a time of day. */
final class TimeColumn extends FieldColumn {
    private static final int FIRST_YEAR = 1800;
    private static final int YEARS = 500;
    /** The first day of each month from {@link #FIRST_YEAR} on, as days since 1970, and of the one behind the last. */
    private static final int[] MONTHS = new int[YEARS * 12 + 1];

    private static final long DAY = 86_400_000_000L;
    private static final int LONGEST = "yyyy-MM-dd HH:mm:ss.ffffff".length();
    private static final int NO_DAY = Integer.MIN_VALUE;
    private static final long NO_CLOCK = -1;

    static {
        LocalDate first = LocalDate.of(FIRST_YEAR, 1, 1);
        for (int i = 0; i < MONTHS.length; i++) {
            MONTHS[i] = Math.toIntExact(first.plusMonths(i).toEpochDay());
        }
    }

    private final boolean dayOnly;

    TimeColumn(ColumnType type) {
        super(type);
        this.dayOnly = type == ColumnType.DATE;
    }

    /** {@code yyyy-MM-dd} or {@code yyyy-MM-dd HH:mm:ss} with up to six decimals; a day leaves out the time of day. */
    @Override
    int read(byte[] text, int begin, byte delimiter) {
        int day = begin + LONGEST < text.length ? day(text, begin) : NO_DAY;
        if (day == NO_DAY) {
            return -1;
        }
        int at = begin + 10;
        long micros = 0;
        if (text[at] == ' ') {
            micros = clock(text, at + 1);
            at += 9;
            if (text[at] == '.') {
                int from = ++at;
                long unit = 1_000_000;
                for (byte b = text[at]; b >= '0' && b <= '9' && at < from + 6; b = text[++at]) {
                    unit /= 10;
                    micros += (b - '0') * unit;
                }
                if (at == from) {
                    return -1;
                }
            }
        }
        if (micros < 0 || !ends(text, at, delimiter)) {
            return -1;
        }
        values.number(dayOnly ? day : day * DAY + micros);
        return at;
    }

    private static int day(byte[] text, int at) {
        int century = two(text, at);
        int year = century * 100 + two(text, at + 2) - FIRST_YEAR;
        int month = two(text, at + 5);
        int day = two(text, at + 8);
        if (year < 0
                || year >= YEARS
                || month < 1
                || month > 12
                || day < 1
                || text[at + 4] != '-'
                || text[at + 7] != '-') {
            return NO_DAY;
        }
        int first = MONTHS[year * 12 + month - 1];
        return first + day > MONTHS[year * 12 + month] ? NO_DAY : first + day - 1;
    }

    /** {@code HH:mm:ss} in microseconds. */
    private static long clock(byte[] text, int at) {
        int hour = two(text, at);
        int minute = two(text, at + 3);
        int second = two(text, at + 6);
        boolean fine = hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && text[at + 2] == ':'
                && text[at + 5] == ':';
        return fine ? ((hour * 60L + minute) * 60 + second) * 1_000_000 : NO_CLOCK;
    }

    /** Two digits as a number; far below zero when they are none. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }
}
