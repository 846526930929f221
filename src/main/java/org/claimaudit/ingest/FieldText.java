package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a field as it grows. Whoever writes to {@link #bytes} has asked for {@link #room} before. */
final class FieldText {
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

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Takes the blanks off both ends. */
    void trim() {
        int end = length;
        for (int n = blankBefore(end); n > 0; n = blankBefore(end)) {
            end -= n;
        }
        int from = 0;
        for (int n = blankAt(from, end); n > 0; n = blankAt(from, end)) {
            from += n;
        }
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, end - from);
        }
        length = end - from;
    }

    private int blankBefore(int end) {
        if (end == 0) {
            return 0;
        }
        byte last = bytes[end - 1];
        if (last == ' ') {
            return 1;
        }
        if (last >= 0) {
            return 0;
        }
        return end >= 3 && wideBlank(end - 3) ? 3 : end >= 2 && noBreakSpace(end - 2) ? 2 : 0;
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
