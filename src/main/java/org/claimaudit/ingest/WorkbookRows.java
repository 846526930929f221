package org.claimaudit.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** A small workbook that a person filled in: the rows of its first sheet that holds anything, as text. */
public final class WorkbookRows {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private WorkbookRows() {}

    /** A row by its number in Excel. */
    public record Numbered(int number, List<String> cells) {}

    /** Whether a file begins as workbooks do. */
    public static boolean isWorkbook(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    /**
     * Reads a workbook.
     *
     * @throws IOException when it is broken or no workbook
     */
    public static List<Numbered> read(Path file) throws IOException {
        try (var workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true))) {
            var texts = new CellText(workbook.isDate1904());
            for (Sheet sheet : workbook.getSheets().toList()) {
                List<Numbered> rows = rows(sheet, texts);
                if (!rows.isEmpty()) {
                    return rows;
                }
            }
            return List.of();
        } catch (ExcelReaderException | IllegalStateException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(e);
        }
    }

    private static List<Numbered> rows(Sheet sheet, CellText texts) throws IOException {
        var rows = new ArrayList<Numbered>();
        try (Stream<Row> stream = sheet.openStream()) {
            stream.forEach(row -> {
                var cells = new ArrayList<String>();
                for (int i = 0; i < row.getCellCount(); i++) {
                    Cell cell = row.getCell(i);
                    cells.add(cell == null ? "" : texts.of(cell));
                }
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(new Numbered(row.getRowNum(), cells));
                }
            });
        }
        return rows;
    }
}
