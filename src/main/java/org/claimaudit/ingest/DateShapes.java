package org.claimaudit.ingest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises dates that only a profile's {@code date_formats} can tell: those that begin with the day or the month. */
final class DateShapes {
    private static final Pattern DATE =
            Pattern.compile("(\\d{1,2})([./-])(\\d{1,2}|[A-Za-z]{3})\\2\\d{4}(?:( |T)\\d{1,2}:\\d{2}(:\\d{2})?)?");

    private DateShapes() {}

    /** The format of a column in DuckDB's notation; empty when its values are no such dates, or do not tell the day from the month. */
    static Optional<String> format(List<String> values) {
        boolean dayFirst = false;
        boolean monthFirst = false;
        String format = "";
        for (String value : values) {
            Matcher date = DATE.matcher(value);
            if (value.isEmpty()) {
                continue;
            }
            if (!date.matches()) {
                return Optional.empty();
            }
            boolean named = Character.isLetter(date.group(3).charAt(0));
            dayFirst |= named || Integer.parseInt(date.group(1)) > 12;
            monthFirst |= !named && Integer.parseInt(date.group(3)) > 12;
            String separator = date.group(2);
            String clock = date.group(4) == null ? "" : date.group(4) + (date.group(5) == null ? "%H:%M" : "%H:%M:%S");
            String one = "1" + separator + (named ? "%b" : "2") + separator + "%Y" + clock;
            if (!format.isEmpty() && !format.equals(one)) {
                return Optional.empty();
            }
            format = one;
        }
        // Nobody writes the month first with dots.
        dayFirst |= !monthFirst && format.startsWith("1.");
        return dayFirst == monthFirst
                ? Optional.empty()
                : Optional.of(format.replace("1", dayFirst ? "%d" : "%m").replace("2", dayFirst ? "%m" : "%d"));
    }
}
