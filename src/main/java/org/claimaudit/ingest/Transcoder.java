package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;

/** A file in UTF-16 or GB18030 as UTF-8. Throws {@link BadText} where it is neither. */
final class Transcoder extends InputStream {
    private static final int BLOCK = 1 << 18;

    private final InputStream in;
    private final TextEncoding encoding;
    private final byte[] block = new byte[BLOCK];
    private final Gb18030.Output out = new Gb18030.Output();
    private int kept;
    private int given;
    private long offset;
    private long line = 1;
    private boolean end;

    Transcoder(InputStream in, TextEncoding encoding) {
        this.in = in;
        this.encoding = encoding;
    }

    @Override
    public int read() throws IOException {
        return fill() ? out.bytes[given++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, out.length - given);
        System.arraycopy(out.bytes, given, bytes, at, n);
        given += n;
        return n;
    }

    /** Makes sure that there is text to give out; false at the end. */
    private boolean fill() throws IOException {
        while (given == out.length) {
            if (end) {
                return false;
            }
            int n = in.readNBytes(block, kept, BLOCK - kept);
            int to = kept + n;
            end = to < BLOCK;
            int done = encoding == TextEncoding.GB18030 ? gb18030(to) : utf16(to);
            // A character is at most four bytes long: one that a block cuts in two waits for the next.
            if (done < to && (end || to - done > 3)) {
                throw new BadText(line + Bytes.count(out.bytes, Dialect.LF, 0, out.length), offset + done);
            }
            line += Bytes.count(out.bytes, Dialect.LF, 0, out.length);
            offset += done;
            kept = to - done;
            System.arraycopy(block, done, block, 0, kept);
            given = 0;
        }
        return true;
    }

    private int gb18030(int to) {
        Gb18030.decode(block, 0, to, out);
        return out.invalidAt < 0 ? to : out.invalidAt;
    }

    /** Decodes up to the first unit that is no character by itself or with the next one. */
    private int utf16(int to) {
        if (out.bytes.length < to * 2) {
            out.bytes = new byte[to * 2];
        }
        int o = 0;
        int p = 0;
        while (p + 1 < to) {
            int point = unit(p);
            int taken = 2;
            if (Character.isSurrogate((char) point)) {
                char low = p + 3 < to ? (char) unit(p + 2) : 0;
                if (!Character.isSurrogatePair((char) point, low)) {
                    break;
                }
                point = Character.toCodePoint((char) point, low);
                taken = 4;
            }
            o = Utf8.put(point, out.bytes, o);
            p += taken;
        }
        out.length = o;
        return p;
    }

    private int unit(int at) {
        int first = block[at] & 0xff;
        int second = block[at + 1] & 0xff;
        return encoding == TextEncoding.UTF_16BE ? first << 8 | second : second << 8 | first;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
