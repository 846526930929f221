package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines between the records that are none: blank ones, totals, the header come again. They are told, never counted as read. */
final class LineNotes {
    static final Pattern TOTAL = Pattern.compile("(?:本页|本月|全部)?(?:合计|总计|小计)[:：]?");
    private static final Pattern NO_TEXT = Pattern.compile("[\\s\\p{Z}\"\\x00-\\x1f]+");
    private static final int KEPT = 20;

    private long blank;
    private long total;
    private long header;
    private final List<Long> lines = new ArrayList<>();

    /** Whether the line is no record, and if so which: counted here. */
    boolean note(String raw, long line, Plan plan) {
        if (bare(raw).chars().allMatch(c -> c == plan.delimiter())) {
            blank++;
            return true;
        }
        if (raw.equals(plan.header())) {
            header++;
            keep(line);
            return true;
        }
        if (isTotal(raw, plan)) {
            total++;
            keep(line);
            return true;
        }
        return false;
    }

    private void keep(long line) {
        if (lines.size() < KEPT) {
            lines.add(line);
        }
    }

    /** The first field that is not blank says so. */
    private static boolean isTotal(String raw, Plan plan) {
        int begin = 0;
        while (begin < raw.length()) {
            int end = raw.indexOf((char) plan.delimiter(), begin);
            end = end < 0 ? raw.length() : end;
            String bare = bare(raw.substring(begin, end));
            if (!bare.isEmpty()) {
                return TOTAL.matcher(bare).matches();
            }
            begin = end + 1;
        }
        return false;
    }

    private static String bare(String text) {
        return NO_TEXT.matcher(text).replaceAll("");
    }

    void add(LineNotes other) {
        blank += other.blank;
        total += other.total;
        header += other.header;
        other.lines.forEach(this::keep);
    }

    LineNotes copy() {
        var copy = new LineNotes();
        copy.add(this);
        return copy;
    }

    void clear() {
        blank = 0;
        total = 0;
        header = 0;
        lines.clear();
    }

    long blankLines() {
        return blank;
    }

    long totalLines() {
        return total;
    }

    long headerLines() {
        return header;
    }

    /** Where the first totals and repeated headers stand. */
    List<Long> where() {
        return List.copyOf(lines);
    }
}
