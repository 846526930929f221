package org.claimaudit.support;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a {@link Sheet}, whose cells are read by the column's name; what cannot be read is refused with its place. */
public final class SheetLine {
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,14}(\\.\\d{1,2}0*)?|\\d{1,3}(,\\d{3})+(\\.\\d{1,2})?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})([-/.年]?)(\\d{1,2})[-/.月]?(\\d{1,2})日?");

    private final Path file;
    private final int number;
    private final List<Sheet.Column> columns;
    private final List<String> values;

    SheetLine(Path file, int number, List<Sheet.Column> columns, List<String> values) {
        this.file = file;
        this.number = number;
        this.columns = columns;
        this.values = values;
    }

    /** The physical line in the file on which it begins, counted from 1. */
    public int number() {
        return number;
    }

    /** The cell's text; empty when there is none. */
    public String text(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException(column);
    }

    /** A text that must be there. */
    public String needed(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw wrong(column, Messages.text("sheet.empty"));
        }
        return text;
    }

    /** A day that must be there: 2026-03-05, 2026/3/5, 20260305 or 2026年3月5日. */
    public LocalDate date(String column) {
        needed(column);
        return dateIfAny(column).orElseThrow();
    }

    /** As {@link #date}, empty when the cell is. */
    public Optional<LocalDate> dateIfAny(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = DATE.matcher(text);
        try {
            if (parts.matches() && (!parts.group(2).isEmpty() || text.length() == 8)) {
                return Optional.of(LocalDate.of(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(3)),
                        Integer.parseInt(parts.group(4))));
            }
        } catch (DateTimeException e) {
            throw wrong(column, Messages.text("sheet.date"));
        }
        throw wrong(column, Messages.text("sheet.date"));
    }

    /** A month, 2026-03; empty when the cell is. */
    public Optional<YearMonth> month(String column) {
        String text = text(column);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse(text));
        } catch (DateTimeException e) {
            throw wrong(column, Messages.text("sheet.month"));
        }
    }

    /** An amount in fen, from yuan with at most two decimals, never negative; empty when the cell is. */
    public Optional<Long> fen(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!AMOUNT.matcher(text).matches()) {
            throw wrong(column, Messages.text("sheet.amount"));
        }
        return Optional.of(
                new BigDecimal(text.replace(",", "")).movePointRight(2).longValueExact());
    }

    /** A refusal of what stands in a column, with the place; {@code why} is a sentence in the user's language without its stop. */
    public UserError wrong(String column, String why) {
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text("sheet.wrong", file, Integer.toString(number), column, text(column), why),
                Messages.text("sheet.wrong.todo"));
    }
}
