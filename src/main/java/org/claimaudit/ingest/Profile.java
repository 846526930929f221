package org.claimaudit.ingest;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How exports that are not in the platform's layout become canonical tables.
 *
 * @param file where the profile stands
 * @param sha256 of the profile: a file loaded under another one counts as not loaded
 * @param files the kinds of files, of which the first whose pattern fits counts
 */
record Profile(Path file, String sha256, List<FileKind> files) {

    /**
     * One kind of file.
     *
     * @param pattern glob over the file's name, or over its path below the INPUT when it holds a slash
     * @param delimiter null to find it out
     * @param encoding null to find it out
     * @param quote 0 for none, null to find it out
     * @param nullWords texts, in lower case, that mean no value, besides the usual ones
     * @param dateFormats DuckDB's strptime formats, tried before the usual forms
     * @param formatsLine where these stand in the profile
     * @param tables what the file feeds
     */
    record FileKind(
            String pattern,
            @Nullable String delimiter,
            @Nullable TextEncoding encoding,
            @Nullable Byte quote,
            Set<String> nullWords,
            List<String> dateFormats,
            int formatsLine,
            List<Target> tables) {

        HeaderSearch.Hints hints() {
            return new HeaderSearch.Hints(
                    delimiter == null ? HeaderSearch.Hints.NONE.delimiters() : delimiter, encoding, quote);
        }

        boolean fits(String name) {
            Path path = pattern.contains("/") ? Path.of(name) : Path.of(name.substring(name.lastIndexOf('/') + 1));
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path);
        }
    }

    /**
     * A table that a file feeds.
     *
     * @param filter SQL over the row; records for which it is not true are not read
     * @param line of the filter in the profile
     */
    record Target(TableDef table, @Nullable String filter, int line, Map<String, Value> columns) {}

    /** Where a canonical column's value comes from. */
    sealed interface Value permits FromColumn, Constant, Expression {
        /** The line in the profile. */
        int line();
    }

    /**
     * A source column.
     *
     * @param codes source values and what becomes of them
     * @param otherwise what becomes of the others; null to keep them
     */
    record FromColumn(
            String column,
            Map<String, String> codes,
            @Nullable String otherwise,
            int line) implements Value {}

    /** The same text in every row. */
    record Constant(String text, int line) implements Value {}

    /** SQL over the row. */
    record Expression(String sql, int line) implements Value {}

    Optional<FileKind> kind(String name) {
        return files.stream().filter(kind -> kind.fits(name)).findFirst();
    }
}
