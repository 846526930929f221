package org.claimaudit.support;

import java.util.ArrayList;
import java.util.List;

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
