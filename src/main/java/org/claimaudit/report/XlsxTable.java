package org.claimaudit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.claimaudit.support.DisplayWidth;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table in a workbook, row by row; where a sheet is full it goes on in the next. To be closed. Rows are written by another thread while the
 * next are read; whoever touches the sheet waits for it.
 */
final class XlsxTable implements AutoCloseable {
    /** What stands in a column. Numbers of people and things are text: as numbers they would lose digits. */
    enum Kind {
        /** A text that hardly any other row has. */
        TEXT(null),
        /** A text that many rows have. */
        WORD(null),
        /** A text of many words: it is broken into lines. */
        PROSE(null),
        /** Left empty for people to fill in. */
        REPLY(null),
        AMOUNT("#,##0.00"),
        COUNT("#,##0"),
        DATE("yyyy-mm-dd"),
        SHARE("0.0%"),
        POINTS("0.0");

        private final @Nullable String format;

        Kind(@Nullable String format) {
            this.format = format;
        }
    }

    /**
     * A column.
     *
     * @param width in Latin characters; a Chinese one takes two
     */
    record Column(String title, int width, Kind kind) {}

    /** What a cell can hold. */
    private static final int CHARACTERS = 32_767;

    /** The colour of what people fill in. */
    private static final String TO_FILL = "FFF6D6";

    /** A line's height, and the most that a row can have; points. */
    private static final int LINE = 15;

    private static final int HIGHEST = 409;

    /** Rows that are written at once. */
    private static final int BATCH = 500;

    private final Workbook book;
    private final String name;
    private final List<Column> columns;
    private final boolean tall;
    private final int rowsOfSheet;
    private Worksheet sheet;
    private int sheets;
    private int row;
    private List<@Nullable Object[]> batch = new ArrayList<>(BATCH);
    private CompletableFuture<?> writing = CompletableFuture.completedFuture(null);

    /**
     * Begins a table.
     *
     * @param rowsOfSheet rows that a sheet holds, its head included
     */
    XlsxTable(Workbook book, String name, List<Column> columns, int rowsOfSheet) {
        this.book = book;
        this.name = name;
        this.columns = columns;
        this.tall = columns.stream().anyMatch(column -> column.kind() == Kind.PROSE);
        this.rowsOfSheet = rowsOfSheet;
        this.sheet = begin();
    }

    XlsxTable(Workbook book, String name, List<Column> columns) {
        this(book, name, columns, Worksheet.MAX_ROWS);
    }

    /** Adds a row: text, amounts and shares ({@link BigDecimal}), whole numbers, dates; null is an empty cell. */
    void row(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        batch.add(cells);
        if (batch.size() == BATCH) {
            List<@Nullable Object[]> full = batch;
            batch = new ArrayList<>(BATCH);
            written();
            writing = CompletableFuture.runAsync(() -> write(full));
        }
    }

    private void write(List<@Nullable Object[]> rows) {
        int first = row;
        for (@Nullable Object[] cells : rows) {
            if (row == rowsOfSheet) {
                layOut(first);
                finish();
                sheet = begin();
                first = row;
            }
            for (int i = 0; i < cells.length; i++) {
                Object cell = cells[i];
                if (cell != null) {
                    cell(i, columns.get(i).kind(), cell);
                }
            }
            if (tall) {
                sheet.rowHeight(row, Math.min(HIGHEST, LINE * lines(cells)));
            }
            row++;
        }
        layOut(first);
        if (rows.size() == BATCH) {
            flush();
        }
    }

    /** Waits for the rows that were handed over. Says once what went wrong: closing must not throw again what is on its way already. */
    private void written() {
        CompletableFuture<?> last = writing;
        writing = CompletableFuture.completedFuture(null);
        try {
            last.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Writes what is not yet written. */
    private void settle() {
        written();
        write(batch);
        batch = new ArrayList<>(BATCH);
    }

    /** Offers words to choose from in a column of the rows written so far. */
    void choices(int column, List<String> words) {
        settle();
        if (row > 1) {
            sheet.range(1, column, row - 1, column)
                    .validateWithListByFormula('"' + String.join(",", words) + '"')
                    .allowBlank(true);
        }
    }

    private void cell(int column, Kind kind, Object cell) {
        if (cell instanceof BigDecimal || cell instanceof Long || cell instanceof Integer) {
            sheet.value(row, column, (Number) cell);
        } else if (cell instanceof LocalDate date) {
            sheet.value(row, column, date);
        } else if (kind == Kind.WORD || kind == Kind.PROSE) {
            sheet.value(row, column, text(cell));
        } else {
            sheet.inlineString(row, column, text(cell));
        }
    }

    /** Gives the cells of the rows from {@code first} on their form, column by column: cell by cell it takes as long as writing them. */
    private void layOut(int first) {
        for (int i = 0; i < columns.size() && first < row; i++) {
            Kind kind = columns.get(i).kind();
            if (kind.format == null && !tall) {
                continue;
            }
            var style = sheet.range(first, i, row - 1, i).style();
            if (kind.format != null) {
                style.format(kind.format);
            }
            if (tall) { // rows with prose are many lines high
                style.verticalAlignment("top").wrapText(kind == Kind.PROSE || kind == Kind.REPLY);
            }
            if (kind == Kind.REPLY) {
                style.fillColor(TO_FILL).borderStyle("thin");
            }
            style.set();
        }
    }

    /** Lines that the longest prose of a row takes; spreadsheets do not all work it out when they open a file. */
    private int lines(@Nullable Object[] cells) {
        int most = 1;
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            if (cell != null && columns.get(i).kind() == Kind.PROSE) {
                int room = columns.get(i).width() - 2; // what the end of a line leaves over
                most = Math.max(most, DisplayWidth.wrap(text(cell), room).size());
            }
        }
        return most;
    }

    private static String text(Object cell) {
        String text = DisplayWidth.plain(cell.toString());
        return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS - 1) + "…";
    }

    private Worksheet begin() {
        sheets++;
        row = 1;
        Worksheet fresh = book.newWorksheet(sheets == 1 ? name : name + " " + sheets);
        fresh.freezePane(0, 1);
        fresh.pageOrientation("landscape");
        fresh.setFitToPage(true);
        fresh.fitToHeight((short) 0);
        fresh.repeatRows(0);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            fresh.width(i, column.width());
            fresh.value(0, i, column.title());
        }
        fresh.range(0, 0, 0, columns.size() - 1)
                .style()
                .bold()
                .fillColor("DCE6EC")
                .wrapText(true)
                .verticalAlignment("center")
                .set();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).kind() == Kind.REPLY) {
                fresh.style(0, i).fillColor(TO_FILL).set();
            }
        }
        return fresh;
    }

    private void flush() {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        settle();
        finish();
    }

    /** Ends the sheet; its head filters the rows. */
    private void finish() {
        sheet.setAutoFilter(0, 0, Math.max(1, row - 1), columns.size() - 1);
        try {
            sheet.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
