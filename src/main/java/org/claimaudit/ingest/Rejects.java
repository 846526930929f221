package org.claimaudit.ingest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.ingest.KeyConflicts.Rejected;
import org.claimaudit.store.Db;

/** Writes rejected records into the ledger, with their raw text. */
final class Rejects {
    private final Db db;
    private final int threads;

    Rejects(Db db, int threads) {
        this.db = db;
        this.threads = threads;
    }

    /** Writes a file's rejects; those that only the keys have shown are read again from the file, for their text. */
    void write(StagedFile file, List<Rejected> byKey, Loader loader) {
        List<Rejected> own =
                byKey.stream().filter(r -> r.fileId() == file.fileId()).toList();
        long longest = file.pass().longest();
        long expected = file.pass().rejected() + own.size();
        if (!own.isEmpty()) {
            longest = Math.max(
                    longest,
                    BytePass.run(
                                    file.source().head(),
                                    condemning(file, own),
                                    null,
                                    file.rejects().get(file.rejects().size() - 1),
                                    threads,
                                    IngestProgress.NONE)
                            .longest());
        }
        if (expected > 0) {
            for (Path rejects : file.rejects()) {
                loader.rejects(file.fileId(), rejects, longest);
            }
        }
        long written = db.count("SELECT count(*) FROM ledger.reject WHERE file_id = ?", file.fileId());
        if (written != expected) {
            throw new IllegalStateException(file.source().head().name() + ": " + expected
                    + " records were rejected but " + written + " are in the ledger");
        }
    }

    private Plan condemning(StagedFile file, List<Rejected> rejected) {
        Map<Integer, String> names = new HashMap<>();
        rejected.stream()
                .map(Rejected::firstFileId)
                .distinct()
                .forEach(id -> db.first("SELECT path FROM ledger.file WHERE file_id = ?", row -> row.str("path"), id)
                        .ifPresent(path -> names.put(id, path)));
        String key = String.join(", ", file.source().table().key());
        long[] lines = rejected.stream().mapToLong(Rejected::line).toArray();
        return file.source().plan().with(new Condemned(lines, i -> {
            Rejected r = rejected.get(i);
            return new RowFault(
                    key,
                    null,
                    "ingest.reject.key",
                    names.getOrDefault(r.firstFileId(), ""),
                    Long.toString(r.firstLine()));
        }));
    }
}
