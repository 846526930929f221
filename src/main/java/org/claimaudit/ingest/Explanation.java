package org.claimaudit.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is understood before it is loaded.
 *
 * @param file relative to its INPUT
 * @param encoding in which it is read
 * @param encodingProof what speaks for it
 * @param characters how many characters beyond ASCII the beginning holds
 * @param cutting how its records are cut
 * @param sampled the records that were looked at
 * @param headerLine number of the header's first line
 * @param tables what it feeds, or most likely is; empty when nothing speaks for any
 * @param certainty whether that is sure
 * @param missing indispensable columns that no column of the file feeds, alternatives together
 * @param columns one for each column of the file
 */
public record Explanation(
        String file,
        String encoding,
        Proof encodingProof,
        long characters,
        Cutting cutting,
        Sampled sampled,
        long headerLine,
        List<TableDef> tables,
        Certainty certainty,
        List<List<String>> missing,
        List<Column> columns) {

    /** Whether a file is what it is said to be. */
    public enum Certainty {
        /** A profile says so. */
        PROFILE,
        /** The header is that of the table, which has all that is indispensable. */
        KNOWN,
        /** The header is that of the table, but something indispensable is missing. */
        INCOMPLETE,
        /** Some of its names resemble those of the table. */
        PERHAPS
    }

    /** What speaks for an encoding. */
    public enum Proof {
        /** The profile says so. */
        GIVEN,
        /** A byte order mark, or the zeros of UTF-16. */
        MARK,
        /** There are no other characters so far. */
        ASCII,
        /** All characters are valid. */
        VALID,
        /** The characters are not valid in UTF-8. */
        NOT_UTF_8
    }

    /**
     * How records are cut.
     *
     * @param delimiter between fields
     * @param quote around fields, 0 for none
     * @param fields of a record
     */
    public record Cutting(char delimiter, char quote, int fields) {}

    /**
     * Records at the beginning.
     *
     * @param fitting how many of them have as many fields as the header has names
     * @param enclosed how many of their fields stand in quotes
     */
    public record Sampled(long records, long fitting, long enclosed) {}

    /** A canonical column. */
    public record Target(TableDef table, ColumnDef column) {}

    /** How a column of the file came to its canonical one. */
    public enum Source {
        /** By its name. */
        NAME,
        /** By the profile. */
        PROFILE,
        /** Its name resembles one, and its values have the form. */
        PERHAPS,
        /** Nothing takes it. */
        NONE
    }

    /**
     * A column of the file.
     *
     * @param name in the header
     * @param targets canonical columns that it feeds, or may be meant for
     * @param source how it came to these
     * @param filled in how many of the records it has a value
     * @param values the first three different ones
     * @param masked the same, masked where they are personal or may be
     * @param dateFormat how a profile has to name the form of its dates; null when they need none or are none
     * @param misfits how many values have not the form of the canonical column
     * @param misfit the first of these
     */
    public record Column(
            String name,
            List<Target> targets,
            Source source,
            long filled,
            List<String> values,
            List<String> masked,
            @Nullable String dateFormat,
            long misfits,
            @Nullable Misfit misfit) {}

    /** A value that would be rejected, as it stands and masked. */
    public record Misfit(long line, String value, String masked) {}
}
