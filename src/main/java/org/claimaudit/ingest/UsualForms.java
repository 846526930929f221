package org.claimaudit.ingest;

/** Knows by its bytes a value that needs no change before DuckDB reads it. What is none of these goes to {@link Forms}. */
final class UsualForms {
    private UsualForms() {}

    /** Whether the value in {@code begin … end − 1}, which is not empty, stands in its type's usual form. */
    static boolean is(ColumnType type, byte[] text, int begin, int end) {
        return switch (type) {
            case TEXT -> !perhapsMarked(text[begin]);
            case ID -> id(text, begin, end);
            case CERT -> id(text, begin, end) && end - begin != 15 && (end - begin != 18 || text[end - 1] != 'x');
            case FLAG -> end - begin == 1 && (text[begin] == '0' || text[begin] == '1');
            case DATE -> end - begin == 10 && day(text, begin);
            case TIME -> time(text, begin, end);
            case MONEY, PRICE, QTY, RATIO, WHOLE -> number(type, text, begin, end);
        };
    }

    /** Whether a value that begins so may be kept as text by a spreadsheet, its error, or a word for no value. */
    private static boolean perhapsMarked(byte first) {
        return first == '\'' || first == '=' || first == '#' || first == '-';
    }

    private static boolean id(byte[] text, int begin, int end) {
        byte first = text[begin];
        byte last = text[end - 1];
        if (perhapsMarked(first) || first < 0 || last < 0) {
            return false;
        }
        // 1.23E+17 and 1.23E+5 have their plus sign in the last three places but one, 1.23E17 its point in the second.
        boolean number = end - begin >= 5
                && (text[end - 3] == '+' || text[end - 2] == '+' || text[end - 4] == '+' || text[begin + 1] == '.');
        return !number && Bytes.indexOf(text, (byte) ' ', begin, end) < 0;
    }

    /** Whether the value is a day with a time of day behind it. */
    static boolean dayAndClock(byte[] text, int begin, int end) {
        return end - begin == 19 && day(text, begin) && clock(text, begin + 10);
    }

    private static boolean time(byte[] text, int begin, int end) {
        return dayAndClock(text, begin, end) || (end - begin == 10 && day(text, begin));
    }

    /** {@code yyyy-MM-dd} of the years 1900 to 2199, up to the 28th, which is a day in every month, or a later one that surely is. */
    private static boolean day(byte[] b, int at) {
        if (b[at + 4] != '-' || b[at + 7] != '-') {
            return false;
        }
        int century = two(b, at);
        int month = two(b, at + 5);
        int day = two(b, at + 8);
        return century >= 19
                && century <= 21
                && two(b, at + 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || (day <= 30 && month != 2) || (day == 31 && (month < 8 ? month & 1 : ~month & 1) == 1));
    }

    private static boolean clock(byte[] b, int at) {
        int hour = two(b, at + 1);
        int minute = two(b, at + 4);
        int second = two(b, at + 7);
        return b[at] == ' '
                && b[at + 3] == ':'
                && b[at + 6] == ':'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60;
    }

    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static boolean number(ColumnType type, byte[] b, int begin, int end) {
        int at = begin;
        if (b[at] == '-') {
            at++;
        }
        int digits = at;
        while (at < end && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        int whole = at - digits;
        if (whole == 0 || whole > type.wholeDigits()) {
            return false;
        }
        if (at == end) {
            return true;
        }
        if (b[at] != '.' || end - at - 1 > type.scale() || at + 1 == end) {
            return false;
        }
        at++;
        while (at < end && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        return at == end;
    }
}
