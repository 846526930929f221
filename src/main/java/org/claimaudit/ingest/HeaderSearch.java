package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.claimaudit.ingest.DialectJudge.Verdict;
import org.claimaudit.ingest.HeaderRows.Hit;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Reads a file's beginning: its encoding, its header, and how its records are cut. */
final class HeaderSearch {
    private static final int PREFIX = 1 << 20;
    private static final int SAMPLE = 1 << 17;

    private final Path path;
    private final String name;
    private final Hints hints;
    private final TextEncoding encoding;

    private HeaderSearch(Path path, String name, Hints hints, TextEncoding encoding) {
        this.path = path;
        this.name = name;
        this.hints = hints;
        this.encoding = encoding;
    }

    /**
     * What is known beforehand.
     *
     * @param delimiters to try
     * @param encoding null to find it out
     * @param quote 0 for none, null to find it out
     */
    record Hints(
            String delimiters,
            @Nullable TextEncoding encoding,
            @Nullable Byte quote) {
        /** Nothing is. */
        static final Hints NONE = new Hints(",\t;|$", null, null);
        /** The text that a {@link Workbook}'s sheet becomes. */
        static final Hints SHEET = new Hints(Staging.DELIMITER, TextEncoding.UTF_8, (byte) 0);

        char quoteOr(char other) {
            return quote == null ? other : (char) quote.byteValue();
        }
    }

    /** A header and what it was recognised as. */
    record Found<T>(FileHead head, T meaning) {}

    /** A header under one way to end lines, and the body's dialect. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading<T>(byte[] text, Hit<T> hit, Verdict verdict) {}

    /**
     * The header, or empty when no line is one.
     *
     * @param read what a row's fields mean, empty when they are no header
     * @param worth the more the better, to choose between delimiters
     * @throws UserError {@link ExitCode#BAD_INPUT} when the file is empty or begins with what is no text
     */
    static <T> Optional<Found<T>> find(
            Path path, String name, Hints hints, Function<List<String>, Optional<T>> read, ToIntFunction<T> worth)
            throws IOException {
        TextEncoding encoding = encoding(path, hints);
        try {
            Optional<Found<T>> found = new HeaderSearch(path, name, hints, encoding).search(read, worth);
            // What is not valid UTF-8 may be damaged UTF-8, whose header tells.
            return found.isEmpty() && encoding == TextEncoding.GB18030 && hints.encoding == null
                    ? new HeaderSearch(path, name, hints, TextEncoding.UTF_8).search(read, worth)
                    : found;
        } catch (BadText bad) {
            throw EncodingJudge.damaged(name, encoding, bad);
        }
    }

    private static TextEncoding encoding(Path path, Hints hints) throws IOException {
        byte[] begin;
        try (InputStream in = Files.newInputStream(path)) {
            begin = in.readNBytes(PREFIX);
        }
        TextEncoding seen = TextEncoding.of(begin, begin.length < PREFIX);
        return hints.encoding == null || (hints.encoding.isUtf16() && seen.isUtf16()) ? seen : hints.encoding;
    }

    private <T> Optional<Found<T>> search(Function<List<String>, Optional<T>> read, ToIntFunction<T> worth)
            throws IOException {
        byte[] text = text(Dialect.LF);
        if (new String(text, charset()).isBlank()) {
            throw new UserError(
                    ExitCode.BAD_INPUT, Messages.text("ingest.empty", name), Messages.text("ingest.empty.todo"));
        }
        Reading<T> best = null;
        for (byte lineEnd : hints.equals(Hints.SHEET) ? List.of(Dialect.LF) : lineEnds(text)) {
            Reading<T> reading = reading(lineEnd == Dialect.LF ? text : text(lineEnd), lineEnd, read, worth);
            if (reading != null
                    && (best == null
                            || reading.verdict().fits() > best.verdict().fits())) {
                best = reading;
            }
        }
        return best == null
                ? Optional.empty()
                : Optional.of(new Found<>(head(best), best.hit().meaning()));
    }

    /** The file's beginning, every line ended by a line feed. */
    private byte[] text(byte lineEnd) throws IOException {
        var plain = new Dialect((byte) ',', (byte) 0, (byte) 0, lineEnd, 0);
        try (InputStream in = ExportText.open(Files.newInputStream(path), encoding, plain)) {
            return in.readNBytes(PREFIX);
        }
    }

    /** The ways to end lines that the beginning leaves open, the likeliest first. */
    private static List<Byte> lineEnds(byte[] text) {
        int returns = 0;
        for (int at = Bytes.indexOf(text, Dialect.CR, 0, text.length);
                at >= 0 && returns == 0;
                at = Bytes.indexOf(text, Dialect.CR, at + 1, text.length)) {
            returns += at + 1 == text.length || text[at + 1] != Dialect.LF ? 1 : 0;
        }
        var ends = new ArrayList<Byte>();
        if (returns == 0 || Bytes.indexOf(text, Dialect.LF, 0, text.length) >= 0) {
            ends.add(Dialect.LF);
        }
        if (returns > 0) {
            ends.add(Dialect.CR);
        }
        if (Bytes.indexOf(text, Dialect.DOLLAR, 0, text.length) >= 0) {
            ends.add(Dialect.DOLLAR);
        }
        return ends;
    }

