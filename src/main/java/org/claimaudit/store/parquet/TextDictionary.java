package org.claimaudit.store.parquet;

import java.util.Arrays;

/** Gives each distinct text of a column in a row group a number. The texts themselves stand in the column's buffer, one behind the other. */
final class TextDictionary {
    /** More are no longer worth it: they go through more slowly than plain texts. */
    private static final int MOST = 1000;

    private static final int SLOTS = 2048;

    /** A hash table with open addressing: a text's number and one, or 0. */
    private final short[] slots = new short[SLOTS];
    /** Where each text begins, and where the last one ends. */
    private final int[] begins = new int[MOST + 1];

    private int texts;
    private int[] numbers = new int[1 << 10];
    private int rows;

    /**
     * Notes the text in {@code begin … end − 1}, where the next new one has to stand.
     *
     * @return its number; the number of texts before when it is new; −1 when there are too many
     */
    int note(byte[] buffer, int begin, int end) {
        int number =
                rows > 0 && is(numbers[rows - 1], buffer, begin, end) ? numbers[rows - 1] : find(buffer, begin, end);
        if (number >= 0) {
            if (rows == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * rows);
            }
            numbers[rows++] = number;
        }
        return number;
    }

    private int find(byte[] buffer, int begin, int end) {
        int slot = (int) ColumnBuffer.hash(buffer, begin + ColumnBuffer.PREFIX, end - begin - ColumnBuffer.PREFIX)
                & (SLOTS - 1);
        while (slots[slot] != 0) {
            if (is(slots[slot] - 1, buffer, begin, end)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (texts == MOST) {
            return -1;
        }
        slots[slot] = (short) ++texts;
        begins[texts] = end;
        return texts - 1;
    }

    private boolean is(int number, byte[] buffer, int begin, int end) {
        int from = begins[number];
        int length = end - begin - ColumnBuffer.PREFIX;
        return begins[number + 1] - from == end - begin
                && ColumnBuffer.alike(buffer, from + ColumnBuffer.PREFIX, begin + ColumnBuffer.PREFIX, length);
    }

    /** Takes the last row back. */
    void undo() {
        rows--;
    }

    void clear() {
        Arrays.fill(slots, (short) 0);
        texts = 0;
        rows = 0;
    }

    int texts() {
        return texts;
    }

    /** Where a text begins in the column's buffer; of the number behind the last, where the last ends. */
    int begin(int number) {
        return begins[number];
    }

    /** The texts of all rows, one behind the other. */
    byte[] spelledOut(byte[] buffer) {
        int length = 0;
        for (int row = 0; row < rows; row++) {
            length += begins[numbers[row] + 1] - begins[numbers[row]];
        }
        byte[] plain = new byte[length];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int begin = begins[numbers[row]];
            int size = begins[numbers[row] + 1] - begin;
            System.arraycopy(buffer, begin, plain, at, size);
            at += size;
        }
        return plain;
    }

    /** The numbers of all rows as a data page has them: their width in bits, and one run of groups of eight. */
    byte[] numbers() {
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(texts - 1));
        int groups = (rows + 7) / 8;
        byte[] head = CompactWriter.varint(((long) groups << 1) | 1);
        byte[] packed = new byte[1 + head.length + groups * width];
        packed[0] = (byte) width;
        System.arraycopy(head, 0, packed, 1, head.length);
        int at = 1 + head.length;
        long bits = 0;
        int filled = 0;
        for (int row = 0; row < rows; row++) {
            bits |= (long) numbers[row] << filled;
            for (filled += width; filled >= Byte.SIZE; filled -= Byte.SIZE) {
                packed[at++] = (byte) bits;
                bits >>>= Byte.SIZE;
            }
        }
        if (filled > 0) {
            packed[at] = (byte) bits;
        }
        return packed;
    }
}
