package org.claimaudit.store.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes structs in Thrift's compact protocol, in which Parquet describes itself (thrift-compact-protocol.md of Apache Thrift). */
final class CompactWriter {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private byte[] bytes = new byte[64];
    private int length;
    private int lastField;

    /** A field whose value is an int or an enum. */
    CompactWriter i32(int field, int value) {
        header(field, I32);
        return zigzag(value);
    }

    CompactWriter i64(int field, long value) {
        header(field, I64);
        return zigzag(value);
    }

    CompactWriter flag(int field, boolean value) {
        return header(field, value ? 1 : 2);
    }

    CompactWriter text(int field, String value) {
        return header(field, BINARY).text(value);
    }

    /** A field that is a struct. */
    CompactWriter struct(int field, Runnable content) {
        header(field, STRUCT);
        return item(content);
    }

    /** A list of structs: {@link #item} follows so many times. */
    CompactWriter structs(int field, int size) {
        return list(field, size, STRUCT);
    }

    CompactWriter i32s(int field, int... values) {
        list(field, values.length, I32);
        for (int value : values) {
            zigzag(value);
        }
        return this;
    }

    CompactWriter texts(int field, String... values) {
        list(field, values.length, BINARY);
        for (String value : values) {
            text(value);
        }
        return this;
    }

    /** A struct within a list. */
    CompactWriter item(Runnable content) {
        int outer = lastField;
        lastField = 0;
        content.run();
        put(0);
        lastField = outer;
        return this;
    }

    /** What was written since the last time, closed as a struct. */
    byte[] take() {
        put(0);
        byte[] taken = bytes();
        length = 0;
        lastField = 0;
        return taken;
    }

    private CompactWriter list(int field, int size, int type) {
        header(field, LIST);
        if (size < SHORT_LIST) {
            return put((size << 4) | type);
        }
        put((SHORT_LIST << 4) | type);
        return number(size);
    }

    private CompactWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        for (byte b : utf8) {
            put(b);
        }
        return this;
    }

    /** A number in groups of seven bits, the lowest first. */
    static byte[] varint(long value) {
        return new CompactWriter().number(value).bytes();
    }

    private byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Fields come in the order of their numbers, less than 16 apart. */
    private CompactWriter header(int field, int type) {
        put(((field - lastField) << 4) | type);
        lastField = field;
        return this;
    }

    private CompactWriter zigzag(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    private CompactWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            put((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return put((int) rest);
    }

    private CompactWriter put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
        return this;
    }
}
