package org.claimaudit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;

/** One call of the program inside the test, and what it left behind. */
public record Cli(int code, String out, String err) {
    public static Cli call(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Cli(code, out.toString(), err.toString());
    }

    /** The records of a CSV report by column name, read by a parser that is not the writer's code. */
    public static List<Map<String, String>> csv(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return format.parse(reader).stream().map(row -> row.toMap()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
