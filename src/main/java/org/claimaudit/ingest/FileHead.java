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
 * @param encodingGiven whether a profile names the encoding, so that there is nothing to guess
 * @param delimiter between fields
 * @param quote around fields, 0 for none
 * @param columns the header's names as they stand
 * @param header the header's line
 * @param headerLine its number
 * @param bodyOffset bytes up to the first record
 * @param bodyLine number of the first record's line
 */
record FileHead(
        Path path,
        String name,
        long bytes,
        TextEncoding encoding,
        boolean encodingGiven,
        byte delimiter,
        byte quote,
        List<String> columns,
        String header,
        long headerLine,
        long bodyOffset,
        long bodyLine) {}
