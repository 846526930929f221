package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into chunks that end where a record ends. Neither a line feed nor a comma, tab, semicolon or quote is ever part of a GB18030 or
 * UTF-8 character, so this works on the raw bytes.
 *
 * <p>A quote opens a field only as its first byte, blanks aside. A field whose closing quote is missing, followed by other text, or more than
 * {@link #MAX_LINES} lines away is broken: its record ends with its first line, and reading goes on with the next. {@link RecordParser} goes by
 * the same rule.
 */
final class ChunkReader {
    static final int MAX_LINES = 1000;
    static final int MAX_RECORD = 64 << 20;
    private static final byte LF = '\n';

    private final InputStream in;
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final int size;
    private byte[] rest = new byte[0];
    private int restLength;
    private long line;
    private long offset;
    private boolean end;

    /**
     * @param in positioned at the first record
     * @param line number of the first record's line
     * @param offset bytes before the first record
     */
    ChunkReader(InputStream in, Dialect dialect, int size, long line, long offset) {
        this.in = in;
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote();
        this.escape = dialect.escape();
        this.size = size;
        this.line = line;
        this.offset = offset;
    }

    /**
     * Whole records.
     *
     * @param bytes holds them, closed by a line feed
     * @param length how many bytes the records take, with the closing line feed
     * @param line number of the first line
     * @param offset of the first byte in the file
     * @param read how many bytes of the file are in it that were in no chunk before, from {@code readFrom} on
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] bytes, int length, long line, long offset, int readFrom, int read) {}

    /** The next chunk, or null at the end. */
    @Nullable
    Chunk next(byte[] reuse) throws IOException {
        if (end && restLength == 0) {
            return null;
        }
        byte[] bytes = reuse.length < Math.max(size, restLength + size / 2) + 1
                ? new byte[Math.max(size, restLength + size / 2) + 1]
                : reuse;
        System.arraycopy(rest, 0, bytes, 0, restLength);
        int readFrom = restLength;
        int filled = restLength;
        int cut = 0;
        while (cut == 0 && !(end && filled == 0)) {
            if (!end) {
                filled += in.readNBytes(bytes, filled, bytes.length - 1 - filled);
                end = filled < bytes.length - 1;
            }
            cut = end ? filled : cut(bytes, filled);
            if (cut == 0 && !end) {
                if (bytes.length > MAX_RECORD) {
                    throw new LongRecord(line);
                }
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
        }
        int read = filled - readFrom;
        restLength = filled - cut;
        if (rest.length < restLength) {
            rest = new byte[restLength + 1024];
        }
        System.arraycopy(bytes, cut, rest, 0, restLength);
        int length = cut;
        if (length > 0 && bytes[length - 1] != LF) {
            bytes[length++] = LF;
        }
        var chunk = new Chunk(bytes, length, line, offset, readFrom, read);
        line += Bytes.count(bytes, LF, 0, length);
        offset += cut;
        return length == 0 ? null : chunk;
    }

    /** Where the last whole record ends, or 0 when none does. */
    private int cut(byte[] bytes, int to) {
        int from = 0;
        int record = 0;
        while (quote != 0) {
            int open = Bytes.indexOf(bytes, quote, from, to);
            if (open < 0) {
                break;
            }
            if (!opens(bytes, record, open)) {
                from = open + 1;
                continue;
            }
            int before = Bytes.lastIndexOf(bytes, LF, Math.max(from, record), open);
            if (before >= 0) {
                record = before + 1;
            }
            int close = close(bytes, open, to);
            if (close == UNDECIDED) {
                return record;
            }
            if (close == BROKEN || Bytes.count(bytes, LF, record, close) > MAX_LINES) {
                record = Bytes.indexOf(bytes, LF, record, to) + 1;
                if (record == 0) {
                    return 0;
                }
                from = record;
            } else {
                from = close + 1;
            }
        }
        int last = Bytes.lastIndexOf(bytes, LF, Math.max(from, record), to);
        return last >= 0 ? last + 1 : record;
    }

    /** Whether only blanks, or a byte order mark, stand between a quote and the delimiter or line end before it. */
    private boolean opens(byte[] bytes, int record, int quoteAt) {
        int at = quoteAt;
        while (at > record && bytes[at - 1] == ' ') {
            at--;
        }
        int mark = at - record >= 3 && Bytes.isMark(bytes, at - 3)
                ? 3
                : at - record >= 4 && Bytes.isGbMark(bytes, at - 4) ? 4 : 0;
        return at == record
                || bytes[at - 1] == delimiter
                || bytes[at - 1] == LF
                || (mark > 0 && (at - mark == record || bytes[at - mark - 1] == LF));
    }

    private static final int BROKEN = -1;
    private static final int UNDECIDED = -2;

    /** The closing quote of the field that opens there. */
    private int close(byte[] bytes, int open, int to) {
        int p = open + 1;
        while (true) {
            int q = Bytes.indexOf(bytes, quote, p, to);
            if (q < 0) {
                return Bytes.count(bytes, LF, open, to) > MAX_LINES ? BROKEN : UNDECIDED;
            }
            int escapes = 0;
            while (escape != 0 && q - escapes - 1 > open && bytes[q - escapes - 1] == escape) {
                escapes++;
            }
            if (escapes % 2 == 1) {
                p = q + 1;
                continue;
            }
            if (q + 1 < to && bytes[q + 1] == quote) {
                p = q + 2;
                continue;
            }
            int after = q + 1;
            while (after < to && bytes[after] == ' ') {
                after++;
            }
            if (after + 1 >= to) {
                return UNDECIDED;
            }
            boolean closed =
                    bytes[after] == delimiter || bytes[after] == LF || (bytes[after] == '\r' && bytes[after + 1] == LF);
            return closed ? q : BROKEN;
        }
    }
}
