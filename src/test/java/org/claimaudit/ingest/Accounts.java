package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.jspecify.annotations.Nullable;

/** Counts a loaded file's records a second time and looks for each of them in the store and among the rejects. */
final class Accounts {
    private static final Pattern NO_RECORD =
            Pattern.compile("[(（]?(?:本页|本月|全部)?(?:合计|总计|小计).*|[(（]?(?:共|已选择|受影响)?\\d+(?:条|行|笔|页|rows?).*");

    private Accounts() {}

    /** What is wrong with the books of a file; null when nothing is. */
    static @Nullable String fault(IngestFixture fixture, InputFile file, Path path) throws IOException {
        long sum = file.rowsLoaded() + file.rowsDuplicate() + file.rowsRejected();
        if (file.rowsRead() != sum) {
            return "read " + file.rowsRead() + ", accounted for " + sum;
        }
        Set<Long> known = new HashSet<>();
        List<Long> stored = lines(fixture, "data." + file.table(), file);
        stored.addAll(lines(fixture, "history." + file.table(), file));
        List<Long> rejected = lines(fixture, "ledger.reject", file);
        known.addAll(stored);
        known.addAll(rejected);
        if (stored.size() != file.rowsLoaded() || rejected.size() != file.rowsRejected()) {
            return stored.size() + " rows stored, " + rejected.size() + " rejects listed: " + file;
        }
        if (known.size() != stored.size() + rejected.size()) {
            return "a line counts twice: " + stored + " " + rejected;
        }
        if (!path.toString().endsWith(".csv")) {
            return null;
        }
        FileHead head = HeaderSearch.find(path, file.file(), Hints.NONE, Recognition::best, Recognition::matched)
                .orElseThrow()
                .head();
        return records(head, encoding(file.encoding()), known, file.rowsDuplicate());
    }

    private static List<Long> lines(IngestFixture fixture, String table, InputFile file) {
        return new ArrayList<>(fixture.store
                .db()
                .list(
                        "SELECT source_line FROM " + table + " WHERE file_id = ?",
                        row -> row.whole("source_line"),
                        file.fileId()));
    }

    /**
     * Cuts a file into records again.
     *
     * @param known lines of those that are staged, stored or rejected
     * @param duplicates how many others there are, those aside that are plainly none
     */
    static @Nullable String records(FileHead head, TextEncoding encoding, Set<Long> known, long duplicates)
            throws IOException {
        for (String title : head.frame().titles()) {
            String[] cells = title.split(
                    Pattern.quote(Character.toString((char) head.dialect().delimiter())), -1);
            long texts = Arrays.stream(cells).filter(c -> !c.isBlank()).count();
            if (texts > 2 && texts * 2 > head.columns().size()) {
                return "a record above the header: " + title;
            }
        }
        String text;
        try (InputStream in = ExportText.open(Files.newInputStream(head.path()), encoding, head.dialect())) {
            in.skipNBytes(head.bodyOffset());
            boolean gb = ExportText.after(encoding, head.dialect()) == TextEncoding.GB18030;
            Charset charset = gb ? Gb18030.CHARSET : StandardCharsets.UTF_8;
            text = new String(in.readAllBytes(), charset).replace("\ufeff", "");
        }
        Dialect dialect = head.dialect();
        var records =
                new TextRecords(text, (char) dialect.delimiter(), (char) dialect.quote(), (char) dialect.escape());
        long line = head.bodyLine();
        var unknown = new ArrayList<String>();
        for (; records.next(); line += records.lines()) {
            if (!known.remove(line) && !isNone(records.fields(), head)) {
                unknown.add(line + ": " + records.fields());
            }
        }
        if (!known.isEmpty()) {
            return "lines without a record: " + known;
        }
        return unknown.size() == duplicates ? null : duplicates + " duplicates, but unaccounted for: " + unknown;
    }

    private static TextEncoding encoding(String label) {
        for (TextEncoding encoding : TextEncoding.values()) {
            if (encoding.label().equals(label)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException(label);
    }

    private static boolean isNone(List<String> fields, FileHead head) {
        List<String> texts = fields.stream()
                .map(f -> f.replaceAll("[\\p{Z}\\p{Cntrl}\"]+", ""))
                .filter(f -> !f.isEmpty())
                .toList();
        return texts.isEmpty()
                || NO_RECORD.matcher(texts.get(0)).matches()
                || head.frame().headers().contains(Frame.key(fields))
                || head.frame().titles().contains(String.join("", fields).strip());
    }
}
