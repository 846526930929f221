package org.claimaudit.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms that dates, numbers and identifiers take in exports, brought to the one that DuckDB reads. The usual form never comes here:
 * {@link RecordParser} knows it by its bytes.
 */
final class Forms {
    private static final Pattern DAY = Pattern.compile(
            "(\\d{4})(?:[-/.]|年)\\s?(\\d{1,2})(?:[-/.]|月)\\s?(\\d{1,2})日?" + "(?:(?:\\s+|[Tt])?(\\S.*))?");
    private static final Pattern CLOCK = Pattern.compile(
            "(\\d{1,2})(?::|时|点)(?:(\\d{1,2})(?:(?::|分)(?:(\\d{1,2})(?:[.,](\\d{1,9}))?秒?)?)?)?(?:\\+08:?00)?");
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:[ Tt]?(\\d{2})(\\d{2})(\\d{2})?)?");
    private static final Pattern SERIAL = Pattern.compile("(\\d{5})(\\.\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE]-\\d{1,2})?");
    private static final Pattern GROUPED = Pattern.compile("([+-]?)(\\d{1,3}(?:,\\d{3})+(?:\\.\\d*)?)");
    private static final Pattern BRACKETED = Pattern.compile("\\((.*)\\)");
    private static final Pattern TRAILING_MINUS = Pattern.compile("(.*\\d)\\s*-");
    private static final Pattern SCIENTIFIC = Pattern.compile("\\d(?:[.,]\\d+)?[eE]\\+\\d+|\\d\\.\\d+[eE]\\d{1,2}");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}]");
    private static final Pattern SPACED_NUMBER = Pattern.compile("\\d[\\d ]*\\d[ ]?[Xx]?");
    private static final Pattern FORMULA = Pattern.compile("=\"(.+)\"");
    private static final Pattern NOT_COMPUTED =
            Pattern.compile("#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC)!|#NAME\\?|#{3,}|=.*");
    private static final Pattern NEW_CERT = Pattern.compile("[\\d*]{17}x");
    private static final Pattern YUAN = Pattern.compile("¥?(.*?)元?");
    private static final Set<String> NULL_WORDS =
            Set.of("-", "--", "—", "——", "/", "\\N", "NULL", "null", "(null)", "#N/A");
    private static final Pattern FLAG = Pattern.compile("0*([01])(?:\\.0+)?");
    private static final Set<String> YES = Set.of("是", "有", "有效", "Y", "YES", "T", "TRUE");
    private static final Set<String> NO = Set.of("否", "无", "无效", "N", "NO", "F", "FALSE");
    private static final Pattern OLD_CERT = Pattern.compile("\\d{6}(\\d{2})(\\d{2})(\\d{2})\\d{3}");
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int[] CERT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private Forms() {}

    /** A text that is no value of its type; the message is a key of {@code messages/ingest}. */
    static final class NoForm extends Exception {
        private static final long serialVersionUID = 1L;

        NoForm(String key) {
            super(key, null, false, false);
        }

        RowFault fault(String column, String value) {
            return new RowFault(column, value, String.valueOf(getMessage()));
        }
    }

    /** The value in the form that DuckDB reads; empty when the text stands for no value. */
    static String normalise(ColumnType type, String text) throws NoForm {
        return switch (type) {
            case TEXT -> valued(unwrapped(text));
            case ID -> valued(computed(id(text)));
            case CERT -> valued(cert(computed(id(text))));
            case FLAG -> flag(valued(computed(id(text))));
            case DATE -> {
                String time = time(text);
                yield time.length() > 10 ? time.substring(0, 10) : time;
            }
            case TIME -> time(text);
            case MONEY, PRICE, QTY, RATIO, WHOLE -> number(type, text);
        };
    }

    /** Half width, without what cannot be seen and without blanks at the ends. */
    private static String half(String text) {
        return UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .strip();
    }

    /** Half width, without the marks by which spreadsheets keep a number as text, and without blanks between a number's groups. */
    static String id(String text) {
        String bare = unwrapped(half(text));
        return SPACED_NUMBER.matcher(bare).matches() ? bare.replace(" ", "") : bare;
    }

    /** The text unless a spreadsheet has failed to compute it: all cells with one error would be the same person or institution. */
    private static String computed(String text) throws NoForm {
        if (NOT_COMPUTED.matcher(text).matches()) {
            throw new NoForm("ingest.reject.error");
        }
        return text;
    }

    private static String valued(String text) {
        return NULL_WORDS.contains(text) ? "" : text;
    }

    /** 1 or 0; what says neither yes nor no as it stands. */
    private static String flag(String text) {
        Matcher digit = FLAG.matcher(text);
        if (digit.matches()) {
            return digit.group(1);
        }
        String word = text.toUpperCase(Locale.ROOT);
        return YES.contains(word) ? "1" : NO.contains(word) ? "0" : text;
    }

    /** The text without the marks by which spreadsheets keep it as text: an apostrophe in front, a formula around it. */
    private static String unwrapped(String text) {
        Matcher formula = FORMULA.matcher(text);
        String inner = formula.matches() ? formula.group(1) : text;
        int begin = 0;
        while (begin < inner.length() && "'\u2018\u2019".indexOf(inner.charAt(begin)) >= 0) {
            begin++;
        }
        return inner.substring(begin).strip();
    }

    /** Whether a spreadsheet has turned an identifier into a number and lost its digits. */
    static boolean scientific(String id) {
        return SCIENTIFIC.matcher(id).matches();
    }

    /**
     * Capital X; a 15-digit number of the years before 1999 written out to 18 digits with the century and the check digit of GB 11643-1999.
     */
    static String cert(String id) {
        String upper = NEW_CERT.matcher(id).matches() ? id.substring(0, id.length() - 1) + "X" : id;
        Matcher old = OLD_CERT.matcher(upper);
        if (!old.matches() || !isDay("19" + old.group(1), old.group(2), old.group(3))) {
            return upper;
        }
        String body = upper.substring(0, 6) + "19" + upper.substring(6);
        int sum = 0;
        for (int i = 0; i < CERT_WEIGHTS.length; i++) {
            sum += CERT_WEIGHTS[i] * (body.charAt(i) - '0');
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static boolean isDay(String year, String month, String day) {
        try {
            LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** {@code yyyy-MM-dd} or {@code yyyy-MM-dd HH:mm:ss[.SSSSSS]}; empty for an open end and for a spreadsheet's day zero. */
    static String time(String text) throws NoForm {
        String half = unwrapped(half(text));
        if (half.isEmpty() || half.equals("0") || NULL_WORDS.contains(half)) {
            return "";
        }
        Matcher compact = COMPACT.matcher(half);
        if (compact.matches()) {
            return iso(
                    compact.group(1),
                    compact.group(2),
                    compact.group(3),
                    clock(compact.group(4), compact.group(5), compact.group(6), null));
        }
        Matcher day = DAY.matcher(half);
        if (day.matches()) {
            return iso(day.group(1), day.group(2), day.group(3), day.group(4) == null ? "" : clock(day.group(4)));
        }
        Matcher serial = SERIAL.matcher(half);
        if (serial.matches()) {
            return serial(serial.group(1), serial.group(2));
        }
        throw new NoForm("ingest.reject.date");
    }

    /** Seconds of the day with fraction as text, or empty when there is no clock time. */
    private static String clock(String text) throws NoForm {
        Matcher clock = CLOCK.matcher(text.strip());
        if (!clock.matches()) {
            throw new NoForm("ingest.reject.date");
        }
        return clock(clock.group(1), clock.group(2), clock.group(3), clock.group(4));
    }

    private static String clock(
            @Nullable String hour, @Nullable String minute, @Nullable String second, @Nullable String fraction)
            throws NoForm {
        if (hour == null) {
            return "";
        }
        int h = Integer.parseInt(hour);
        int m = minute == null ? 0 : Integer.parseInt(minute);
        int s = second == null ? 0 : Integer.parseInt(second);
        if (h > 23 || m > 59 || s > 59) {
            throw new NoForm("ingest.reject.no-such-day");
        }
        String text = String.format(Locale.ROOT, " %02d:%02d:%02d", h, m, s);
        if (fraction == null || fraction.chars().allMatch(c -> c == '0')) {
            return text;
        }
        return text + "." + fraction.substring(0, Math.min(6, fraction.length()));
    }

    private static String iso(String year, String month, String day, String clock) throws NoForm {
        int y = Integer.parseInt(year);
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        boolean zero = (m == 0 && d == 0 && y == 0) || (y == 1900 && m == 1 && d == 0);
        if (y == 9999 || zero) {
            return "";
        }
        if (y < 1800 || y > 2299 || !isDay(year, month, day)) {
            throw new NoForm("ingest.reject.no-such-day");
        }
        return String.format(Locale.ROOT, "%04d-%02d-%02d", y, m, d) + clock;
    }

    /** A spreadsheet's day number, to the second. */
    private static String serial(String days, @Nullable String fraction) {
        LocalDate date = SERIAL_ZERO.plusDays(Long.parseLong(days));
        if (fraction == null) {
            return date.toString();
        }
        long seconds = new BigDecimal("0" + fraction)
                .multiply(BigDecimal.valueOf(86_400))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        LocalDateTime time = date.atStartOfDay().plus(seconds, ChronoUnit.SECONDS);
        return TIME.format(time);
    }

    /** Digits with a point and at most the type's decimals, rounded half up. */
    static String number(ColumnType type, String text) throws NoForm {
        String plain =
                unwrapped(half(text)).replace(" ", "").replace('\u2212', '-').replace('\u2013', '-');
        if (plain.isEmpty() || NULL_WORDS.contains(plain)) {
            return "";
        }
        Matcher yuan = YUAN.matcher(plain);
        if (type.isMoney() && yuan.matches()) {
            plain = yuan.group(1);
        }
        Matcher bracketed = BRACKETED.matcher(plain);
        Matcher trailing = TRAILING_MINUS.matcher(plain);
        boolean negative = false;
        if (bracketed.matches()) {
            plain = bracketed.group(1);
            negative = true;
        } else if (trailing.matches()) {
            plain = trailing.group(1);
            negative = true;
        }
        boolean percent = type == ColumnType.RATIO && plain.endsWith("%");
        if (percent) {
            plain = plain.substring(0, plain.length() - 1);
        }
        Matcher grouped = GROUPED.matcher(plain);
        if (grouped.matches()) {
            plain = plain.replace(",", "");
        }
        if (!NUMBER.matcher(plain).matches() || (negative && (plain.startsWith("-") || plain.startsWith("+")))) {
            throw new NoForm("ingest.reject.number");
        }
        BigDecimal value = new BigDecimal(plain);
        value = negative ? value.negate() : value;
        value = percent ? value.movePointLeft(2) : value;
        if (type == ColumnType.WHOLE && value.stripTrailingZeros().scale() > 0) {
            throw new NoForm("ingest.reject.whole");
        }
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() - rounded.scale() > type.wholeDigits()) {
            throw new NoForm("ingest.reject.large");
        }
        return rounded.toPlainString();
    }
}
