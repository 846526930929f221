package org.claimaudit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rule needs to say anything: one of several tables or columns with something in it. */
public record Requirement(List<Source> anyOf) {
    private static final Pattern SOURCE = Pattern.compile("([a-z][a-z0-9_]*)(?:\\.([a-z][a-z0-9_]*))?");

    /** A table, fact or knowledge table, or one of its columns. */
    public record Source(String table, @Nullable String column) {
        @Override
        public String toString() {
            return column == null ? table : table + "." + column;
        }
    }

    /**
     * Reads {@code table}, {@code table.column} or alternatives of these with {@code |} between them.
     *
     * @throws IllegalArgumentException when the text is none of these
     */
    public static Requirement parse(String text) {
        var sources = new ArrayList<Source>();
        for (String part : text.split("\\|", -1)) {
            Matcher matcher = SOURCE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            sources.add(new Source(matcher.group(1), matcher.group(2)));
        }
        return new Requirement(List.copyOf(sources));
    }

    @Override
    public String toString() {
        return anyOf.stream().map(Source::toString).collect(Collectors.joining(" | "));
    }
}
