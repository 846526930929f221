package org.claimaudit.ingest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The dirt that exports are known for, each as a change to a clean sheet, and what must become of it. */
final class Dirts {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] GB_MARK = {(byte) 0x84, 0x31, (byte) 0x95, 0x33};
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

    /** What must become of a dirt. */
    enum Fate {
        /** The clean tables exactly. */
        REPAIRED,
        /** Some rows are rejected, the others are the clean ones. */
        REJECTED,
        /** The file is refused, code 12. */
        REFUSED
    }

    /**
     * A dirt.
     *
     * @param group two of the same group exclude each other; empty for none
     */
    record Dirt(String name, String group, Fate fate, Consumer<Sheet> apply) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Dirt> all = new ArrayList<>();

    static List<Dirt> all() {
        var dirts = new Dirts();
        dirts.encodings();
        dirts.layouts();
        dirts.headers();
        dirts.linesBetween();
        dirts.dates();
        dirts.numbers();
        dirts.identifiers();
        dirts.texts();
        dirts.broken();
        return List.copyOf(dirts.all);
    }

    private void add(String name, String group, Fate fate, Consumer<Sheet> apply) {
        all.add(new Dirt(name, group, fate, apply));
    }

    // --- the file
    // --------------------------------------------------------------------------------------------------------

    private void encodings() {
        encoding("utf-8 with mark", java.nio.charset.StandardCharsets.UTF_8, UTF8_MARK);
        encoding("utf-8 with two marks", java.nio.charset.StandardCharsets.UTF_8, twice(UTF8_MARK));
        encoding("gb18030", GB18030);
        encoding("gb18030 with mark", GB18030, GB_MARK);
        encoding("gb18030 behind a utf-8 mark", GB18030, UTF8_MARK);
        encoding("utf-16le with mark", UTF_16LE, (byte) 0xff, (byte) 0xfe);
        encoding("utf-16be with mark", UTF_16BE, (byte) 0xfe, (byte) 0xff);
        encoding("utf-16le", UTF_16LE);
        encoding("utf-16be", UTF_16BE);
        add("a damaged byte", "encoding", Fate.REFUSED, s -> s.damage = s.random.nextInt(1 << 20));
        add(
                "marks in the midst",
                "",
                Fate.REPAIRED,
                s -> rows(s, 0.3, row -> row.set(0, before(row.get(0), "\ufeff"))));
    }

    private void encoding(String name, Charset charset, byte... mark) {
        add(name, "encoding", Fate.REPAIRED, s -> {
            s.charset = charset;
            s.mark = mark;
        });
    }

    private static byte[] twice(byte[] mark) {
        return new byte[] {mark[0], mark[1], mark[2], mark[0], mark[1], mark[2]};
    }

    private void layouts() {
        for (char delimiter : new char[] {'\t', ';', '|', '$'}) {
            add("delimiter " + (int) delimiter, "delimiter", Fate.REPAIRED, s -> s.delimiter = delimiter);
        }
        add("everything quoted", "quote", Fate.REPAIRED, s -> s.quoteAll = true);
        add("single quotes", "quote", Fate.REPAIRED, s -> {
            s.quote = '\'';
            s.quoteAll = true;
        });
        add("escaped quotes", "quote", Fate.REPAIRED, s -> {
            s.escapes = true;
            s.quoteAll = true;
        });
        add("blanks around quotes", "quote", Fate.REPAIRED, s -> {
            s.aroundQuotes = " ";
            s.quoteAll = true;
        });
        add("crlf", "line ends", Fate.REPAIRED, s -> s.lineEnds = List.of("\r\n"));
        add("cr", "line ends", Fate.REPAIRED, s -> s.lineEnds = List.of("\r"));
        add("lf and crlf", "line ends", Fate.REPAIRED, s -> s.lineEnds = List.of("\n", "\r\n"));
        add("lf, crlf and cr", "line ends", Fate.REPAIRED, s -> s.lineEnds = List.of("\n", "\r\n", "\r"));
        add("no last line end", "last line", Fate.REPAIRED, s -> s.lastLineEnds = false);
        add("delimiters at the line's end", "trailing", Fate.REPAIRED, s -> {
            s.trailing = "\u0002";
            s.trailingHeader = true;
        });
        add("delimiters at the end of rows only", "trailing", Fate.REPAIRED, s -> s.trailing = "\u0002");
    }

    private void headers() {
        names("lower case", n -> n.toLowerCase(Locale.ROOT));
        names("blanks in names", n -> " " + n + "\u3000");
        names("full-width names", Dirts::wide);
        names("starred names", n -> "*" + n);
        names("bracketed names", n -> "[" + n + "]");
        names("names with their table", n -> "T." + n);
        names("quoted names", n -> Sheet.AS_IS + "\"" + n + "\"");
        names("names broken over two lines", n -> n.replaceFirst("_", "_\n"));
        add("chinese names", "header", Fate.REPAIRED, s -> chineseNames(s, ""));
        add("chinese names with units", "header", Fate.REPAIRED, s -> chineseNames(s, "（元）"));
        add("another unit", "header", Fate.REFUSED, s -> s.header.set(s.column(money(s)), zh(s, money(s)) + "(万元)"));
        add("a row number in front", "", Fate.REPAIRED, s -> insert(s, 0, "rn", "7"));
        add("an unknown column", "", Fate.REPAIRED, s -> insert(s, s.header.size() / 2, "local_x", "x"));
        add("columns shuffled", "", Fate.REPAIRED, Dirts::shuffle);
        add("names in two languages", "rows of names", Fate.REPAIRED, s -> s.headerBelow.add(namesIn(s, true)));
        add("groups above the names", "rows of names", Fate.REPAIRED, s -> s.headerAbove.add(groups(s)));
        add("merged names", "rows of names", Fate.REPAIRED, s -> mergedHeader(s, 1));
        add("merged names in three rows", "rows of names", Fate.REPAIRED, s -> mergedHeader(s, 2));
        add("a title", "title", Fate.REPAIRED, s -> s.above.add("某县医疗保障局 2026年3月明细"));
        add(
                "a title among delimiters",
                "title",
                Fate.REPAIRED,
                s -> s.above.addAll(List.of("\u0002\u0002某县明细表\u0002\u0002", "", "单位：元\u0002\u0002打印日期：2026-04-01")));
        add(
                "a column missing",
                "missing",
                Fate.REFUSED,
                s -> s.header.set(s.column(s.table.key().get(0)), "unknown"));
    }

    private void names(String name, UnaryOperator<String> change) {
        add(name, "header", Fate.REPAIRED, s -> s.header.replaceAll(n -> n.isEmpty() ? n : change.apply(n)));
    }

    private static String money(Sheet s) {
        return s.table.name().equals("settlement")
                ? "medfee_sumamt"
                : s.table.name().equals("fee_line")
                        ? "det_item_fee_sumamt"
                        : s.table.key().get(0);
    }

    private static String zh(Sheet s, String column) {
        return s.table.column(column).orElseThrow().zh();
    }

    private static void chineseNames(Sheet s, String unit) {
        List<String> names = namesIn(s, false);
        for (int i = 0; i < names.size(); i++) {
            ColumnType type = s.type(i);
            s.header.set(i, names.get(i) + (type == ColumnType.MONEY ? unit : ""));
        }
    }

    private static List<String> namesIn(Sheet s, boolean spaced) {
        var names = new ArrayList<String>();
        for (int i = 0; i < s.header.size(); i++) {
            String column = i < s.columns.size() ? s.columns.get(i) : null;
            names.add(column == null ? s.header.get(i) : (spaced ? " " : "") + zh(s, column));
        }
        return names;
    }

    private static List<String> groups(Sheet s) {
        var groups = new ArrayList<>(Collections.nCopies(s.header.size(), ""));
        groups.set(0, "基本信息");
        groups.set(s.header.size() / 2, "费用信息");
        return groups;
    }

    /** Some names stand in an upper row and the cells below them are empty. */
    private static void mergedHeader(Sheet s, int rowsAbove) {
        for (int r = 0; r < rowsAbove; r++) {
            s.headerAbove.add(new ArrayList<>(Collections.nCopies(s.header.size(), "")));
        }
        for (int i = 0; i < s.header.size(); i++) {
            int row = i % (rowsAbove + 1);
            if (row < rowsAbove) {
                s.headerAbove.get(row).set(i, s.header.get(i));
                s.header.set(i, "");
            }
        }
    }

    private static void insert(Sheet s, int at, String name, String value) {
        s.header.add(at, name);
        s.columns.add(at, null);
        s.rows.forEach(row -> row.add(Math.min(at, row.size()), value));
        s.headerAbove.forEach(row -> row.add(at, ""));
        s.headerBelow.forEach(row -> row.add(at, name));
    }

    private static void shuffle(Sheet s) {
        long seed = s.random.nextLong();
        Collections.shuffle(s.header, new Random(seed));
        Collections.shuffle(s.columns, new Random(seed));
        s.headerAbove.forEach(row -> Collections.shuffle(row, new Random(seed)));
        s.headerBelow.forEach(row -> Collections.shuffle(row, new Random(seed)));
        int width = s.columns.size();
        s.rows.stream().filter(row -> row.size() == width).forEach(row -> Collections.shuffle(row, new Random(seed)));
    }

    private void linesBetween() {
        add("blank lines", "", Fate.REPAIRED, s -> between(s, ""));
        add("lines of delimiters", "", Fate.REPAIRED, s -> between(s, "\u0002".repeat(s.header.size() - 1)));
        add("subtotals", "", Fate.REPAIRED, s -> between(s, "小计\u0002\u000299.00"));
        add(
                "a total",
                "",
                Fate.REPAIRED,
                s -> s.below.add("\u0002 合 计：\u000212.00" + "\u0002".repeat(s.header.size() - 3)));
        add("a clerk's line", "", Fate.REPAIRED, s -> s.below.addAll(List.of("", "制表人：张三  审核人：李四")));
        add("a program's line", "", Fate.REPAIRED, s -> s.below.add("(60 rows affected)"));
        add(
                "the header again",
                "again",
                Fate.REPAIRED,
                s -> s.between.add(new Sheet.Between(s.rows.size() / 2, Sheet.HEADER)));
        add(
                "a second table",
                "again",
                Fate.REFUSED,
                s -> s.below.addAll(List.of(
                        "",
                        "机构名单",
                        String.join("\u0002", List.of("fixmedins_code", "fixmedins_name", "hosp_lv", "fixmedins_type")),
                        "H1\u0002某医院\u000205\u00021")));
    }

    private static void between(Sheet s, String line) {
        for (int i = 0; i < 5; i++) {
            s.between.add(new Sheet.Between(s.random.nextInt(s.rows.size()), line));
        }
    }

    // --- cells
    // -----------------------------------------------------------------------------------------------------------

    private void dates() {
        time("compact dates", t -> format(t, "%1$04d%2$02d%3$02d", "%1$02d%2$02d%3$02d"));
        time("slashes", t -> format(t, "%1$d/%2$d/%3$d", " %1$d:%2$02d:%3$02d"));
        time("chinese dates", t -> format(t, "%1$d年%2$d月%3$d日", " %1$d时%2$d分%3$d秒"));
        time("fractions of a second", t -> t.length() == 19 ? t + ".0" : t + " 00:00:00.000");
        time("iso times", t -> t.length() == 19 ? t.replace(' ', 'T') + "+08:00" : t);
        time("midnights", t -> t.length() == 10 ? t + " 00:00:00" : t);
        time("serial days", Dirts::serial);
        time("full-width dates", Dirts::wide);
        cells("open ends", "", Fate.REPAIRED, 1, Dirts::isTime, String::isEmpty, t -> "9999-12-31");
        cells(
                "open ends with a clock",
                "",
                Fate.REPAIRED,
                1,
                Dirts::isTime,
                String::isEmpty,
                t -> "9999-12-31 23:59:59");
        cells("day zero", "", Fate.REPAIRED, 1, Dirts::isTime, String::isEmpty, t -> "1900-01-00");
        cells("no such day", "", Fate.REJECTED, 0.05, Dirts::isTime, t -> t.length() >= 10, t -> "2026-02-30");
        cells("no date", "", Fate.REJECTED, 0.05, Dirts::isTime, t -> t.length() >= 10, t -> "昨天");
    }

    private void time(String name, UnaryOperator<String> form) {
        cells(name, "", Fate.REPAIRED, 0.4, Dirts::isTime, Dirts::isPlainTime, form);
    }

    private static boolean isTime(ColumnType type) {
        return type == ColumnType.DATE || type == ColumnType.TIME;
    }

    private static boolean isPlainTime(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?");
    }

    private static String format(String text, String day, String clock) {
        LocalDateTime t = parsed(text);
        String date = String.format(Locale.ROOT, day, t.getYear(), t.getMonthValue(), t.getDayOfMonth());
        return text.length() == 10
                ? date
                : date + String.format(Locale.ROOT, clock, t.getHour(), t.getMinute(), t.getSecond());
    }

    private static LocalDateTime parsed(String text) {
        return LocalDateTime.parse(text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T'));
    }

    private static String serial(String text) {
        LocalDateTime t = parsed(text);
        long days = ChronoUnit.DAYS.between(SERIAL_ZERO, t.toLocalDate());
        int seconds = t.toLocalTime().toSecondOfDay();
        return days < 10_000
                ? text
                : days
                        + (seconds == 0
                                ? ""
                                : String.format(Locale.ROOT, "%.10f", seconds / 86_400.0)
                                        .substring(1));
    }

    private void numbers() {
        number("blanks before numbers", t -> "   " + t);
        number("no zero before the point", t -> t.replaceFirst("^(-?)0\\.", "$1."));
        number("thousands", t -> t.replaceFirst("^(-?\\d{1,3})(\\d{3})(\\.\\d+)?$", "$1,$2$3"));
        number("full-width numbers", Dirts::wide);
        number("plus signs", t -> t.startsWith("-") ? t : "+" + t);
        number("trailing zeros", t -> t.contains(".") ? t + "000" : t);
        number("negatives in brackets", t -> t.startsWith("-") ? "(" + t.substring(1) + ")" : t);
        number("negatives in wide brackets", t -> t.startsWith("-") ? "（" + t.substring(1) + "）" : t);
        number("trailing minus", t -> t.startsWith("-") ? t.substring(1) + "-" : t);
        number("a true minus sign", t -> t.replace('-', '\u2212'));
        number("no-break spaces", t -> "\u00a0" + t + "\u00a0");
        cells("yuan signs", "", Fate.REPAIRED, 0.4, t -> t == ColumnType.MONEY, Dirts::isPlainNumber, t -> "￥" + t);
        cells("yuan behind", "", Fate.REPAIRED, 0.4, t -> t == ColumnType.MONEY, Dirts::isPlainNumber, t -> t + "元");
        cells("no number", "", Fate.REJECTED, 0.05, Dirts::isNumber, Dirts::isPlainNumber, t -> "#VALUE!");
        cells(
                "bare thousands",
                "delimiter",
                Fate.REJECTED,
                0.1,
                t -> t == ColumnType.MONEY,
                t -> t.matches("\\d{4,6}\\.\\d\\d"),
                t -> Sheet.AS_IS + t.replaceFirst("(\\d{3}\\.)", ",$1"));
        for (String word : List.of("NULL", "null", "(null)", "\\N", "-", "/", " ", "\u3000")) {
            cells(
                    "no value as " + (word.isBlank() ? "U+" + (int) word.charAt(0) : word),
                    "",
                    Fate.REPAIRED,
                    0.5,
                    t -> t != null,
                    String::isEmpty,
                    t -> word);
        }
    }

    private void number(String name, UnaryOperator<String> form) {
        cells(name, "", Fate.REPAIRED, 0.4, Dirts::isNumber, Dirts::isPlainNumber, form);
    }

    private static boolean isNumber(ColumnType type) {
        return type != null && type.isNumber();
    }

    private static boolean isPlainNumber(String text) {
        return text.matches("-?\\d+(\\.\\d+)?");
    }

    private void identifiers() {
        id("apostrophes", t -> "'" + t);
        id(
                "tabs before identifiers",
                t -> t.startsWith("\t") ? t : Sheet.AS_IS + "\"\t" + t.replace("\"", "\"\"") + "\"",
                "delimiter");
        id("formulas around identifiers", t -> "=\"" + t + "\"");
        id("full-width identifiers", Dirts::wide);
        id("blanks around identifiers", t -> "  " + t + " ");
        id("no-width blanks", t -> t + "\u200b");
        id("blanks within numbers", t -> t.matches("\\d{12,}") ? t.substring(0, 6) + " " + t.substring(6) : t);
        cells(
                "old certificate numbers",
                "",
                Fate.REPAIRED,
                1,
                t -> t == ColumnType.CERT,
                t -> t.matches("\\d{6}19\\d{9}[\\dX]"),
                t -> t.substring(0, 6) + t.substring(8, 17));
        cells(
                "small x",
                "",
                Fate.REPAIRED,
                1,
                t -> t == ColumnType.CERT,
                t -> t.matches("\\d{17}X"),
                t -> t.replace('X', 'x'));
        for (String yes : List.of("1.0", "001", "是", "Y")) {
            cells("flags as " + yes, "flags", Fate.REPAIRED, 1, t -> t == ColumnType.FLAG, "1"::equals, t -> yes);
        }
        for (String no : List.of("0.0", "00", "否", "N")) {
            cells("flags as " + no, "flags", Fate.REPAIRED, 1, t -> t == ColumnType.FLAG, "0"::equals, t -> no);
        }
        for (String lost : List.of("4.10928E+17", "4.10928e+17", "4E+17", "'4.10928E+17", "4.10928E17", "４.1E+17")) {
            cells("lost digits " + lost, "", Fate.REFUSED, 0.03, Dirts::isId, t -> t.length() > 8, t -> lost);
        }
    }

    private void id(String name, UnaryOperator<String> form) {
        id(name, form, "");
    }

    private void id(String name, UnaryOperator<String> form, String group) {
        cells(name, group, Fate.REPAIRED, 0.4, Dirts::isId, t -> !t.isEmpty() && t.matches("[\\x21-\\x7e]+"), form);
    }

    private static boolean isId(ColumnType type) {
        return type == ColumnType.ID || type == ColumnType.CERT || type == ColumnType.FLAG;
    }

    private void texts() {
        cells(
                "apostrophes before texts",
                "quote",
                Fate.REPAIRED,
                0.4,
                t -> t == ColumnType.TEXT,
                t -> t.matches("[\\u4e00-\\u9fa5]+"),
                t -> "'" + t);
        cells(
                "formulas around texts",
                "",
                Fate.REPAIRED,
                0.4,
                t -> t == ColumnType.TEXT,
                t -> t.matches("[\\u4e00-\\u9fa5]+"),
                t -> "=\"" + t + "\"");
        cells(
                "wide blanks around texts",
                "",
                Fate.REPAIRED,
                0.4,
                t -> t == ColumnType.TEXT,
                t -> !t.isEmpty(),
                t -> "\u3000" + t + " ");
        add(
                "every row twice",
                "",
                Fate.REPAIRED,
                s -> List.copyOf(s.rows).forEach(row -> s.rows.add(new ArrayList<>(row))));
    }

    private void broken() {
        add("keys empty", "", Fate.REJECTED, s -> {
            int key = s.column(s.table.key().get(0));
            rows(s, 0.05, row -> row.set(Math.min(key, row.size() - 1), ""));
        });
        add("a field too few", "ragged", Fate.REJECTED, s -> rows(s, 0.05, row -> row.remove(row.size() / 2)));
        add("a field too many", "ragged", Fate.REJECTED, s -> rows(s, 0.05, row -> row.add(row.size() / 2, "x")));
        add(
                "a bare delimiter in a text",
                "ragged",
                Fate.REJECTED,
                s -> rows(s, 0.05, row -> {
                    row.set(row.size() - 1, "");
                    row.add(row.size() / 2, "x");
                }));
        add(
                "an open quote",
                "quote",
                Fate.REJECTED,
                s -> rows(
                        s,
                        0.05,
                        row -> row.set(2, Sheet.AS_IS + "\"" + row.get(2).replace("\"", ""))));
        add(
                "a quote closed too early",
                "quote",
                Fate.REJECTED,
                s -> rows(
                        s,
                        0.05,
                        row -> row.set(2, Sheet.AS_IS + "\"a\"" + row.get(2).replace("\"", ""))));
    }

    private static void rows(Sheet s, double share, Consumer<List<String>> change) {
        boolean done = false;
        for (List<String> row : s.rows) {
            if (s.random.nextDouble() < share || (!done && row == s.rows.get(s.rows.size() - 1))) {
                change.accept(row);
                done = true;
            }
        }
    }

    /** Changes a share of the cells of some types, those that no other form has been given to. */
    private void cells(
            String name,
            String group,
            Fate fate,
            double share,
            Predicate<ColumnType> types,
            Predicate<String> which,
            UnaryOperator<String> form) {
        add(name, group, fate, s -> {
            int most = fate == Fate.REPAIRED ? Integer.MAX_VALUE : 3;
            int done = 0;
            for (List<String> row : s.rows) {
                for (int i = 0; i < Math.min(row.size(), s.columns.size()) && done < most; i++) {
                    if (types.test(s.type(i)) && which.test(row.get(i)) && s.random.nextDouble() < share) {
                        row.set(i, form.apply(row.get(i)));
                        done++;
                    }
                }
            }
        });
    }

    private static String before(String cell, String mark) {
        return cell.startsWith(Sheet.AS_IS) ? Sheet.AS_IS + mark + cell.substring(1) : mark + cell;
    }

    private static String wide(String text) {
        var wide = new StringBuilder();
        text.chars()
                .forEach(c -> wide.append(
                        c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != ',' ? (char) (c + 0xfee0) : (char) c));
        return wide.toString();
    }
}
