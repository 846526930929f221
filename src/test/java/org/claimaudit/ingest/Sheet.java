package org.claimaudit.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An export as cells and the way in which they are written down, for dirt to be put on. */
final class Sheet {
    /** Before a cell's text: write it as it is, without quotes of ours. */
    static final String AS_IS = "\u0001";

    /** A line that is the header's names again. */
    static final String HEADER = "\u0003";

    static final Dialect COMMA = new Dialect((byte) ',', (byte) '"', (byte) 0, Dialect.LF, 0);

    final TableDef table;
    final SplittableRandom random;
    /** The canonical column that each cell of a row feeds; null for one that is none. */
    final List<@Nullable String> columns = new ArrayList<>();

    final List<String> header = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>();
    /** Further rows of the header: those above and those below the names. */
    final List<List<String>> headerAbove = new ArrayList<>();

    final List<List<String>> headerBelow = new ArrayList<>();
    final List<String> above = new ArrayList<>();
    final List<String> below = new ArrayList<>();
    /** A line, with the delimiter written as {@code \u0002}, before the row of that number. */
    final List<Between> between = new ArrayList<>();

    record Between(int row, String line) {}

    char delimiter = ',';
    char quote = '"';
    boolean quoteAll;
    boolean escapes;
    String aroundQuotes = "";
    List<String> lineEnds = List.of("\n");
    boolean lastLineEnds = true;
    String trailing = "";
    boolean trailingHeader;
    Charset charset = StandardCharsets.UTF_8;
    byte[] mark = {};
    int damage = -1;

    Sheet(TableDef table, List<String> names, List<List<String>> cells, SplittableRandom random) {
        this.table = table;
        this.random = random;
        header.addAll(names);
        names.forEach(n -> columns.add(canonical(n)));
        cells.forEach(row -> rows.add(new ArrayList<>(row)));
    }

    private @Nullable String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String alias = lower.equals("bkkp_sn") ? "feedetl_sn" : lower;
        return table.has(alias) ? alias : null;
    }

    @Nullable
    ColumnType type(int column) {
        String name = column < columns.size() ? columns.get(column) : null;
        return name == null ? null : table.column(name).orElseThrow().type();
    }

    int column(String name) {
        return columns.indexOf(name);
    }

    String headerLine() {
        return record(header);
    }

    private String record(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : String.valueOf(delimiter)).append(cell(cells.get(i)));
        }
        return line.toString();
    }

    private String cell(String text) {
        if (text.startsWith(AS_IS)) {
            return text.substring(1);
        }
        boolean needed = text.chars()
                .anyMatch(c -> c == delimiter || c == quote || c == '\n' || c == '\r' || c == '"' || c == '$');
        if (!needed && !quoteAll) {
            return text;
        }
        String q = String.valueOf(quote);
        String inner = escapes ? text.replace("\\", "\\\\").replace(q, "\\" + q) : text.replace(q, q + q);
        return aroundQuotes + q + inner + q + aroundQuotes;
    }

    byte[] bytes() throws IOException {
        var lines = new ArrayList<String>(above);
        headerAbove.forEach(r -> lines.add(record(r)));
        lines.add(headerLine() + (trailingHeader ? trailing : ""));
        headerBelow.forEach(r -> lines.add(record(r)));
        for (int i = 0; i < rows.size(); i++) {
            int row = i;
            between.stream()
                    .filter(b -> b.row() == row)
                    .forEach(b -> lines.add(b.line().equals(HEADER) ? headerLine() : b.line()));
            lines.add(record(rows.get(i)) + trailing);
        }
        lines.addAll(below);
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i).replace('\u0002', delimiter));
            text.append(i < lines.size() - 1 || lastLineEnds ? lineEnds.get(random.nextInt(lineEnds.size())) : "");
        }
        var out = new ByteArrayOutputStream();
        out.write(mark);
        out.write(text.toString().getBytes(charset));
        byte[] bytes = out.toByteArray();
        if (damage >= 0) {
            bytes[bytes.length - 1 - damage % (bytes.length / 2)] = (byte) 0xff;
        }
        return bytes;
    }

    static List<List<String>> read(Path file, Charset charset, int most) throws IOException {
        var records = new TextRecords(Files.readString(file, charset), ',', '"', (char) 0);
        var rows = new ArrayList<List<String>>();
        while (rows.size() <= most && records.next()) {
            rows.add(records.fields());
        }
        return rows;
    }
}
