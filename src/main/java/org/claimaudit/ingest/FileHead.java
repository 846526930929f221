package org.claimaudit.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What stands before a file's records.
 *
 * @param path where the file is
 * @param name relative to its INPUT
 * @param bytes its size
 * @param encoding the first guess, from the beginning of the file
 * @param encodingGiven whether the encoding is known for sure, so that there is nothing to guess
 * @param dialect how its records are cut
 * @param columns the header's names as they stand
 * @param frame what of the header and above it may come again
 * @param headerLine the number of its first line
 * @param bodyOffset bytes of the text that {@link ExportText} makes of it up to the first record
 * @param bodyLine number of the first record's line
 */
record FileHead(
        Path path,
        String name,
        long bytes,
        TextEncoding encoding,
        boolean encodingGiven,
        Dialect dialect,
        List<String> columns,
        Frame frame,
        long headerLine,
        long bodyOffset,
        long bodyLine) {}
