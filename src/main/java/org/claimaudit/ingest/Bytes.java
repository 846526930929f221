package org.claimaudit.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for single bytes, eight at a time. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final byte DEL = 0x7f;
    /** First byte of U+FEFF and U+FFFD. */
    static final byte MARK_OR_LOST = (byte) 0xef;

    private static final long MARKS = 0xefefefefefefefefL;
    private static final long BLANKS = ONES * ' ';

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

    /**
     * Copies what stands in front of the next control character, {@code delimiter}, DEL or {@link #MARK_OR_LOST}. Up to seven bytes behind it
     * in {@code target} are overwritten too.
     *
     * @param most after so many bytes it stops
     * @return how many bytes it is, and its complement when not all of them are ASCII or one is a blank; such a byte follows, or it is
     *     {@code most} or a few more
     */
    static int copyPlain(byte[] text, int from, byte[] target, int at, byte delimiter, int most) {
        long delimiters = ONES * (delimiter & 0xff);
        int last = (int) Math.min(text.length - 8L, (long) from + most - 1);
        long others = 0;
        int p = from;
        int to = at;
        for (; p <= last; p += 8, to += 8) {
            long x = (long) LONGS.get(text, p);
            LONGS.set(target, to, x);
            // Of these only the lowest mark is sure: a borrow can set those above it.
            long hit = (x - ONES * ' ') & ~x;
            hit |= firstZero(x ^ delimiters) | firstZero(x ^ LOW_BITS) | firstZero(x ^ MARKS);
            hit &= ~LOW_BITS;
            long other = (zeroBytes(x ^ BLANKS) | x) & ~LOW_BITS;
            if (hit != 0) {
                int length = p - from + Long.numberOfTrailingZeros(hit) / 8;
                return (others | (other & ((hit & -hit) - 1))) == 0 ? length : ~length;
            }
            others |= other;
        }
        if (p - from < most) {
            for (byte b = text[p]; b < 0 ? b != MARK_OR_LOST : b >= ' ' && b != delimiter && b != DEL; b = text[p]) {
                target[to++] = b;
                others |= b <= ' ' ? 1 : 0;
                p++;
            }
        }
        return others == 0 ? p - from : ~(p - from);
    }

    /** Whether all bytes in {@code from … to − 1} are ASCII and none is a blank. */
    static boolean areSeenAscii(byte[] text, int from, int to) {
        for (int p = from; p < to; p++) {
            if (text[p] <= ' ') {
                return false;
            }
        }
        return true;
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

    /** Where zeros stand in a row that no text has, sixteen or more, or −1. */
    static int hole(byte[] text, int length) {
        for (int i = 8; i + 8 <= length; i += 8) {
            if (text[i] == 0 && onlyZeros(text, i, i + 8)) {
                int from = i;
                while (from > 0 && text[from - 1] == 0) {
                    from--;
                }
                if (onlyZeros(text, from, Math.min(from + 16, length)) && from + 16 <= length) {
                    return from;
                }
            }
        }
        return -1;
    }

    private static boolean onlyZeros(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Length of the byte order marks in front. */
    static int marks(byte[] text) {
        if (startsWith(text, 0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf)) {
            return 6;
        }
        return startsWith(text, 0xef, 0xbb, 0xbf) ? 3 : startsWith(text, 0x84, 0x31, 0x95, 0x33) ? 4 : 0;
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

    /** The high bit of the lowest byte that is zero, and of some others. */
    private static long firstZero(long x) {
        return (x - ONES) & ~x;
    }
}
