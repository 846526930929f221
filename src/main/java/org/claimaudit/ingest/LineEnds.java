package org.claimaudit.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns a byte that ends a line into a line feed, one for one. A carriage return before a line feed stays; a dollar before a line break of its
 * own becomes a blank.
 */
final class LineEnds extends FilterInputStream {
    private static final int NONE = -2;

    private final byte end;
    private final byte[] one = new byte[1];
    /** What follows the last byte given out, when it had to be looked at. */
    private int ahead = NONE;

    LineEnds(InputStream in, byte end) {
        super(in);
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int from = offset;
        if (ahead != NONE) {
            if (ahead < 0) {
                return -1;
            }
            bytes[from++] = (byte) ahead;
            ahead = NONE;
        }
        int n = from < offset + length ? in.read(bytes, from, offset + length - from) : 0;
        if (n < 0 && from == offset) {
            return -1;
        }
        int to = from + Math.max(n, 0);
        for (int i = offset; i < to; i++) {
            if (bytes[i] == end) {
                if (i + 1 == to) {
                    ahead = in.read();
                }
                bytes[i] = ending(i + 1 < to ? bytes[i + 1] : ahead);
            }
        }
        return to - offset;
    }

    private byte ending(int next) {
        if (end == Dialect.CR) {
            return next == '\n' ? Dialect.CR : Dialect.LF;
        }
        return next == '\n' || next == '\r' ? (byte) ' ' : Dialect.LF;
    }
}
