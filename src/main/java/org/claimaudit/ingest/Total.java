package org.claimaudit.ingest;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A money column of a table that is summed up when a file is loaded.
 *
 * @param control the column of a manifest that names this sum; null when none does
 * @param parts columns that add up to it, for a row without a value in the column itself
 */
public record Total(String column, @Nullable String control, List<String> parts) {
    String sql() {
        String name = "\"" + column + "\"";
        String row = parts.isEmpty()
                ? name
                : parts.stream()
                        .map(part -> "coalesce(\"" + part + "\", 0)")
                        .collect(Collectors.joining(" + ", "coalesce(" + name + ", ", ")"));
        return "coalesce(sum(" + row + "), 0)";
    }
}
