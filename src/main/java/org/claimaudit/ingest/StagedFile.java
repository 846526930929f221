package org.claimaudit.ingest;

import java.nio.file.Path;

/** A source whose records stand in staging text, about to be loaded under a number in the ledger. */
record StagedFile(int fileId, Source source, BytePass.Result pass, Path rows, Path rejects) {}
