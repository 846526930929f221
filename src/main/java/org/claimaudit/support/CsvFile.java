package org.claimaudit.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one CSV file by RFC 4180 in UTF-8. Numbers and dates are handed over as such; everything else is text, which may come from anybody:
 * what a spreadsheet would take for a formula gets an apostrophe in front (CWE-1236), what would steer a terminal or turn the direction of the
 * text becomes a blank.
 */
public final class CsvFile implements Closeable {
    /** Full-width signs too: spreadsheets in a Chinese or Japanese setting read them as the plain ones. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    /** What a spreadsheet would turn into a number and lose digits of. */
    private static final Pattern LONG_DIGITS = Pattern.compile("\\d{12,}|0\\d+|\\d+[eE]\\d+");

    private final Writer out;
    private final StringBuilder record = new StringBuilder();
    private final CSVPrinter printer;
    private final CsvProfile profile;
    private final int columns;

    /** Writes the header; {@code out} is closed with this. */
    public CsvFile(Writer out, CsvProfile profile, List<String> header) {
        this.out = out;
        this.profile = profile;
        this.columns = header.size();
        String lineEnd = profile == CsvProfile.EXCEL ? "\r\n" : "\n";
        try {
            if (profile == CsvProfile.EXCEL) {
                out.write('\uFEFF');
            }
            CSVFormat format =
                    CSVFormat.RFC4180.builder().setRecordSeparator(lineEnd).get();
            printer = new CSVPrinter(record, format);
            printer.printRecord(header);
            out.append(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a record.
     *
     * @param cells text, {@link BigDecimal} (an amount in yuan, written with two decimals; a ratio with more decimals as it is), whole numbers,
     *     dates; null is an empty cell
     */
    public void row(@Nullable Object... cells) {
        row(List.of(), cells);
    }

    /** As {@link #row(Object...)}, into other files of the same columns and profile too. */
    public void row(List<CsvFile> also, @Nullable Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        try {
            record.setLength(0);
            for (Object cell : cells) {
                printer.print(written(cell));
            }
            printer.println();
            out.append(record);
            for (CsvFile other : also) {
                other.out.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String written(@Nullable Object cell) {
        if (cell == null) {
            return null;
        }
        if (cell instanceof BigDecimal amount) {
            return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
        return cell instanceof String text ? defused(text) : cell.toString();
    }

    private String defused(String raw) {
        String text = DisplayWidth.plainLines(raw);
        if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            return "'" + text;
        }
        if (profile == CsvProfile.EXCEL && LONG_DIGITS.matcher(text).matches()) {
            return "=\"" + text + '"';
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
