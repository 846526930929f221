package org.claimaudit.ingest;

import java.util.List;

/**
 * A source file and one table that it fed; {@code rowsRead = rowsLoaded + rowsDuplicate + rowsRejected}.
 *
 * @param fileId its number in the ledger; 0 in a dry run
 * @param file relative to its INPUT
 * @param rowsMissing how many of the rejected ones no later call has brought again
 * @param rowsSuperseded how many loaded rows a later version of the same key has replaced, or were such an older version
 * @param alreadyLoaded whether an earlier call has loaded it, so that nothing changed; the counts are of then
 * @param columnsLeftOut columns of the file that no canonical column takes
 * @param amounts sums of the table's money columns; none in a dry run
 */
public record InputFile(
        int fileId,
        String file,
        String sha256,
        String table,
        String encoding,
        long rowsRead,
        long rowsLoaded,
        long rowsDuplicate,
        long rowsRejected,
        long rowsMissing,
        long rowsSuperseded,
        boolean alreadyLoaded,
        List<String> columnsLeftOut,
        List<Amount> amounts) {

    /** The missing share of the records, 0 to 1. */
    public double missingShare() {
        return rowsRead == 0 ? 0 : (double) rowsMissing / rowsRead;
    }

    InputFile with(List<Amount> sums) {
        return new InputFile(
                fileId,
                file,
                sha256,
                table,
                encoding,
                rowsRead,
                rowsLoaded,
                rowsDuplicate,
                rowsRejected,
                rowsMissing,
                rowsSuperseded,
                alreadyLoaded,
                columnsLeftOut,
                sums);
    }
}
