package org.claimaudit.store.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one column of a row group, as they come. One thread fills it. */
public final class ColumnBuffer {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A text's length stands in front of it. */
    static final int PREFIX = Integer.BYTES;

    private final ParquetType type;
    private byte[] values = new byte[1 << 12];
    private int length;
    private int rows;
    private int nulls;
    /** A bit a row, from the lowest; kept from the first null on. */
    private byte[] present = new byte[0];
    /** Null for what is no text, and from the first row group on that has too many texts. */
    private @Nullable TextDictionary dictionary;

    private int lastBegin;
    /** Bytes that the last value takes, 0 for a null. */
    private int last;

    /** A column without values. */
    public ColumnBuffer(ParquetType type) {
        this.type = type;
        this.dictionary = type.kind() == ParquetType.Kind.TEXT ? new TextDictionary() : null;
    }

    /** Where a text of up to {@code most} bytes may be written, from {@link #at} on. */
    public byte[] room(int most) {
        // A word more, since values are read in words.
        int needed = length + PREFIX + most + Long.BYTES;
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
        int end = length + PREFIX + bytes;
        if (dictionary != null) {
            int before = dictionary.texts();
            int number = dictionary.note(values, length, end);
            if (number >= 0) {
                valued(dictionary.begin(number), PREFIX + bytes);
                length = number == before ? end : length;
                return;
            }
            spellOut(dictionary, end);
        }
        valued(length, PREFIX + bytes);
        length += last;
    }

    /** Keeps texts as they are from now on. */
    private void spellOut(TextDictionary noted, int end) {
        byte[] plain = noted.spelledOut(values);
        byte[] all = Arrays.copyOf(plain, plain.length + end - length + Long.BYTES);
        System.arraycopy(values, length, all, plain.length, end - length);
        values = all;
        length = plain.length;
        dictionary = null;
    }

    /** Takes a number in the type's unit. */
    public void number(long value) {
        room(Long.BYTES);
        if (type.narrow()) {
            INTS.set(values, length, (int) value);
            valued(length, Integer.BYTES);
        } else {
            LONGS.set(values, length, value);
            valued(length, Long.BYTES);
        }
        length += last;
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

    private void valued(int begin, int bytes) {
        if (nulls > 0) {
            mark(rows, true);
        }
        rows++;
        lastBegin = begin;
        last = bytes;
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
        if (last == 0) {
            nulls--;
        } else if (dictionary != null) {
            dictionary.undo();
        } else {
            length -= last;
        }
    }

    /** A hash of the last row's value and of those that went into {@code before}; values of one type that are alike have the same. */
    public long hash(long before) {
        int prefix = last > 0 && type.kind() == ParquetType.Kind.TEXT ? PREFIX : 0;
        return mixed(before ^ hash(values, lastBegin + prefix, last - prefix));
    }

    /**
     * A hash of a few bytes. Here and in {@link #alike} words are read where {@link #room} was written to in
     * words: others would have to wait for what was written.
     */
    static long hash(byte[] bytes, int begin, int length) {
        long hash = length;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, begin + at));
        }
        long tail = (long) LONGS.get(bytes, begin + at) & first(length - at);
        return mixed(hash ^ tail);
    }

    /** Whether the same bytes stand at two places; Arrays.equals takes longer for so few. */
    static boolean alike(byte[] bytes, int one, int other, int length) {
        long differences = 0;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            differences |= (long) LONGS.get(bytes, one + at) ^ (long) LONGS.get(bytes, other + at);
        }
        long tail = (long) LONGS.get(bytes, one + at) ^ (long) LONGS.get(bytes, other + at);
        return (differences | (tail & first(length - at))) == 0;
    }

    /** A mask of so many bytes, less than eight. */
    private static long first(int bytes) {
        return (1L << (bytes * Byte.SIZE)) - 1;
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
        last = 0;
        if (dictionary != null) {
            dictionary.clear();
        }
    }

    /** Bytes that the pages take at most. */
    int pageSize() {
        return 256 + rows / 8 + 2 * rows + length;
    }

    /** Writes the dictionary, if there is one, and says where it ends. */
    int dictionaryPage(byte[] target, int begin) {
        if (dictionary == null || dictionary.texts() == 0) {
            return begin;
        }
        int texts = dictionary.texts();
        var out = new CompactWriter();
        byte[] header = out.i32(1, 2)
                .i32(2, length)
                .i32(3, length)
                .struct(7, () -> out.i32(1, texts).i32(2, ParquetFile.PLAIN))
                .take();
        System.arraycopy(header, 0, target, begin, header.length);
        System.arraycopy(values, 0, target, begin + header.length, length);
        return begin + header.length + length;
    }

    /** Writes the column as a data page of version 1 and says where it ends. */
    int dataPage(byte[] target, int begin) {
        byte[] numbers = dictionary == null || dictionary.texts() == 0 ? null : dictionary.numbers();
        byte[] body = numbers == null ? values : numbers;
        int bytes = numbers == null ? length : numbers.length;
        byte[] levels = nulls == 0 ? allPresent() : somePresent();
        int size = PREFIX + levels.length + bytes;
        var out = new CompactWriter();
        byte[] header = out.i32(1, 0)
                .i32(2, size)
                .i32(3, size)
                .struct(
                        5,
                        () -> out.i32(1, rows)
                                .i32(2, numbers == null ? ParquetFile.PLAIN : ParquetFile.RLE_DICTIONARY)
                                .i32(3, ParquetFile.RLE)
                                .i32(4, ParquetFile.RLE))
                .take();
        System.arraycopy(header, 0, target, begin, header.length);
        int at = begin + header.length;
        INTS.set(target, at, levels.length);
        System.arraycopy(levels, 0, target, at + PREFIX, levels.length);
        System.arraycopy(body, 0, target, at + PREFIX + levels.length, bytes);
        return at + size;
    }

    /** Definition levels: one run of ones. */
    private byte[] allPresent() {
        byte[] head = CompactWriter.varint((long) rows << 1);
        byte[] levels = Arrays.copyOf(head, head.length + 1);
        levels[head.length] = 1;
        return levels;
    }

    /** Definition levels: groups of eight bits. */
    private byte[] somePresent() {
        int groups = (rows + 7) / 8;
        byte[] head = CompactWriter.varint(((long) groups << 1) | 1);
        byte[] levels = Arrays.copyOf(head, head.length + groups);
        System.arraycopy(present, 0, levels, head.length, groups);
        return levels;
    }
}
