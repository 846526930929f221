package org.claimaudit.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for single bytes, eight at a time. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    private Bytes() {}

    /** Where the byte first stands in {@code from … to − 1}, or −1. */
    static int indexOf(byte[] text, byte wanted, int from, int to) {
        long pattern = ONES * (wanted & 0xff);
        int p = from;
        for (; p + 8 <= to; p += 8) {
            long hit = zeroBytes((long) LONGS.get(text, p) ^ pattern);
            if (hit != 0) {
                return p + Long.numberOfTrailingZeros(hit) / 8;
            }
        }
        for (; p < to; p++) {
            if (text[p] == wanted) {
                return p;
            }
        }
        return -1;
    }

    static int lastIndexOf(byte[] text, byte wanted, int from, int to) {
        for (int p = to - 1; p >= from; p--) {
            if (text[p] == wanted) {
                return p;
            }
        }
        return -1;
    }

    static int count(byte[] text, byte wanted, int from, int to) {
        long pattern = ONES * (wanted & 0xff);
        int count = 0;
        int p = from;
        for (; p + 8 <= to; p += 8) {
            count += Long.bitCount(zeroBytes((long) LONGS.get(text, p) ^ pattern));
        }
        for (; p < to; p++) {
            if (text[p] == wanted) {
                count++;
            }
        }
        return count;
    }

    /** Whether the byte order mark in UTF-8 stands there. */
    static boolean isMark(byte[] text, int at) {
        return text[at] == (byte) 0xef && text[at + 1] == (byte) 0xbb && text[at + 2] == (byte) 0xbf;
    }

    /** Whether the byte order mark in GB18030 stands there. */
    static boolean isGbMark(byte[] text, int at) {
        return text[at] == (byte) 0x84
                && text[at + 1] == (byte) 0x31
                && text[at + 2] == (byte) 0x95
                && text[at + 3] == (byte) 0x33;
    }

    static boolean startsWith(byte[] text, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= text.length || (text[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** The high bit of every byte that is zero, exactly. */
    private static long zeroBytes(long x) {
        return ~(((x & LOW_BITS) + LOW_BITS) | x | LOW_BITS);
    }
}
