package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text as it grows. Whoever writes to {@link #bytes} has asked for {@link #room} before. */
final class StagingText {
    private static final int SLACK = 8192;

    byte[] bytes = new byte[0];
    int length;

    /** Makes room for so many bytes and some more. */
    void room(int more) {
        if (bytes.length - length < more + SLACK) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), length + more + 2 * SLACK));
        }
    }

    void put(byte b) {
        bytes[length++] = b;
    }

    /** Begins anew with a text. */
    void replace(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        length = 0;
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, 0, utf8.length);
        length = utf8.length;
    }

    /** What stands from {@code begin} on. */
    String from(int begin) {
        return new String(bytes, begin, length - begin, StandardCharsets.UTF_8);
    }

    /** Takes the blanks off both ends of what stands from {@code begin} on. */
    void trim(int begin) {
        int end = length;
        for (int n = blankBefore(begin, end); n > 0; n = blankBefore(begin, end)) {
            end -= n;
        }
        int from = begin;
        for (int n = blankAt(from, end); n > 0; n = blankAt(from, end)) {
            from += n;
        }
        if (from > begin) {
            System.arraycopy(bytes, from, bytes, begin, end - from);
        }
        length = begin + end - from;
    }

    private int blankBefore(int begin, int end) {
        if (end == begin) {
            return 0;
        }
        byte last = bytes[end - 1];
        if (last == ' ') {
            return 1;
        }
        if (last >= 0) {
            return 0;
        }
        return end - begin >= 3 && wideBlank(end - 3) ? 3 : end - begin >= 2 && noBreakSpace(end - 2) ? 2 : 0;
    }

    private int blankAt(int at, int end) {
        if (at == end) {
            return 0;
        }
        byte first = bytes[at];
        if (first == ' ') {
            return 1;
        }
        if (first >= 0) {
            return 0;
        }
        return end - at >= 3 && wideBlank(at) ? 3 : end - at >= 2 && noBreakSpace(at) ? 2 : 0;
    }

    /** U+3000, the blank as wide as a Chinese character; U+200B, of no width; U+FEFF, which is a byte order mark elsewhere. */
    private boolean wideBlank(int at) {
        byte b = bytes[at];
        return (b == (byte) 0xe3 && bytes[at + 1] == (byte) 0x80 && bytes[at + 2] == (byte) 0x80)
                || (b == (byte) 0xe2 && bytes[at + 1] == (byte) 0x80 && bytes[at + 2] == (byte) 0x8b)
                || (b == (byte) 0xef && bytes[at + 1] == (byte) 0xbb && bytes[at + 2] == (byte) 0xbf);
    }

    private boolean noBreakSpace(int at) {
        return bytes[at] == (byte) 0xc2 && bytes[at + 1] == (byte) 0xa0;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }
}
