package org.claimaudit.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Where the first byte stands that is part of no character, or −1; a character cut off by {@code to} is none. */
    static int firstInvalid(byte[] text, int from, int to) {
        int p = from;
        while (p < to) {
            if (text[p] >= 0) {
                p = skipAscii(text, p, to);
                continue;
            }
            int length = sequence(text, p, to);
            if (length == 0) {
                return p;
            }
            p += length;
        }
        return -1;
    }

    private static int skipAscii(byte[] text, int from, int to) {
        int p = from;
        while (p + 8 <= to && ((long) LONGS.get(text, p) & HIGH_BITS) == 0) {
            p += 8;
        }
        while (p < to && text[p] >= 0) {
            p++;
        }
        return p;
    }

    /** Length of the valid multibyte character at p, or 0. */
    static int sequence(byte[] text, int p, int to) {
        int lead = text[p] & 0xff;
        if (lead >= 0xe0 && lead < 0xf0) {
            if (p + 2 >= to || !trail(text[p + 1]) || !trail(text[p + 2])) {
                return 0;
            }
            int second = text[p + 1] & 0xff;
            boolean overlong = lead == 0xe0 && second < 0xa0;
            boolean surrogate = lead == 0xed && second >= 0xa0;
            return overlong || surrogate ? 0 : 3;
        }
        if (lead >= 0xc2 && lead < 0xe0) {
            return p + 1 < to && trail(text[p + 1]) ? 2 : 0;
        }
        if (lead >= 0xf0 && lead < 0xf5) {
            if (p + 3 >= to || !trail(text[p + 1]) || !trail(text[p + 2]) || !trail(text[p + 3])) {
                return 0;
            }
            int second = text[p + 1] & 0xff;
            boolean overlong = lead == 0xf0 && second < 0x90;
            boolean beyond = lead == 0xf4 && second >= 0x90;
            return overlong || beyond ? 0 : 4;
        }
        return 0;
    }

    /** Writes a character and says where the next one goes. */
    static int put(int point, byte[] out, int at) {
        int o = at;
        if (point < 0x80) {
            out[o++] = (byte) point;
            return o;
        }
        if (point < 0x800) {
            out[o++] = (byte) (0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                out[o++] = (byte) (0xe0 | point >> 12);
            } else {
                out[o++] = (byte) (0xf0 | point >> 18);
                out[o++] = (byte) (0x80 | (point >> 12 & 0x3f));
            }
            out[o++] = (byte) (0x80 | (point >> 6 & 0x3f));
        }
        out[o++] = (byte) (0x80 | (point & 0x3f));
        return o;
    }

    private static boolean trail(byte b) {
        return (b & 0xc0) == 0x80;
    }
}
