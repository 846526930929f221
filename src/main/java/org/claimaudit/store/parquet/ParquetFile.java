package org.claimaudit.store.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file of row groups. It can be read once {@link #finish} has written what they are (parquet.thrift of Apache Parquet). */
public final class ParquetFile {
    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int RLE_DICTIONARY = 8;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int OPTIONAL = 1;

    private final FileChannel file;
    private final List<Column> columns;
    private final List<Group> groups = new ArrayList<>();
    private long length;

    /** A column's name and type. */
    public record Column(String name, ParquetType type) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Group(long begin, int rows, int[] dictionaries, int[] sizes) {
        long bytes() {
            long sum = 0;
            for (int size : sizes) {
                sum += size;
            }
            return sum;
        }
    }

    /**
     * Begins a file.
     *
     * @param file empty; whoever has opened it closes it
     */
    public ParquetFile(FileChannel file, List<Column> columns) throws IOException {
        this.file = file;
        this.columns = columns;
        write(MAGIC, MAGIC.length);
    }

    /** Appends a row group. */
    public void write(RowGroup group) throws IOException {
        if (group.rows() > 0) {
            groups.add(new Group(length, group.rows(), group.dictionaries(), group.sizes()));
            write(group.bytes(), group.length());
        }
    }

    /** Writes the description. */
    public void finish() throws IOException {
        byte[] footer = footer();
        write(footer, footer.length);
        byte[] size = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array();
        write(size, size.length);
        write(MAGIC, MAGIC.length);
    }

    private byte[] footer() {
        var out = new CompactWriter();
        out.i32(1, 1)
                .structs(2, columns.size() + 1)
                .item(() -> out.text(4, "rows").i32(5, columns.size()));
        for (Column column : columns) {
            out.item(() -> {
                out.i32(1, column.type().physical()).i32(3, OPTIONAL).text(4, column.name());
                column.type().describe(out);
            });
        }
        out.i64(3, groups.stream().mapToLong(Group::rows).sum()).structs(4, groups.size());
        for (Group group : groups) {
            out.item(() -> {
                out.structs(1, columns.size());
                long at = group.begin();
                for (int i = 0; i < columns.size(); i++) {
                    long begin = at;
                    int column = i;
                    out.item(() -> out.i64(2, begin).struct(3, () -> chunk(out, column, begin, group)));
                    at += group.sizes()[i];
                }
                out.i64(2, group.bytes()).i64(3, group.rows());
            });
        }
        return out.text(6, "claimaudit").take();
    }

    /** ColumnMetaData. */
    private void chunk(CompactWriter out, int column, long begin, Group group) {
        long size = group.sizes()[column];
        int dictionary = group.dictionaries()[column];
        out.i32(1, columns.get(column).type().physical())
                .i32s(2, PLAIN, RLE, RLE_DICTIONARY)
                .texts(3, columns.get(column).name())
                .i32(4, 0)
                .i64(5, group.rows())
                .i64(6, size)
                .i64(7, size)
                .i64(9, begin + dictionary);
        if (dictionary > 0) {
            out.i64(11, begin);
        }
    }

    private void write(byte[] bytes, int count) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        length += count;
    }
}
