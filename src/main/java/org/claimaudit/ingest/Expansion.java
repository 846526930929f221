package org.claimaudit.ingest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * How much an input may expand to, with all that is packed in it: a file of a few kilobytes can be made to fill any disk. Exports shrink to a
 * tenth, seldom to a fiftieth.
 */
final class Expansion {
    private static final long ALWAYS_ALLOWED = 256L << 20;
    private static final long TIMES = 200;
    private static final int BLOCK = 1 << 18;

    private final String name;
    private final long limit;
    private long written;

    /**
     * @param name of the input
     * @param packed its bytes
     */
    Expansion(String name, long packed) {
        this.name = name;
        this.limit = Math.max(ALWAYS_ALLOWED, TIMES * packed);
    }

    /**
     * Counts bytes before they are written.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} when they are too many
     */
    void add(long bytes) {
        written += bytes;
        if (written > limit) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.packed.large", name, Long.toString(limit >> 20)),
                    Messages.text("ingest.packed.large.todo"));
        }
    }

    /** Copies all of a stream. */
    void copy(InputStream in, OutputStream out) throws IOException {
        var block = new byte[BLOCK];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            stopWhenInterrupted();
            add(n);
            out.write(block, 0, n);
        }
    }

    /** A stream that counts what is written to it. */
    OutputStream counting(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                stopWhenInterrupted();
                add(length);
                this.out.write(bytes, from, length);
            }
        };
    }

    private static void stopWhenInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }
}
