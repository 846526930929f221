package org.claimaudit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.cases.Samples;
import org.claimaudit.cases.Samples.Drawn;
import org.claimaudit.cases.Samples.Sample;
import org.claimaudit.store.Db;
import org.claimaudit.support.PrivateFiles;

/** The sheets that auditors take along: {@code visit.html} to print, and a CSV file for each institution to bring the results back in. */
public final class VisitSheets {
    private VisitSheets() {}

    /** Writes the sheets of a sample into a folder, in the language of this process; files of the same names are replaced. */
    public static void write(Db db, Sample sample, Path folder, ReportOptions options) {
        var byInstitution = Samples.drawn(db, sample.id()).stream()
                .collect(Collectors.groupingBy(Drawn::institution, LinkedHashMap::new, Collectors.toList()));
        var page = new VisitPage(sample, List.copyOf(byInstitution.values()), options.disclosure());
        try {
            PrivateFiles.createDirectories(folder);
            for (var entry : byInstitution.entrySet()) {
                // a code out of an export may hold anything; as a name of a file it must not lead elsewhere
                Path file = folder.resolve(entry.getKey().replaceAll("[^\\p{L}\\p{N}_-]", "_") + ".csv");
                Samples.sheet(sample.id(), entry.getValue(), options.csv(), options.disclosure(), open(file));
                PrivateFiles.restrict(file);
            }
            Path html = folder.resolve("visit.html");
            try (Writer out = open(html)) {
                Templates.render("report/visit.jte", page, out);
            }
            PrivateFiles.restrict(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Writer open(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }
}
