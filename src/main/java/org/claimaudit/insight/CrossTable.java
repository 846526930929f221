package org.claimaudit.insight;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table of sums by two names, for example findings by institution and family.
 *
 * @param columns the names across
 * @param lines the wanted names down, in the wanted order
 * @param rest what all other names down have together
 * @param total all of it
 */
public record CrossTable(List<String> columns, List<Line> lines, Line rest, Line total) {
    /** One value to add: a count, or an amount in fen. */
    public record Cell(String row, String column, long value) {}

    /** One line: a value per column, and their sum. */
    public record Line(String name, List<Long> values, long sum) {
        static Line of(String name, List<Long> values) {
            return new Line(
                    name, values, values.stream().mapToLong(Long::longValue).sum());
        }
    }

    /**
     * Sums up cells.
     *
     * @param rows which names get a line of their own, in this order
     * @param columns which names go across, in this order; must be all that occur
     */
    public static CrossTable of(List<Cell> cells, List<String> rows, List<String> columns) {
        var row = StringColumn.create("row");
        var column = StringColumn.create("column");
        var value = LongColumn.create("value");
        for (Cell cell : cells) {
            row.append(rows.contains(cell.row()) ? "=" + cell.row() : "rest");
            column.append("=" + cell.column());
            value.append(cell.value());
        }
        Table pivot = cells.isEmpty()
                ? Table.create(StringColumn.create("row"))
                : Table.create(row, column, value).pivot("row", "column", "value", AggregateFunctions.sum);
        var lines = new ArrayList<Line>();
        for (String name : rows) {
            lines.add(line(pivot, name, "=" + name, columns));
        }
        Line rest = line(pivot, "", "rest", columns);
        return new CrossTable(columns, lines, rest, total(lines, rest, columns.size()));
    }

    /** Tablesaw sums as double, which is exact up to 2^53: ninety million million yuan in fen. */
    private static Line line(Table pivot, String name, String key, List<String> columns) {
        int at = pivot.stringColumn("row").asList().indexOf(key);
        var values = new ArrayList<Long>();
        for (String column : columns) {
            boolean there = at >= 0 && pivot.columnNames().contains("=" + column);
            boolean empty = !there || pivot.column("=" + column).isMissing(at);
            values.add(empty ? 0L : Math.round(pivot.numberColumn("=" + column).getDouble(at)));
        }
        return Line.of(name, values);
    }

    private static Line total(List<Line> lines, Line rest, int columns) {
        var values = new ArrayList<Long>(rest.values());
        for (Line line : lines) {
            for (int i = 0; i < columns; i++) {
                values.set(i, values.get(i) + line.values().get(i));
            }
        }
        return Line.of("", values);
    }
}
