package org.claimaudit.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to load.
 *
 * @param inputs files, folders, globs
 * @param profile describes exports that are not in the platform's layout
 * @param progress is told how far the loading is
 * @param dryRun reads and checks everything, writes nothing
 * @param threads how many chunks are worked on at once
 * @param command what the batch is called in the ledger
 */
public record IngestRequest(
        List<String> inputs,
        Optional<Path> profile,
        IngestProgress progress,
        boolean dryRun,
        int threads,
        String command) {}
