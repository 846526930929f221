package org.claimaudit.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.support.PrivateFiles;

/** The files between the byte pass and DuckDB. They hold personal data: for the owner only, gone when the call ends, whichever way. */
final class StagingFolder implements AutoCloseable {
    private static final String PREFIX = "staging-";

    private final Path folder;
    private int unpacked;

    /** Removes what a killed call has left behind; the store's lock says that there is no other one now. */
    StagingFolder(Path tmp) throws IOException {
        try (Stream<Path> left = Files.list(tmp)) {
            left.filter(p -> p.getFileName().toString().startsWith(PREFIX)).forEach(StagingFolder::remove);
        }
        this.folder = tmp.resolve(PREFIX + ProcessHandle.current().pid());
        PrivateFiles.createDirectories(folder);
    }

    Path file(int number, String kind) {
        return folder.resolve(number + "." + kind);
    }

    /** A file for text that was packed. */
    Path next() {
        unpacked++;
        return file(unpacked, "text");
    }

    static void remove(Path path) {
        try {
            List<Path> inner;
            try (Stream<Path> files = Files.walk(path)) {
                inner = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path p : inner) {
                Files.deleteIfExists(p);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }
}
