package org.claimaudit.rule;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.claimaudit.support.Bilingual;

/**
 * The checks that claims of a medical-insurance fund can be put to, {@code rules/catalogue.csv}, whether a rule carries them or not.
 *
 * @param checks in the order of the file
 */
public record CheckList(List<Check> checks) {
    /**
     * One check.
     *
     * @param id a family's letter and a number, such as {@code A1}
     * @param zh what it is called
     * @param whyNot why no rule carries it; empty for the others
     */
    public record Check(String id, String name, String zh, Bilingual whyNot) {}

    /** Reads the list of the shipped library. */
    public static CheckList read(RuleFolders folders) {
        Path file = folders.folders().get(0).resolve("catalogue.csv");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file)) {
            return new CheckList(format.parse(reader).stream()
                    .map(row -> new Check(
                            row.get("check"),
                            row.get("name"),
                            row.get("zh"),
                            new Bilingual(row.get("why_not_en"), row.get("why_not_zh"))))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
