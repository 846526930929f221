package org.claimaudit.ingest;

/** Knows by its bytes a text that needs no change before DuckDB takes it. What is none goes to {@link Forms}. */
final class UsualForms {
    private UsualForms() {}

    /**
     * Whether the text in {@code begin … end − 1}, which is not empty, stands in its type's usual form.
     *
     * @param seenAscii whether all of it is ASCII and nothing blank
     */
    static boolean is(ColumnType type, byte[] text, int begin, int end, boolean seenAscii) {
        return switch (type) {
            case ID -> seenAscii && id(text, begin, end);
            case CERT ->
                seenAscii && id(text, begin, end) && end - begin != 15 && (end - begin != 18 || text[end - 1] != 'x');
            case FLAG -> end - begin == 1 && (text[begin] == '0' || text[begin] == '1');
            default -> !perhapsMarked(text[begin]);
        };
    }

    /** Whether a value that begins so may be a word for no value: {@code -}, {@code /}, {@code \N}, {@code null}, {@code (null)}. */
    static boolean beginsLikeNone(byte first) {
        return first == '-' || first == '/' || first == '\\' || first == 'N' || first == 'n' || first == '(';
    }

    /** Whether a value that begins so may be kept as text by a spreadsheet, its error, or a word for no value. */
    private static boolean perhapsMarked(byte first) {
        return first == '\'' || first == '=' || first == '#' || first == '-';
    }

    private static boolean id(byte[] text, int begin, int end) {
        if (perhapsMarked(text[begin])) {
            return false;
        }
        // 1.23E+17 and 1.23E+5 have their plus sign in the last three places but one, 1.23E17 its point in the second.
        boolean number = end - begin >= 5
                && (text[end - 3] == '+' || text[end - 2] == '+' || text[end - 4] == '+' || text[begin + 1] == '.');
        return !number;
    }
}
