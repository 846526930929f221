package org.claimaudit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads generated folders back, with a CSV reader that the generator does not use. */
final class Exports {
    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private Exports() {}

    /** The rows of every month's file whose name begins so. */
    static List<CSVRecord> rows(Path folder, String prefix, Charset charset) {
        return files(folder).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .flatMap(file -> rows(file, charset).stream())
                .toList();
    }

    static List<CSVRecord> rows(Path file, Charset charset) {
        try (var parser = WITH_HEADER.parse(Files.newBufferedReader(file, charset))) {
            return new ArrayList<>(parser.getRecords());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, List<CSVRecord>> by(List<CSVRecord> rows, String column) {
        return rows.stream().collect(Collectors.groupingBy(row -> row.get(column)));
    }

    static BigDecimal sum(List<CSVRecord> rows, String column) {
        return rows.stream().map(row -> yuan(row, column)).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    static BigDecimal yuan(CSVRecord row, String column) {
        return new BigDecimal(row.get(column));
    }

    /** Every file below, in order. */
    static List<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
