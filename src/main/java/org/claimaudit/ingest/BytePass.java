package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.claimaudit.ingest.ChunkReader.Chunk;
import org.claimaudit.ingest.RecordParser.Parsed;
import org.claimaudit.store.parquet.ParquetFile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file's bytes: fingerprint, decode, cut into records, normalise, write typed rows. Chunks are worked on in parallel and
 * written in order, each as a row group.
 */
final class BytePass implements AutoCloseable {
    private static final int CHUNK = 2 << 20;

    private final FileHead head;
    private final Plan plan;
    private final IngestProgress progress;
    private final ExecutorService workers;
    private final ExecutorService digester = Executors.newSingleThreadExecutor();
    private final int threads;

    private BytePass(FileHead head, Plan plan, int threads, IngestProgress progress) {
        this.head = head;
        this.plan = plan;
        this.progress = progress;
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads);
    }

    /**
     * What a pass found.
     *
     * @param loaded records staged
     * @param rejected records written to the rejects
     * @param keys hashes of the keys of the staged records
     * @param longest bytes of the longest line of the rejects
     * @param notes lines that are no records
     * @param embedded for each column of the file whether a value holds {@link Staging#LINE_BREAK}
     * @param lost for each column how many characters an earlier program has replaced by U+FFFD
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Result(
            String sha256,
            TextEncoding encoding,
            long loaded,
            long rejected,
            KeyHashes keys,
            int longest,
            LineNotes notes,
            boolean[] embedded,
            long[] lost) {}

    /**
     * Runs the pass.
     *
     * @param rows where staged records go; null for nowhere
     * @param rejects where rejected records go; null for nowhere
     * @param progress is told the bytes and records read since it was last told
     * @throws UserError {@link ExitCode#BAD_INPUT} when the file must be refused
     * @throws CancellationException when the thread is interrupted
     */
    static Result run(
            FileHead head,
            Plan plan,
            @Nullable Path rows,
            @Nullable Path rejects,
            int threads,
            IngestProgress progress) {
        try (var pass = new BytePass(head, plan, threads, progress)) {
            // What does not begin as UTF-8 may be damaged UTF-8.
            TextEncoding first = head.encodingGiven() || head.encoding() == TextEncoding.UTF_8
                    ? head.encoding()
                    : EncodingJudge.judge(head);
            try {
                return pass.run(first, rows, rejects);
            } catch (BadText bad) {
                TextEncoding judged = head.encodingGiven() ? first : EncodingJudge.judge(head);
                if (judged == first) {
                    throw EncodingJudge.damaged(head.name(), first, bad);
                }
                return pass.run(judged, rows, rejects);
            }
        } catch (SecondTable second) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.second-table", head.name(), Long.toString(second.line()), second.table()),
                    Messages.text("ingest.second-table.todo"));
        } catch (LongRecord endless) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text(
                            "ingest.long-record",
                            head.name(),
                            Long.toString(endless.line()),
                            Integer.toString(ChunkReader.MAX_RECORD >> 20)),
                    Messages.text("ingest.damaged.todo"));
        } catch (LostDigits lost) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text(
                            "ingest.lost-digits", head.name(), Long.toString(lost.line()), lost.column(), lost.value()),
                    Messages.text("ingest.lost-digits.todo"));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException();
            }
            throw new UncheckedIOException(e);
        }
    }

    /** The work on one chunk and the buffers it needs, which serve one chunk after another. */
    private final class Slot {
        private final RecordParser parser = new RecordParser(plan);
        private final Gb18030.Output text = new Gb18030.Output();
        private byte[] input = new byte[0];
        private byte[] output = new byte[0];
        private @Nullable Future<Parsed> parsed;
        private @Nullable Future<?> digested;

        Parsed parse(Chunk chunk, TextEncoding encoding) {
            int hole = Bytes.hole(chunk.bytes(), chunk.length());
            if (hole >= 0) {
                throw EncodingJudge.hole(head.name(), badText(chunk, hole));
            }
            if (encoding == TextEncoding.UTF_8) {
                int bad = Utf8.firstInvalid(chunk.bytes(), 0, chunk.length());
                if (bad >= 0) {
                    throw badText(chunk, bad);
                }
                return parser.parse(chunk.bytes(), chunk.length(), chunk.line(), output);
            }
            Gb18030.decode(chunk.bytes(), 0, chunk.length(), text);
            if (text.invalidAt >= 0) {
                throw badText(chunk, text.invalidAt);
            }
            return parser.parse(text.bytes, text.length, chunk.line(), output);
        }

        private BadText badText(Chunk chunk, int at) {
            return new BadText(chunk.line() + Bytes.count(chunk.bytes(), (byte) '\n', 0, at), chunk.offset() + at);
        }
    }

    private Result run(TextEncoding encoding, @Nullable Path rows, @Nullable Path rejects) throws IOException {
        var slots = new Slot[threads + 2];
        MessageDigest digest = Fingerprint.sha256();
        boolean changes = ExportText.changes(encoding, head.dialect());
        TextEncoding after = ExportText.after(encoding, head.dialect());
        var total = new Total(plan.slots().size());
        try (InputStream in = open(encoding, changes ? digest : null);
                FileChannel rowsFile = open(rows);
                FileChannel rejectsOut = open(rejects)) {
            ParquetFile rowsOut = rowsFile == null ? null : new ParquetFile(rowsFile, plan.rowColumns());
            byte[] before = in.readNBytes(Math.toIntExact(head.bodyOffset()));
            if (!changes) {
                digest.update(before);
            }
            var reader = new ChunkReader(in, plan.dialect(), CHUNK, head.bodyLine(), head.bodyOffset());
            int next = 0;
            while (true) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException();
                }
                Slot slot = slots[next % slots.length];
                if (slot == null) {
                    slot = new Slot();
                    slots[next % slots.length] = slot;
                } else {
                    add(total, finish(slot, rowsOut, rejectsOut));
                }
                Chunk chunk = reader.next(slot.input);
                if (chunk == null) {
                    break;
                }
                Slot taken = slot;
                slot.input = chunk.bytes();
                slot.parsed = workers.submit(() -> taken.parse(chunk, after));
                if (!changes) {
                    slot.digested = digester.submit(() -> digest.update(chunk.bytes(), chunk.readFrom(), chunk.read()));
                }
                progress.bytes(chunk.read());
                next++;
            }
            for (int i = next + 1; i < next + slots.length; i++) {
                Slot slot = slots[i % slots.length];
                if (slot != null) {
                    add(total, finish(slot, rowsOut, rejectsOut));
                }
            }
            if (rowsOut != null) {
                rowsOut.finish();
            }
        }
        return new Result(
                HexFormat.of().formatHex(digest.digest()),
                encoding,
                total.loaded,
                total.rejected,
                total.keys,
                total.longest,
                total.notes,
                total.embedded,
                total.lost);
    }

    private void add(Total total, @Nullable Parsed parsed) {
        if (parsed != null) {
            total.add(parsed);
            progress.rows(parsed.loaded() + parsed.rejected());
        }
    }

    /** The file's text; {@code digest} is told the bytes of the file itself. */
    private InputStream open(TextEncoding encoding, @Nullable MessageDigest digest) throws IOException {
        InputStream file = Files.newInputStream(head.path());
        return ExportText.open(digest == null ? file : new DigestInputStream(file, digest), encoding, head.dialect());
    }

    private static final class Total {
        private long loaded;
        private long rejected;
        private final KeyHashes keys = new KeyHashes();
        private int longest;
        private final LineNotes notes = new LineNotes();
        private final boolean[] embedded;
        private final long[] lost;

        Total(int columns) {
            embedded = new boolean[columns];
            lost = new long[columns];
        }

        void add(Parsed parsed) {
            loaded += parsed.loaded();
            rejected += parsed.rejected();
            keys.add(parsed.keys());
            longest = Math.max(longest, parsed.longest());
            notes.add(parsed.lines());
            for (int i = 0; i < embedded.length; i++) {
                embedded[i] |= parsed.embedded()[i];
                lost[i] += parsed.lost()[i];
            }
        }
    }

    /** Waits for a chunk and writes what became of it. */
    private static @Nullable Parsed finish(Slot slot, @Nullable ParquetFile rows, @Nullable FileChannel rejects)
            throws IOException {
        Future<Parsed> parsing = slot.parsed;
        Future<?> digesting = slot.digested;
        if (parsing == null) {
            return null;
        }
        try {
            Parsed parsed = parsing.get();
            if (rows != null) {
                rows.write(parsed.rows());
            }
            write(rejects, parsed.rejects());
            slot.output = parsed.rows().bytes();
            if (digesting != null) {
                digesting.get();
            }
            slot.parsed = null;
            return parsed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
        }
    }

    private static @Nullable FileChannel open(@Nullable Path file) throws IOException {
        return file == null
                ? null
                : FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    private static void write(@Nullable FileChannel file, byte[] bytes) throws IOException {
        if (file == null) {
            return;
        }
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        digester.shutdownNow();
    }
}
