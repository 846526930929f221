package org.claimaudit.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** GB18030 to UTF-8: ASCII is copied, two-byte characters come from a table, four-byte ones from Java's decoder. */
final class Gb18030 {
    static final Charset CHARSET = Charset.forName("GB18030");

    private static final int FIRST_LEAD = 0x81;
    private static final int FIRST_TRAIL = 0x40;
    private static final int TRAILS = 0xff - FIRST_TRAIL;

    private static final class Table {
        /** The character of each pair of bytes; 0 where there is none. */
        static final char[] CHARS = build();

        private static char[] build() {
            var chars = new char[(0xff - FIRST_LEAD) * TRAILS];
            var pair = new byte[2];
            for (int i = 0; i < chars.length; i++) {
                pair[0] = (byte) (FIRST_LEAD + i / TRAILS);
                pair[1] = (byte) (FIRST_TRAIL + i % TRAILS);
                CharBuffer decoded = CHARSET.decode(ByteBuffer.wrap(pair));
                boolean whole = decoded.length() == 1 && decoded.charAt(0) != '\ufffd' && pair[1] != 0x7f;
                chars[i] = whole ? decoded.charAt(0) : 0;
            }
            return chars;
        }
    }

    private Gb18030() {}

    /** The text of a decoding: bytes in UTF-8, and where it stopped. */
    static final class Output {
        byte[] bytes = new byte[0];
        int length;
        /** Position in the input of the first byte that is part of no character, or −1. */
        int invalidAt;
    }

    /** Decodes into the output, whose array grows as needed and has one byte to spare. */
    static void decode(byte[] in, int from, int to, Output output) {
        // Two bytes become at most three, four become at most four.
        int most = (to - from) / 2 * 3 + 8;
        if (output.bytes.length < most) {
            output.bytes = new byte[most];
        }
        char[] table = Table.CHARS;
        byte[] out = output.bytes;
        int o = 0;
        int p = from;
        output.invalidAt = -1;
        while (p < to) {
            byte b = in[p];
            if (b >= 0) {
                out[o++] = b;
                p++;
                continue;
            }
            int second = p + 1 < to ? in[p + 1] & 0xff : 0;
            if (second >= FIRST_TRAIL && second != 0xff && b != (byte) 0x80 && b != (byte) 0xff) {
                char c = table[((b & 0xff) - FIRST_LEAD) * TRAILS + second - FIRST_TRAIL];
                if (c != 0) {
                    if (c < 0x800) {
                        out[o++] = (byte) (0xc0 | c >> 6);
                    } else {
                        out[o++] = (byte) (0xe0 | c >> 12);
                        out[o++] = (byte) (0x80 | (c >> 6 & 0x3f));
                    }
                    out[o++] = (byte) (0x80 | (c & 0x3f));
                    p += 2;
                    continue;
                }
            }
            byte[] rare = fourBytes(in, p, to);
            if (rare.length == 0) {
                output.invalidAt = p;
                break;
            }
            System.arraycopy(rare, 0, out, o, rare.length);
            o += rare.length;
            p += 4;
        }
        output.length = o;
    }

    /** Length of the valid multibyte character at p, or 0. */
    static int sequence(byte[] in, int p, int to) {
        int lead = in[p] & 0xff;
        int second = p + 1 < to ? in[p + 1] & 0xff : 0;
        if (lead == 0x80 || lead == 0xff || second == 0xff) {
            return 0;
        }
        if (second >= FIRST_TRAIL) {
            return Table.CHARS[(lead - FIRST_LEAD) * TRAILS + second - FIRST_TRAIL] == 0 ? 0 : 2;
        }
        return fourBytes(in, p, to).length == 0 ? 0 : 4;
    }

    private static byte[] fourBytes(byte[] in, int p, int to) {
        if (p + 4 > to) {
            return new byte[0];
        }
        try {
            CharBuffer decoded = CHARSET.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Arrays.copyOfRange(in, p, p + 4)));
            boolean one = decoded.length() > 0 && Character.codePointCount(decoded, 0, decoded.length()) == 1;
            return one ? decoded.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
        } catch (CharacterCodingException e) {
            return new byte[0];
        }
    }
}
