package org.claimaudit.report;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.CaseFile;
import org.claimaudit.cases.CaseFilter;
import org.claimaudit.cases.Cases;
import org.claimaudit.store.Db;
import org.claimaudit.support.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * {@code violations.csv}, {@code clues.csv} and one case list per institution, in one pass over the findings: these come by institution, so
 * that one case list is open at a time.
 */
final class FindingFiles {
    private static final String LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RunFolder folder;
    private final ReportOptions options;
    private RunFolder.@Nullable Open<CaseFile> list;
    private @Nullable String institution;

    private FindingFiles(RunFolder folder, ReportOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /** Writes them, and hands each finding over to whoever else wants it. */
    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options, Consumer<Case> also) {
        var files = new FindingFiles(folder, options);
        try (var violations = files.open("violations.csv");
                var clues = files.open("clues.csv")) {
            Cases.stream(db, model.run(), CaseFilter.all(), Cases.Decided.THEN, model.language(), found -> {
                boolean clue = found.grade().equals("clue");
                files.listOf(found).add(found, List.of((clue ? clues : violations).sink()));
                also.accept(found);
            });
        } finally {
            files.closeList();
        }
    }

    private CaseFile listOf(Case found) {
        if (list == null || !Objects.equals(institution, found.fixmedinsCode())) {
            closeList();
            institution = found.fixmedinsCode();
            list = open("cases/" + fileName(institution) + ".csv");
        }
        return list.sink();
    }

    private void closeList() {
        if (list != null) {
            list.close();
            list = null;
        }
    }

    private RunFolder.Open<CaseFile> open(String name) {
        return folder.open(name, out -> new CaseFile(out, options.csv(), options.reveal()));
    }

    /**
     * A file name, without its ending, for whatever stands in the data as an institution's code: letters, digits, {@code -} and {@code _} stay, all other bytes
     * are written as {@code %XX}, so that two codes never share a name and none leads out of the folder. What lies with no single
     * institution goes to {@code _none}, a name that no code can have.
     */
    static String fileName(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return "_none";
        }
        var name = new StringBuilder();
        for (byte b : code.getBytes(StandardCharsets.UTF_8)) {
            boolean harmless = LETTERS_AND_DIGITS.indexOf(b) >= 0 || (!name.isEmpty() && (b == '-' || b == '_'));
            name.append(
                    harmless
                            ? String.valueOf((char) b)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
        }
        if (name.length() > 120) {
            name.setLength(80);
            name.append('~').append(Sha256.of(code), 0, 32);
        }
        return name.toString();
    }
}
