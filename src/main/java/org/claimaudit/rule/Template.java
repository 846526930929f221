package org.claimaudit.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message with result columns in braces, for example {@code "{los} days"}. */
public record Template(List<Part> parts) {
    private static final Pattern COLUMN = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    /** A piece of text, or the name of a column. */
    public record Part(String text, boolean column) {}

    public static Template of(String text) {
        var parts = new ArrayList<Part>();
        Matcher matcher = COLUMN.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Part(text.substring(end, matcher.start()), false));
            }
            parts.add(new Part(matcher.group(1), true));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Part(text.substring(end), false));
        }
        return new Template(List.copyOf(parts));
    }

    /** The columns in the order of the text. */
    public Set<String> columns() {
        var columns = new LinkedHashSet<String>();
        parts.stream().filter(Part::column).forEach(part -> columns.add(part.text()));
        return columns;
    }
}
