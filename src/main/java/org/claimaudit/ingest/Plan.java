package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.claimaudit.store.parquet.ParquetFile;
import org.claimaudit.store.parquet.ParquetType;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each field of a file's records.
 *
 * @param dialect how records are cut
 * @param slots one for each column of the header
 * @param frame what may come again between the records
 * @param groups what must not be empty: a record needs at least one field of each, named by its first column
 * @param nullWords further texts, in lower case, that mean no value
 * @param key the columns of {@code slots} by which a record is known, in the order of the table's key; empty when it cannot be
 * @param layout where the records come from
 * @param condemned records that are rejected whatever they hold
 */
record Plan(
        Dialect dialect,
        List<Slot> slots,
        Frame frame,
        List<String> groups,
        Set<String> nullWords,
        List<String> key,
        Layout layout,
        Condemned condemned) {

    /** The column of staged rows that holds the line on which a record begins. */
    static final String SOURCE_LINE = "source_line";
    /** The column of staged rows that holds the text of the whole record. */
    static final String RAW_RECORD = "raw_record";

    /** Where records come from and what is written besides their values. */
    enum Layout {
        /** An export, loaded as it stands. */
        EXPORT,
        /** An export for a profile: the raw text is written as a last field. */
        PROFILED,
        /** What a profile has made: the source line stands in front, the raw text in the last field. */
        STAGED
    }

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

    boolean staged() {
        return layout == Layout.STAGED;
    }

    /** The columns of the rows that are staged: the source line, those that are used, the raw text where it is wanted. */
    List<ParquetFile.Column> rowColumns() {
        var columns = new ArrayList<>(List.of(new ParquetFile.Column(SOURCE_LINE, ParquetType.LONG)));
        for (Slot slot : slots) {
            if (slot.type() != null) {
                columns.add(new ParquetFile.Column(
                        String.valueOf(slot.target()), slot.type().parquet()));
            }
        }
        if (layout == Layout.PROFILED) {
            columns.add(new ParquetFile.Column(RAW_RECORD, ParquetType.TEXT));
        }
        return columns;
    }

    /** Whether the text is of our own making, in which {@link Staging#LINE_BREAK} stands for a line break. */
    boolean marksBreaks() {
        return dialect.delimiter() == Staging.SEPARATOR;
    }

    Plan with(Condemned others) {
        return new Plan(dialect, slots, frame, groups, nullWords, key, layout, others);
    }

    /** Whether a header that comes again would pass for a record, since no value of its has a form to keep. */
    boolean takesAnyText() {
        return slots.stream().noneMatch(s -> s.type() != null && !s.type().isText());
    }

    long allGroups() {
        return groups.size() == 64 ? -1L : (1L << groups.size()) - 1;
    }
}
