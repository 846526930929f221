package org.claimaudit.store.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The values of one column of a row group, as they come. One thread fills it. */
public final class ColumnBuffer {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A text's length stands in front of it. */
    private static final int PREFIX = Integer.BYTES;

    private final ParquetType type;
    private byte[] values = new byte[1 << 12];
    private int length;
    private int rows;
    private int nulls;
    /** A bit a row, from the lowest; kept from the first null on. */
    private byte[] present = new byte[0];
    /** Bytes that the last row takes, 0 for a null. */
    private int last;

    /** A column without values. */
    public ColumnBuffer(ParquetType type) {
        this.type = type;
    }

    /** Where a text of up to {@code most} bytes may be written, from {@link #at} on. */
    public byte[] room(int most) {
        int needed = length + PREFIX + most;
        if (needed > values.length) {
            values = Arrays.copyOf(values, Math.max(needed, values.length + (values.length >> 1)));
        }
        return values;
    }

    /** Where the next text begins in {@link #room}. */
    public int at() {
        return length + PREFIX;
    }

    /** Takes the text that was written to {@link #room}; it is not empty. */
    public void text(int bytes) {
        INTS.set(values, length, bytes);
        valued(PREFIX + bytes);
    }

    /** Takes a number in the type's unit. */
    public void number(long value) {
        room(Long.BYTES);
        if (type.narrow()) {
            INTS.set(values, length, (int) value);
            valued(Integer.BYTES);
        } else {
            LONGS.set(values, length, value);
            valued(Long.BYTES);
        }
    }

    /** Takes a null. */
    public void none() {
        if (nulls++ == 0) {
            for (int row = 0; row < rows; row++) {
                mark(row, true);
            }
        }
        mark(rows++, false);
        last = 0;
    }

    private void valued(int bytes) {
        if (nulls > 0) {
            mark(rows, true);
        }
        rows++;
        last = bytes;
        length += bytes;
    }

    private void mark(int row, boolean valued) {
        int at = row >> 3;
        if (at >= present.length) {
            present = Arrays.copyOf(present, Math.max(at + 1, 2 * present.length));
        }
        int bit = 1 << (row & 7);
        present[at] = (byte) (valued ? present[at] | bit : present[at] & ~bit);
    }

    /** Takes the last row back; only one. */
    public void undo() {
        rows--;
        length -= last;
        if (last == 0) {
            nulls--;
        }
    }

    /** A hash of the last row's value and of those that went into {@code before}; values of one type that are alike have the same. */
    public long hash(long before) {
        long hash = before ^ last;
        int at = length - last;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(values, at));
        }
        long tail = 0;
        for (; at < length; at++) {
            tail = (tail << 8) | (values[at] & 0xff);
        }
        return mixed(hash ^ tail);
    }

    /** The finalizer of SplittableRandom (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014), variant 13 of Stafford. */
    private static long mixed(long bits) {
        long x = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** Begins a new row group. */
    public void clear() {
        length = 0;
        rows = 0;
        nulls = 0;
    }

    /** Bytes that the page takes at most. */
    int pageSize() {
        return 64 + rows / 8 + length;
    }

    /** Writes the column as a data page of version 1 and says where it ends. */
    int page(byte[] target, int begin) {
        byte[] levels = nulls == 0 ? allPresent() : somePresent();
        int size = PREFIX + levels.length + length;
        var out = new CompactWriter();
        byte[] header = out.i32(1, 0)
                .i32(2, size)
                .i32(3, size)
                .struct(
                        5,
                        () -> out.i32(1, rows)
                                .i32(2, ParquetFile.PLAIN)
                                .i32(3, ParquetFile.RLE)
                                .i32(4, ParquetFile.RLE))
                .take();
        System.arraycopy(header, 0, target, begin, header.length);
        int at = begin + header.length;
        INTS.set(target, at, levels.length);
        System.arraycopy(levels, 0, target, at + PREFIX, levels.length);
        System.arraycopy(values, 0, target, at + PREFIX + levels.length, length);
        return at + size;
    }

    /** Definition levels: one run of ones. */
    private byte[] allPresent() {
        byte[] head = varint((long) rows << 1);
        byte[] levels = Arrays.copyOf(head, head.length + 1);
        levels[head.length] = 1;
        return levels;
    }

    /** Definition levels: groups of eight bits. */
    private byte[] somePresent() {
        int groups = (rows + 7) / 8;
        byte[] head = varint(((long) groups << 1) | 1);
        byte[] levels = Arrays.copyOf(head, head.length + groups);
        System.arraycopy(present, 0, levels, head.length, groups);
        return levels;
    }

    private static byte[] varint(long value) {
        byte[] bytes = new byte[5];
        int n = 0;
        long rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            bytes[n++] = (byte) ((rest & 0x7f) | 0x80);
        }
        bytes[n++] = (byte) rest;
        return Arrays.copyOf(bytes, n);
    }
}
