package org.claimaudit.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * An Excel workbook. Each sheet becomes text, a line a row so that the numbers of lines are those of the rows in Excel, fields parted by
 * {@link Staging#SEPARATOR}, a line break in a cell as {@link Staging#LINE_BREAK}.
 */
final class Workbook {
    private final Input input;

    Workbook(Input input) {
        this.input = input;
    }

    /** The sheets that hold anything, in their order. */
    List<Input> sheets(StagingFolder staging, Expansion expansion) throws IOException {
        String sha256 = input.sha256() == null ? Fingerprint.of(input.path()) : input.sha256();
        expansion.add(declaredBytes());
        var sheets = new ArrayList<Input>();
        try (ReadableWorkbook workbook = open()) {
            var texts = new CellText(workbook.isDate1904());
            for (Sheet sheet : workbook.getSheets().toList()) {
                Path file = staging.next();
                if (write(sheet, texts, file, expansion)) {
                    sheets.add(new Input(file, input.name() + "!" + sheet.getName(), sha256, sheet.getName()));
                }
            }
        } catch (UserError | CancellationException e) {
            throw e;
        } catch (RuntimeException e) { // the reader has a dozen kinds for what is not as it should be
            throw Unpacker.broken(input, e);
        }
        return sheets;
    }

    /** What the workbook's parts say they expand to. */
    private long declaredBytes() throws IOException {
        try (var zip = new ZipFile(input.path().toFile(), Archive.RAW_NAMES)) {
            return zip.stream().mapToLong(ZipEntry::getSize).sum();
        }
    }

    private ReadableWorkbook open() {
        try (var zip = new ZipFile(input.path().toFile(), Archive.RAW_NAMES)) {
            // programs that write no styles write no dates as numbers
            boolean styles = zip.getEntry("xl/styles.xml") != null;
            return new ReadableWorkbook(input.path().toFile(), new ReadingOptions(styles, true));
        } catch (IOException e) {
            throw Unpacker.broken(input, e);
        }
    }

    private Stream<Row> rows(Sheet sheet) {
        try {
            return sheet.openStream();
        } catch (IOException e) {
            throw Unpacker.broken(input, e);
        }
    }

    private boolean write(Sheet sheet, CellText texts, Path file, Expansion expansion) throws IOException {
        boolean anything = false;
        try (Stream<Row> rows = rows(sheet);
                Writer out = new BufferedWriter(new OutputStreamWriter(
                        expansion.counting(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            int line = 1;
            int width = 0;
            Iterator<Row> all = rows.iterator();
            for (Row row = next(all, sheet, line); row != null; row = next(all, sheet, line)) {
                for (; line < row.getRowNum(); line++) {
                    out.write('\n');
                }
                anything |= row.getPhysicalCellCount() > 0;
                width = Math.max(width, row.getCellCount());
                write(row, width, texts, out);
                line++;
            }
        }
        return anything;
    }

    /** The next row, null after the last; {@code line} is its number unless there are empty ones before it. */
    private @Nullable Row next(Iterator<Row> rows, Sheet sheet, int line) {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (RuntimeException e) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text(
                            "ingest.packed.row",
                            input.name() + "!" + sheet.getName(),
                            Integer.toString(line),
                            Unpacker.why(e)),
                    Messages.text("ingest.packed.row.todo"),
                    e);
        }
    }

    /** A row leaves out its empty cells at the end: they are added as far as a row above had any. */
    private static void write(Row row, int width, CellText texts, Writer out) throws IOException {
        for (int i = 0; i < width; i++) {
            if (i > 0) {
                out.write(Staging.SEPARATOR);
            }
            Cell cell = i < row.getCellCount() ? row.getCell(i) : null;
            if (cell != null) {
                out.write(texts.of(cell));
            }
        }
        out.write('\n');
    }
}
