package org.claimaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file of a folder: same files and time, same bytes. */
final class Zip {
    private Zip() {}

    /**
     * Packs files.
     *
     * @param files in the order in which they are packed
     * @param time of every entry
     * @param target a new file, readable by its owner only
     */
    static void write(Path folder, List<OutputFile> files, LocalDateTime time, Path target) throws IOException {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(new HashedFile(target)))) {
            for (OutputFile file : files) {
                var entry = new ZipEntry(file.name());
                entry.setTimeLocal(time.withNano(0));
                zip.putNextEntry(entry);
                Files.copy(folder.resolve(file.name()), zip);
                zip.closeEntry();
            }
        }
    }
}
