package org.claimaudit.ingest;

import java.util.List;
import java.util.Optional;

/**
 * What a call has loaded.
 *
 * @param batchId the call's number in the ledger; 0 when nothing was loaded
 * @param files what was read, in order
 * @param skipped what was not read
 * @param swapped what was taken out for it
 */
public record IngestResult(int batchId, List<InputFile> files, List<SkippedFile> skipped, Optional<Swapped> swapped) {
    /** The files of which more than this share of the records, 0 to 1, was rejected and has not come again. */
    public List<InputFile> missingMoreThan(double limit) {
        return files.stream().filter(file -> file.missingShare() > limit).toList();
    }
}
