package org.claimaudit.support;

import java.util.ArrayList;
import java.util.List;

/** How many columns a text takes on a terminal or in a fixed-width mail: Chinese characters take two. */
public final class DisplayWidth {
    /** First and last code point of each range that Unicode's East Asian Width calls wide or fullwidth. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF,
        0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1FAFF, 0x20000, 0x3FFFD
    };

    private static final String ELLIPSIS = "…";

    private DisplayWidth() {}

    /** The columns that a text takes. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The text, filled with spaces on its right up to {@code width} columns. */
    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text, filled with spaces on its left up to {@code width} columns. */
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    /** The text, cut to {@code width} columns; a cut one ends in an ellipsis. */
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        var kept = new StringBuilder();
        int used = of(ELLIPSIS);
        for (int codePoint : text.codePoints().toArray()) {
            used += of(codePoint);
            if (used > width) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + ELLIPSIS;
    }

    /**
     * Breaks a text into lines of at most {@code width} columns, at spaces and after Chinese characters; a longer word is broken where the line
     * ends.
     */
    public static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int lineWidth = 0;
        for (String piece : pieces(text)) {
            if (lineWidth + of(piece.stripTrailing()) > width && lineWidth > 0) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                lineWidth = 0;
                piece = piece.stripLeading();
            }
            for (int codePoint : piece.codePoints().toArray()) {
                if (lineWidth + of(codePoint) > width && codePoint != ' ') {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                    lineWidth = 0;
                }
                line.appendCodePoint(codePoint);
                lineWidth += of(codePoint);
            }
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** The text without characters that would move the cursor, colour the terminal or break the line. */
    public static String plain(String text) {
        if (isPlain(text)) {
            return text; // as nearly all are: no need to look at each character's kind
        }
        var kept = new StringBuilder();
        text.codePoints().forEach(codePoint -> kept.appendCodePoint(isHarmful(codePoint) ? ' ' : codePoint));
        return kept.toString();
    }

    /** As {@link #plain}, but lines stay lines and tabs tabs: for a text that others wrote and that goes on as it is. */
    public static String plainLines(String text) {
        if (isPlain(text)) {
            return text;
        }
        var kept = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            boolean layout = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
            kept.appendCodePoint(!layout && isHarmful(codePoint) ? ' ' : codePoint);
        });
        return kept.toString();
    }

    private static boolean isHarmful(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= ' ' && c <= '~') && !(c >= '一' && c <= '鿿')) {
                return false;
            }
        }
        return true;
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            piece.appendCodePoint(codePoints[i]);
            boolean last = i + 1 == codePoints.length;
            if (last || codePoints[i] == ' ' || mayBreak(codePoints[i], codePoints[i + 1])) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        return pieces;
    }

    /** Chinese breaks anywhere, but not before a punctuation mark. */
    private static boolean mayBreak(int here, int next) {
        boolean chinese = of(here) == 2 || of(next) == 2;
        return chinese && "，。、；：）》”".indexOf(next) < 0 && "（《“".indexOf(here) < 0 && next != ' ';
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (Character.isISOControl(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }
}
