package org.claimaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipFile;

/** All that can be read in a report, whatever its format. */
final class ReportText {
    private ReportText() {}

    static String of(Path file) throws IOException {
        if (!file.toString().endsWith(".xlsx") && !file.toString().endsWith(".zip")) {
            return Files.readString(file);
        }
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
