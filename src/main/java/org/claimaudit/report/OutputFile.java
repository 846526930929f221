package org.claimaudit.report;

/** One written file of a run's folder: its name with {@code /}, its size and its SHA-256 in hex. */
record OutputFile(String name, long bytes, String sha256) {}
