package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Staging text as it grows. Whoever writes to {@link #bytes} has asked for {@link #room} before. */
final class StagingText {
    private static final int SLACK = 8192;

    byte[] bytes = new byte[0];
    int length;
    private int reserved;

    /** Begins anew in an array that served before. */
    void clear(byte[] reuse) {
        bytes = reuse;
        length = 0;
    }

    /** Makes room for so many bytes and a few numbers. */
    void room(int more) {
        reserved = more;
        grow(more);
    }

    private void grow(int more) {
        if (bytes.length - length < more + SLACK) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), length + more + 2 * SLACK));
        }
    }

    void put(byte b) {
        bytes[length++] = b;
    }

    void number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Replaces what stands from {@code begin} on; the room for what is still to come stays. */
    void replace(int begin, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        length = begin;
        grow(utf8.length + reserved);
        System.arraycopy(utf8, 0, bytes, begin, utf8.length);
        length = begin + utf8.length;
    }

    /** What stands from {@code begin} on. */
    String from(int begin) {
        return new String(bytes, begin, length - begin, StandardCharsets.UTF_8);
    }

    /** Takes the blanks off both ends of what stands from {@code begin} on. */
    void trim(int begin) {
        int end = length;
        while (end > begin && (bytes[end - 1] == ' ' || (end - begin >= 3 && wideSpace(end - 3)))) {
            end -= bytes[end - 1] == ' ' ? 1 : 3;
        }
        int from = begin;
        while (from < end && (bytes[from] == ' ' || (end - from >= 3 && wideSpace(from)))) {
            from += bytes[from] == ' ' ? 1 : 3;
        }
        if (from > begin) {
            System.arraycopy(bytes, from, bytes, begin, end - from);
        }
        length = begin + end - from;
    }

    /** U+3000, the blank as wide as a Chinese character. */
    private boolean wideSpace(int at) {
        return bytes[at] == (byte) 0xe3 && bytes[at + 1] == (byte) 0x80 && bytes[at + 2] == (byte) 0x80;
    }

    boolean isBlank(int begin) {
        for (int i = begin; i < length; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }
}
