package org.claimaudit.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values a column of a knowledge table may hold; one of the three is enough, and a column without any may hold everything.
 *
 * @param words the values themselves
 * @param codes code lists of the region files by name, and columns of other knowledge tables as {@code table.column}; a star behind it says
 *     that the beginning of a listed value is a value too
 * @param shape a regular expression for the whole value, where no list is at hand; an empty one says that no rule goes by the column
 */
public record KnownValues(
        List<String> words, List<String> codes, @Nullable String shape) {
    /** Whether everything is allowed. */
    public boolean any() {
        return words.isEmpty() && codes.isEmpty() && shape == null;
    }
}
