package org.claimaudit.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table for a terminal or a mail, aligned by {@link DisplayWidth}: names left, numbers right, no ruling. */
public final class TextTable {
    private record Column(String title, boolean right, int maxWidth) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of names; longer ones than {@code maxWidth} columns are cut. */
    public TextTable left(String title, int maxWidth) {
        columns.add(new Column(title, false, maxWidth));
        return this;
    }

    /** Adds a column of numbers, never cut. */
    public TextTable right(String title) {
        columns.add(new Column(title, true, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a row: one cell per column. */
    public TextTable row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(cells.stream().map(DisplayWidth::plain).toList());
        return this;
    }

    /** As {@link #row(List)}. */
    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** Whether nothing but the header would be printed. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * As {@link #lines(int)}, at most {@code width} columns wide where that can be: the numbers that no longer fit follow in further blocks, each
     * with the names again and an empty line before it.
     */
    public List<String> lines(int indent, int width) {
        int names = (int) columns.stream().takeWhile(column -> !column.right()).count();
        var lines = new ArrayList<String>();
        int from = names;
        do {
            int to = from + 1;
            while (to < columns.size() && block(names, from, to + 1).width(indent) <= width) {
                to++;
            }
            lines.addAll(from == names ? List.of() : List.of(""));
            lines.addAll(block(names, from, Math.min(to, columns.size())).lines(indent));
            from = to;
        } while (from < columns.size());
        return lines;
    }

    /** The columns of names at the beginning, and those from {@code from} to before {@code to}. */
    private TextTable block(int names, int from, int to) {
        var block = new TextTable();
        block.columns.addAll(part(columns, names, from, to));
        rows.forEach(row -> block.rows.add(part(row, names, from, to)));
        return block;
    }

    private static <T> List<T> part(List<T> all, int names, int from, int to) {
        return Stream.concat(all.subList(0, names).stream(), all.subList(from, to).stream())
                .toList();
    }

    private int width(int indent) {
        return lines(indent).stream().mapToInt(DisplayWidth::of).max().orElse(0);
    }

    /** The header, unless no column has a title, and the rows, each line after {@code indent} spaces. */
    public List<String> lines(int indent) {
        var all = new ArrayList<List<String>>();
        if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
            all.add(columns.stream().map(Column::title).toList());
        }
        all.addAll(rows);
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            int widest = all.stream()
                    .mapToInt(row -> DisplayWidth.of(row.get(column)))
                    .max()
                    .orElse(0);
            widths.add(Math.min(widest, columns.get(i).maxWidth()));
        }
        return all.stream().map(row -> line(row, widths, indent)).toList();
    }

    private String line(List<String> cells, List<Integer> widths, int indent) {
        var line = new StringBuilder(" ".repeat(indent));
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            String cell = DisplayWidth.cut(cells.get(i), widths.get(i));
            line.append(i == 0 ? "" : "  ")
                    .append(
                            column.right()
                                    ? DisplayWidth.padLeft(cell, widths.get(i))
                                    : DisplayWidth.padRight(cell, widths.get(i)));
        }
        return line.toString().stripTrailing();
    }
}
