package org.claimaudit.report;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.PrivateFiles;
import org.dhatim.fastexcel.Workbook;

/** The files of one run while they are being written: aside, in a folder that nobody looks into. */
final class RunFolder {
    /** Deflate's fastest level: a third of the time of the usual one for two hundredths more bytes. */
    private static final int FAST = 1;

    private final Path folder;
    private final List<OutputFile> written = new ArrayList<>();

    RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a CSV file. */
    void csv(String name, CsvProfile profile, List<String> header, Consumer<CsvFile> content) {
        write(name, out -> new CsvFile(out, profile, header), content);
    }

    /** Writes a text file. */
    void text(String name, String content) {
        write(name, out -> out, out -> {
            try {
                out.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Writes a workbook that was made at a given time, UTC. */
    void workbook(String name, LocalDateTime made, Consumer<Workbook> content) {
        bytes(name, (out, scratch) -> {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(scratch), 1 << 16)) {
                var book = new Workbook(file, "claimaudit", null);
                book.setCompressionLevel(FAST);
                content.accept(book);
                book.finish();
            }
            XlsxClock.copy(scratch, made, out);
        });
    }

    /** Writes a file through what {@code opener} makes of its writer. */
    <T extends AutoCloseable> void write(String name, Function<Writer, T> opener, Consumer<T> content) {
        var open = open(name, opener);
        try (open) {
            content.accept(open.sink());
        }
    }

    /** Writes a file of bytes. */
    void bytes(String name, BytesWriter content) {
        Path scratch = folder.resolve(name + ".tmp");
        try {
            var hashed = new HashedFile(folder.resolve(name));
            try (hashed) {
                content.write(hashed, scratch);
            }
            written.add(hashed.written(name));
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes bytes, through a scratch file if need be. */
    interface BytesWriter {
        void write(OutputStream out, Path scratch) throws IOException;
    }

    /** Opens a file that is written to for a while; it counts as written once it is closed. */
    <T extends AutoCloseable> Open<T> open(String name, Function<Writer, T> opener) {
        try {
            Path file = folder.resolve(name);
            if (file.getParent() != null) {
                PrivateFiles.createDirectories(file.getParent());
            }
            var hashed = new HashedFile(file);
            T sink = opener.apply(new BufferedWriter(new OutputStreamWriter(hashed, StandardCharsets.UTF_8), 1 << 16));
            return new Open<>(sink, () -> written.add(hashed.written(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written so far, by name. */
    List<OutputFile> written() {
        return written.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    /** A file that is being written. */
    record Open<T extends AutoCloseable>(T sink, Runnable done) implements AutoCloseable {
        @Override
        public void close() {
            try {
                sink.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            done.run();
        }
    }

    /** Brings the names of all files to disk; the files themselves are there already. */
    void sync() throws IOException {
        try (var folders = Files.walk(folder)) {
            for (Path dir : folders.filter(Files::isDirectory).toList()) {
                OutFolder.sync(dir);
            }
        }
    }
}
