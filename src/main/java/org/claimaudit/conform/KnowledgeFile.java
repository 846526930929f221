package org.claimaudit.conform;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/** A knowledge table as a file: UTF-8, comma, a header of column names. */
record KnowledgeFile(Path file, List<String> columns, List<Line> lines) {

    /**
     * A record.
     *
     * @param number the line in the file, counted from 1
     * @param cells as many as the file has columns, without blanks around them
     */
    record Line(long number, List<String> cells) {}

    /**
     * Reads a file.
     *
     * @throws UserError {@link ExitCode#USAGE} when it cannot be read or a record is longer or shorter than the header
     */
    static KnowledgeFile read(Path file) {
        try (CSVParser parser = parse(file)) {
            List<String> columns = parser.getHeaderNames();
            var lines = new ArrayList<Line>();
            for (CSVRecord cells : parser) {
                if (cells.size() != columns.size()) {
                    String counts = Messages.text(
                            "conform.knowledge.width",
                            Integer.toString(cells.size()),
                            Integer.toString(columns.size()));
                    throw refusal(file, parser.getCurrentLineNumber(), counts);
                }
                lines.add(new Line(
                        parser.getCurrentLineNumber(),
                        cells.stream().map(String::strip).toList()));
            }
            return new KnowledgeFile(file, columns, lines);
        } catch (IOException | UncheckedIOException e) {
            throw refusal(file, 1, Messages.text("conform.knowledge.unreadable", String.valueOf(e.getMessage())));
        }
    }

    /** The table that the file is named after. */
    static String table(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ".csv".length());
    }

    static UserError refusal(Path file, long line, String fault) {
        return new UserError(ExitCode.USAGE, file + ":" + line + ": " + fault, Messages.text("conform.knowledge.todo"));
    }

    private static CSVParser parse(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        Reader reader = Files.newBufferedReader(file);
        return CSVParser.builder().setReader(reader).setFormat(format).get();
    }
}
