package org.claimaudit.lab;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV export with CRLF line ends, as the bureaus' tools write them; fields are quoted only where they must be. */
final class CsvFile<T> implements Closeable {
    private final Writer out;
    private final List<Column<T>> columns;
    private final @Nullable Dirt dirt;
    private long rows;

    CsvFile(Path file, List<Column<T>> columns, GeneratorOptions options, @Nullable Dirt dirt) throws IOException {
        this.columns = columns;
        this.dirt = dirt;
        out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), options.encoding()), 1 << 16);
        String[] header =
                columns.stream().map(column -> column.header(options.layout())).toArray(String[]::new);
        if (dirt == null) {
            print(header);
        } else {
            String[] more = Arrays.copyOf(header, header.length + 1);
            more[header.length] = Dirt.extraHeader();
            print(more);
        }
    }

    /** Rows written, the dirt not counted. */
    long rows() {
        return rows;
    }

    void write(T row) {
        String[] cells = new String[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns.get(i).value().apply(row);
        }
        rows++;
        if (dirt == null) {
            print(cells);
        } else {
            dirt.rows(cells).forEach(this::print);
        }
    }

    @Override
    public void close() throws IOException {
        if (dirt != null) {
            print(dirt.totals(columns.size()));
        }
        out.close();
    }

    private void print(String[] cells) {
        try {
            for (int i = 0; i < cells.length; i++) {
                if (i > 0) {
                    out.write(',');
                }
                field(cells[i]);
            }
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(String text) throws IOException {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c != ',' && c != '"' && c != '\r' && c != '\n';
        }
        out.write(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
}
