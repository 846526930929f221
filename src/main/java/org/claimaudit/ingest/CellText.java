package org.claimaudit.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A cell as text. Excel keeps 15 significant digits of a number: a longer one is written with an exponent, by which an identifier is known to have
 * lost its digits.
 */
final class CellText {
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final int DAYS_FROM_1900_TO_1904 = 1462;
    /** Before the first of March 1900 Excel counts a day that never was. */
    private static final BigDecimal FIRST_TRUE_DAY = BigDecimal.valueOf(61);

    private static final BigDecimal AFTER_LAST_DAY = BigDecimal.valueOf(2_958_466);
    private static final BigDecimal SECONDS = BigDecimal.valueOf(86_400);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Pattern ESCAPED_RETURN = Pattern.compile("_x000[dD]_");
    /** What a number format shows as it stands: quoted and escaped text, colours, conditions. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\[[^\\]]*\\]");

    private static final Pattern DATE_PART = Pattern.compile("[ydhsm]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZEROS = Pattern.compile("0{2,}");

    private final boolean date1904;
    private final Map<String, Boolean> dateFormats = new HashMap<>();

    /** @param date1904 whether the workbook counts its days from 1904 */
    CellText(boolean date1904) {
        this.date1904 = date1904;
    }

    String of(Cell cell) {
        if (cell.getValue() instanceof BigDecimal number) {
            return number(number, cell.getDataFormatId(), cell.getDataFormatString());
        }
        String raw = cell.getRawValue();
        if (raw == null && cell.getFormula() != null) {
            return "=" + clean(cell.getFormula()); // the program that wrote it has not computed it
        }
        return raw == null ? "" : clean(raw);
    }

    String number(BigDecimal exact, @Nullable Integer formatId, @Nullable String format) {
        BigDecimal number = exact.round(DIGITS).stripTrailingZeros();
        if (isDate(formatId, format) && number.compareTo(AFTER_LAST_DAY) < 0) {
            BigDecimal day = date1904 ? number.add(BigDecimal.valueOf(DAYS_FROM_1900_TO_1904)) : number;
            if (day.compareTo(FIRST_TRUE_DAY) >= 0) {
                return date(day);
            }
        }
        if (number.precision() - number.scale() > DIGITS.getPrecision()) {
            return number.toString();
        }
        String plain = number.toPlainString();
        boolean whole = number.signum() >= 0 && number.scale() <= 0;
        return whole && format != null && ZEROS.matcher(format).matches() ? padded(plain, format.length()) : plain;
    }

    private static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private boolean isDate(@Nullable Integer id, @Nullable String format) {
        if (id == null || id == 0) {
            return false;
        }
        boolean builtIn =
                (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
        return format == null ? builtIn : dateFormats.computeIfAbsent(format, CellText::showsDate);
    }

    private static boolean showsDate(String format) {
        return DATE_PART.matcher(LITERAL.matcher(format).replaceAll("")).find();
    }

    private static String date(BigDecimal day) {
        long whole = day.longValue();
        long second = day.subtract(BigDecimal.valueOf(whole))
                .multiply(SECONDS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        LocalDateTime time =
                LocalDateTime.of(DAY_ZERO.plusDays(whole), LocalTime.MIDNIGHT).plusSeconds(second);
        return second == 0 ? time.toLocalDate().toString() : TIME.format(time);
    }

    /** Line breaks stay, other control characters are none of the text. */
    private static String clean(String text) {
        String unescaped =
                text.indexOf("_x000") < 0 ? text : ESCAPED_RETURN.matcher(text).replaceAll("");
        if (unescaped.chars().noneMatch(c -> c < ' ')) {
            return unescaped;
        }
        var clean = new StringBuilder(unescaped.length());
        unescaped.chars().forEach(c -> {
            if (c == '\n') {
                clean.append((char) Staging.LINE_BREAK);
            } else if (c != '\r') {
                clean.append(c < ' ' ? ' ' : (char) c);
            }
        });
        return clean.toString();
    }
}
