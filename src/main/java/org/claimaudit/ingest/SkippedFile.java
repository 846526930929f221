package org.claimaudit.ingest;

/**
 * A file that is no table's.
 *
 * @param file relative to its INPUT
 * @param reason why, in the user's language
 */
public record SkippedFile(String file, String reason) {}
