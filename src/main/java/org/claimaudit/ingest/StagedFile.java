package org.claimaudit.ingest;

import java.nio.file.Path;
import java.util.List;
import org.claimaudit.ingest.Inputs.Input;

/**
 * A file whose records for one table are staged, about to be loaded under a number in the ledger.
 *
 * @param input what was given
 * @param origin the export
 * @param profileSha256 of the profile; empty without one
 * @param source what is read again for the text of a rejected record: the export, or what the profile made of it
 * @param pass what was found in the export and, under a profile, in what it made of it
 * @param rejects staging text of the rejects; the last one is written anew when {@code source} is read again
 */
record StagedFile(
        int fileId,
        Input input,
        FileHead origin,
        String profileSha256,
        Source source,
        BytePass.Result pass,
        Path rows,
        List<Path> rejects) {}
