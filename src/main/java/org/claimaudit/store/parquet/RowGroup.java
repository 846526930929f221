package org.claimaudit.store.parquet;

import java.util.List;

/**
 * Some rows as they lie in the file: the pages of all columns, one behind the other.
 *
 * @param rows how many
 * @param bytes holds the pages in its first {@code length} bytes
 * @param dictionaries sizes of the columns' dictionary pages, 0 for none
 * @param sizes of all their pages
 */
@SuppressWarnings("ArrayRecordComponent")
public record RowGroup(int rows, byte[] bytes, int length, int[] dictionaries, int[] sizes) {
    /**
     * The columns' values so far.
     *
     * @param columns of as many rows each
     * @param reuse may be written to
     */
    public static RowGroup of(List<ColumnBuffer> columns, byte[] reuse) {
        int room = columns.stream().mapToInt(ColumnBuffer::pageSize).sum();
        byte[] bytes = reuse.length < room ? new byte[room] : reuse;
        var dictionaries = new int[columns.size()];
        var sizes = new int[columns.size()];
        int rows = columns.get(0).rows();
        int at = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (columns.get(i).rows() != rows) {
                throw new IllegalStateException("columns of unlike length");
            }
            int data = columns.get(i).dictionaryPage(bytes, at);
            int end = columns.get(i).dataPage(bytes, data);
            dictionaries[i] = data - at;
            sizes[i] = end - at;
            at = end;
        }
        return new RowGroup(rows, bytes, at, dictionaries, sizes);
    }
}