    private <T> @Nullable Reading<T> reading(
            byte[] text, byte lineEnd, Function<List<String>, Optional<T>> read, ToIntFunction<T> worth) {
        List<String> lines = lines(text);
        Hit<T> hit = header(lines, read, worth);
        if (hit == null) {
            return null;
        }
        int body = offset(text, hit.first() + hit.length());
        int to = Math.min(text.length, body + SAMPLE);
        // The end of the sample may cut a record in two.
        to = to < text.length || text.length == PREFIX
                ? Math.max(body, Bytes.lastIndexOf(text, Dialect.LF, body, to))
                : to;
        String sample = new String(text, body, to - body, charset());
        return new Reading<>(
                text, hit, new DialectJudge(sample, hit.delimiter(), hit.columns()).judge(lineEnd, hints.quote));
    }

    /** The names may stand in quotes of either kind. */
    private <T> @Nullable Hit<T> header(
            List<String> lines, Function<List<String>, Optional<T>> read, ToIntFunction<T> worth) {
        Hit<T> hit = new HeaderRows<>(lines, hints.delimiters, hints.quoteOr('"'), read, worth).find();
        if (hints.quote != null || lines.stream().noneMatch(line -> line.indexOf('\'') >= 0)) {
            return hit;
        }
        boolean enclosed = hit == null
                || hit.columns().stream().filter(HeaderSearch::isEnclosed).count() * 2
                        > hit.columns().size();
        Hit<T> single = enclosed ? new HeaderRows<>(lines, hints.delimiters, '\'', read, worth).find() : null;
        return single == null ? hit : single;
    }

    private static boolean isEnclosed(String name) {
        return name.length() > 1 && name.startsWith("'") && name.endsWith("'");
    }

    private List<String> lines(byte[] text) {
        var lines = new ArrayList<String>();
        int at = Bytes.marks(text);
        while (at < text.length && lines.size() < HeaderRows.LINES + HeaderRows.LONGEST_ROW) {
            int end = Bytes.indexOf(text, Dialect.LF, at, text.length);
            end = end < 0 ? text.length : end;
            lines.add(new String(text, at, end - at, charset()).stripTrailing());
            at = end + 1;
        }
        return lines;
    }

    /** Where the line of that index begins. */
    private static int offset(byte[] text, int line) {
        int at = 0;
        for (int i = 0; i < line && at < text.length; i++) {
            int end = Bytes.indexOf(text, Dialect.LF, at, text.length);
            at = end < 0 ? text.length : end + 1;
        }
        return at;
    }

    private Charset charset() {
        return encoding == TextEncoding.GB18030 ? Gb18030.CHARSET : StandardCharsets.UTF_8;
    }

    private <T> FileHead head(Reading<T> reading) throws IOException {
        Hit<T> hit = reading.hit();
        Dialect dialect = reading.verdict().dialect();
        int body = offset(reading.text(), hit.first() + hit.length());
        if (encoding == TextEncoding.GB18030 && ExportText.after(encoding, dialect) == TextEncoding.UTF_8) {
            body = new String(reading.text(), 0, body, charset()).getBytes(StandardCharsets.UTF_8).length;
        }
        List<String> above = lines(reading.text()).subList(0, hit.first());
        refuseRecords(above, dialect, hit.columns());
        var frame = new Frame(
                hit.rows().stream().map(Frame::key).collect(Collectors.toSet()),
                above.stream().map(String::strip).filter(l -> !l.isEmpty()).collect(Collectors.toSet()));
        return new FileHead(
                path,
                name,
                Files.size(path),
                encoding,
                hints.encoding != null || encoding.isUtf16(),
                dialect,
                hit.columns().subList(0, DialectJudge.named(hit.columns())),
                frame,
                hit.first() + 1L,
                body,
                hit.first() + hit.length() + 1L);
    }

    /** What stands above the header is a title and never read: a record there, as in a list that was sorted, would be lost. */
    private void refuseRecords(List<String> above, Dialect dialect, List<String> columns) {
        int names = DialectJudge.named(columns);
        for (int i = 0; i < above.size(); i++) {
            List<String> fields = TextRecords.fields(above.get(i), dialect, false);
            long texts = fields.stream().filter(f -> !f.isBlank()).count();
            boolean shaped = fields.size() == dialect.fields() || !HeaderNames.perhaps(fields);
            if (shaped && texts > 1 && texts * 2 >= names) {
                throw new UserError(
                        ExitCode.BAD_INPUT,
                        Messages.text("ingest.above-header", name, Integer.toString(i + 1)),
                        Messages.text("ingest.above-header.todo"));
            }
        }
    }
}
