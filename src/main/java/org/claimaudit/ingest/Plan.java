package org.claimaudit.ingest;

import java.util.List;
import java.util.Set;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each field of a file's records.
 *
 * @param delimiter between fields
 * @param quote around fields, 0 for none
 * @param slots one for each column of the header
 * @param header the header's line, to know it when it comes again
 * @param groups what must not be empty: a record needs at least one field of each, named by its first column
 * @param nullWords further texts, in lower case, that mean no value
 * @param staged whether the records are staging text that carries the source line in front and the raw text in the last field
 * @param condemned records that are rejected whatever they hold
 */
record Plan(
        byte delimiter,
        byte quote,
        List<Slot> slots,
        String header,
        List<String> groups,
        Set<String> nullWords,
        boolean staged,
        Condemned condemned) {

    /**
     * A column of the file.
     *
     * @param source its name in the header
     * @param target the canonical column that it feeds; null when it is left out
     * @param type how its values are normalised; null when it is left out
     * @param groups bit i is set when a value here fulfils group i
     * @param mask how its values are masked in a reject's text; null for a column that is not personal
     */
    record Slot(
            String source,
            @Nullable String target,
            @Nullable ColumnType type,
            long groups,
            Mask.@Nullable Kind mask) {
        boolean used() {
            return type != null;
        }
    }

    long allGroups() {
        return groups.size() == 64 ? -1L : (1L << groups.size()) - 1;
    }
}
