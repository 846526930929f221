package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines between the records that are none: blank ones, totals, titles and headers come again, what a program or a clerk writes below a list.
 * They are told, never counted as read.
 */
final class LineNotes {
    static final Pattern TOTAL = Pattern.compile("(?:本页|本月|全部)?(?:合计|总计|小计)[:：]?");
    /** A total in the words of whoever made the list, in a record of which the rest are numbers. */
    private static final Pattern SUM_WORD = Pattern.compile(
            ".*(?:合计|总计|小计|共计|累计)(?:金额|人数|人次|笔数)?(?:[(（].*[)）])?[:：]?|(?:grand|sub)?-?total[:：]?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SUM = Pattern.compile("[-+¥￥(（]*\\d[\\d,.]*[-)）%元]*");
    private static final Pattern FOOTER = Pattern.compile("[(（]?(?:(?:共|合计|总计|已选择|已影响|受影响)?\\d+(?:条|行|笔|页|rows?)"
            + "(?:记录|数据|selected|affected|受影响|\\.)*|第\\d+页.*"
            + "|(?:制表|填报|填表|审核|复核|经办|打印|导出|单位负责)(?:人|日期|时间|单位|机构)?[:：].*)[)）]?[.。]?");
    private static final int KEPT = 20;

    private long blank;
    private long total;
    private long header;
    private final List<Long> lines = new ArrayList<>();

    /**
     * Whether the line is no record, and if so which: counted here.
     *
     * @param loadable whether it has all that a record needs
     * @throws SecondTable when it is the header of another table
     */
    boolean note(String raw, List<String> fields, long line, Plan plan, boolean loadable) {
        String first = "";
        int texts = 0;
        for (String field : fields) {
            String bare = bare(field);
            texts += bare.isEmpty() ? 0 : 1;
            first = first.isEmpty() ? bare : first;
        }
        if (texts == 0 && !loadable) {
            blank++;
            return true;
        }
        if (TOTAL.matcher(first).matches()
                || (!loadable && sums(fields))
                || (!loadable && texts <= 2 && FOOTER.matcher(bare(raw)).matches())) {
            total++;
            keep(line);
            return true;
        }
        boolean names = HeaderNames.perhaps(fields);
        // A line that is half a record or more is no title, though it stands above the header too.
        boolean title = !loadable && texts * 2 < plan.dialect().fields();
        if ((title && plan.frame().titles().contains(raw.strip()))
                || (names && plan.frame().headers().contains(Frame.key(fields)))) {
            header++;
            keep(line);
            return true;
        }
        if (names && plan.layout() == Plan.Layout.EXPORT && !Recognition.hardly(fields)) {
            Recognition.best(fields).ifPresent(other -> {
                throw new SecondTable(line, other.table().name());
            });
        }
        return false;
    }

    /** Whether one field says that it is a total, and all others that say anything are numbers. */
    private static boolean sums(List<String> fields) {
        List<String> texts = fields.stream()
                .map(LineNotes::bare)
                .filter(text -> !text.isEmpty() && !SUM.matcher(text).matches())
                .toList();
        return texts.size() == 1 && SUM_WORD.matcher(texts.get(0)).matches();
    }

    private void keep(long line) {
        if (lines.size() < KEPT) {
            lines.add(line);
        }
    }

    /** The text without blanks, quotes and what cannot be seen. */
    private static String bare(String text) {
        var bare = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '"' && c != 0x7f && c != '\ufeff' && !Character.isSpaceChar(c)) {
                bare.append(c);
            }
        }
        return bare.toString();
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

    /** Totals and what stands below a list. */
    long totalLines() {
        return total;
    }

    /** Headers and titles. */
    long headerLines() {
        return header;
    }

    /** Where the first totals and repeated headers stand. */
    List<Long> where() {
        return List.copyOf(lines);
    }
}
