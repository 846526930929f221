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
 * @param replacement the month and table whose rows the files take the place of
 */
public record IngestRequest(
        List<String> inputs,
        Optional<Path> profile,
        IngestProgress progress,
        boolean dryRun,
        int threads,
        String command,
        Optional<Replacement> replacement) {

    /** A request that adds to what is stored. */
    public IngestRequest(
            List<String> inputs,
            Optional<Path> profile,
            IngestProgress progress,
            boolean dryRun,
            int threads,
            String command) {
        this(inputs, profile, progress, dryRun, threads, command, Optional.empty());
    }

    /** The same, taking the place of a month's rows. */
    public IngestRequest replacing(Replacement what) {
        return new IngestRequest(inputs, profile, progress, dryRun, threads, command, Optional.of(what));
    }

    boolean replaces(TableDef table) {
        return replacement.filter(r -> r.table().equals(table.name())).isPresent();
    }
}
