package org.claimaudit.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A small table that people filled in: a workbook, or CSV in UTF-8 or GB18030, as we or a spreadsheet wrote it. Titles above the header, blank lines and
 * columns that nobody asks for are passed over.
 */
public final class Sheet {
    /** The header is looked for in so many lines. */
    private static final int TITLES = 10;

    private final Path file;
    private final List<Raw> raw;

    /** A line that holds anything; {@code number} is the one on which it begins, counted from 1. */
    public record Raw(int number, List<String> cells) {}

    private Sheet(Path file, List<Raw> raw) {
        this.file = file;
        this.raw = raw;
    }

    /** A column by its name, and what else people write above it. */
    public record Column(String name, boolean required, List<String> aliases) {
        /** A column that must be there. */
        public static Column needed(String name, String... aliases) {
            return new Column(name, true, List.of(aliases));
        }

        /** A column that may be left out. */
        public static Column optional(String name, String... aliases) {
            return new Column(name, false, List.of(aliases));
        }

        private boolean isCalled(String title) {
            return name.equals(title.toLowerCase(Locale.ROOT)) || aliases.contains(title);
        }
    }

    /** A table whose lines were read elsewhere. */
    public static Sheet of(Path file, List<Raw> lines) {
        return new Sheet(
                file,
                lines.stream()
                        .map(line -> new Raw(
                                line.number(),
                                line.cells().stream().map(Sheet::plain).toList()))
                        .toList());
    }

    /**
     * Reads a CSV file.
     *
     * @throws UserError {@link ExitCode#MISSING} when it is not there, {@link ExitCode#BAD_INPUT} when it is no CSV
     */
    public static Sheet read(Path file) {
        var rows = new ArrayList<Raw>();
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(SmallText.read(file)))) {
            long before = 0;
            for (CSVRecord record : parser) {
                List<String> cells = record.stream().map(Sheet::plain).toList();
                if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                    rows.add(new Raw((int) before + 1, cells));
                }
                before = parser.getCurrentLineNumber();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("sheet.csv", file, String.valueOf(e.getMessage())),
                    Messages.text("sheet.csv.todo"),
                    e);
        }
        return new Sheet(file, rows);
    }

    /** Whether a column of that name stands in the header. */
    public boolean has(Column column) {
        return raw.stream()
                .limit(TITLES)
                .anyMatch(row -> row.cells().size() > 1 && row.cells().stream().anyMatch(column::isCalled));
    }

    /**
     * The lines below the header.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} naming every column that is needed and not there
     */
    public List<SheetLine> lines(List<Column> columns) {
        int header = header(columns);
        List<String> titles = header < 0 ? List.of() : raw.get(header).cells();
        List<Integer> places =
                columns.stream().map(column -> place(titles, column)).toList();
        String missing = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).required() && places.get(i) < 0)
                .mapToObj(i -> columns.get(i).name())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("sheet.columns", file, missing),
                    Messages.text(
                            "sheet.columns.todo",
                            columns.stream().map(Column::name).collect(Collectors.joining(","))));
        }
        return raw.stream()
                .skip(header + 1L)
                .map(row -> new SheetLine(file, row.number(), columns, values(row.cells(), places)))
                .toList();
    }

    /** The first line that has the first column's name and one more; else the one that has most of them. */
    private int header(List<Column> columns) {
        int best = -1;
        long most = 0;
        for (int i = 0; i < Math.min(TITLES, raw.size()); i++) {
            List<String> cells = raw.get(i).cells();
            long found =
                    columns.stream().filter(column -> place(cells, column) >= 0).count();
            if (found > most) {
                best = i;
                most = found;
            }
        }
        return best;
    }

    private static int place(List<String> titles, Column column) {
        return IntStream.range(0, titles.size())
                .filter(i -> column.isCalled(titles.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static List<String> values(List<String> cells, List<Integer> places) {
        return places.stream()
                .map(place -> place >= 0 && place < cells.size() ? cells.get(place) : "")
                .toList();
    }

    /** What {@link CsvFile} and spreadsheets put around a text to keep it as it is. */
    private static String plain(String cell) {
        String text = cell.strip();
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2) {
            return text.substring(2, text.length() - 1);
        }
        return text.startsWith("'") && text.length() > 1 ? text.substring(1) : text;
    }
}
