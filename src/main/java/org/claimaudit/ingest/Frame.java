package org.claimaudit.ingest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands around a file's records and may come again between them, as on every page of a printed list.
 *
 * @param headers the header's rows, as {@link #key} has them
 * @param titles the lines above the header
 */
record Frame(Set<String> headers, Set<String> titles) {
    static final Frame NONE = new Frame(Set.of(), Set.of());

    /** One text for a row of names, whatever its case, width and quotes. */
    static String key(List<String> row) {
        String names = row.stream().map(HeaderNames::normalise).collect(Collectors.joining("\u001f"));
        return names.replaceAll("\u001f+$", "");
    }
}
