package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Looks for the header in a file's first lines: below titles and blank lines, with the delimiter under which it makes most sense. */
final class HeaderSearch {
    private static final int PREFIX = 1 << 20;
    private static final int LINES = 30;
    private static final byte LF = '\n';

    private final Path path;
    private final String name;
    private final byte[] bytes;
    private final TextEncoding encoding;
    private final boolean encodingGiven;
    private final int begin;

    private HeaderSearch(Path path, String name, byte[] bytes, @Nullable TextEncoding given) {
        this.path = path;
        this.name = name;
        this.bytes = bytes;
        boolean utf8Mark = startsWith(bytes, 0xef, 0xbb, 0xbf);
        boolean gbMark = startsWith(bytes, 0x84, 0x31, 0x95, 0x33);
        this.begin = utf8Mark ? 3 : gbMark ? 4 : 0;
        this.encodingGiven = given != null || utf8Mark || gbMark;
        this.encoding =
                given != null ? given : gbMark || (!utf8Mark && !utf8()) ? TextEncoding.GB18030 : TextEncoding.UTF_8;
    }

    /** A header and what it was recognised as. */
    record Found<T>(FileHead head, T meaning) {}

    /**
     * The header, or empty when no line is one.
     *
     * @param delimiters to try
     * @param given the encoding, when it is known
     * @param read what a line's fields mean, empty when they are no header
     * @param worth the more the better, to choose between delimiters
     * @throws UserError {@link ExitCode#BAD_INPUT} when the file is empty or in UTF-16
     */
    static <T> Optional<Found<T>> find(
            Path path,
            String name,
            String delimiters,
            @Nullable TextEncoding given,
            Function<List<String>, Optional<T>> read,
            ToIntFunction<T> worth)
            throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(PREFIX);
        }
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            throw new UserError(
                    ExitCode.BAD_INPUT, Messages.text("ingest.utf16", name), Messages.text("ingest.utf16.todo"));
        }
        return new HeaderSearch(path, name, bytes, given).search(delimiters, read, worth);
    }

    private <T> Optional<Found<T>> search(
            String delimiters, Function<List<String>, Optional<T>> read, ToIntFunction<T> worth) throws IOException {
        int at = begin;
        boolean text = false;
        for (int line = 1; line <= LINES && at < bytes.length; line++) {
            int lf = Bytes.indexOf(bytes, LF, at, bytes.length);
            int end = lf < 0 ? bytes.length : lf;
            String header = decode(at, end).stripTrailing();
            text |= !header.isBlank();
            T best = null;
            char delimiter = 0;
            for (int i = 0; i < delimiters.length(); i++) {
                char candidate = delimiters.charAt(i);
                T meaning = read.apply(split(header, candidate)).orElse(null);
                if (meaning != null && (best == null || worth.applyAsInt(meaning) > worth.applyAsInt(best))) {
                    best = meaning;
                    delimiter = candidate;
                }
            }
            if (best != null) {
                int body = lf < 0 ? bytes.length : lf + 1;
                return Optional.of(new Found<>(head(header, delimiter, line, body), best));
            }
            at = end + 1;
        }
        if (!text && at >= bytes.length) {
            throw new UserError(
                    ExitCode.BAD_INPUT, Messages.text("ingest.empty", name), Messages.text("ingest.empty.todo"));
        }
        return Optional.empty();
    }

    private FileHead head(String header, char delimiter, long line, int body) throws IOException {
        return new FileHead(
                path,
                name,
                Files.size(path),
                encoding,
                encodingGiven,
                (byte) delimiter,
                quote(header, delimiter, body),
                split(header, delimiter),
                header,
                line,
                body,
                line + 1);
    }

    /** Some exports enclose fields in single quotes: then as many fields begin with one as end with one, and none begins with a double quote. */
    private byte quote(String header, char delimiter, int body) {
        if (delimiter == Staging.SEPARATOR) {
            return 0;
        }
        int to = Bytes.lastIndexOf(bytes, LF, body, Math.min(bytes.length, body + (1 << 16)));
        String sample = header + "\n" + decode(body, Math.max(body, to));
        String bound = "[" + (delimiter == '\t' ? "\\t" : Pattern.quote(Character.toString(delimiter))) + "\r\n]";
        long begin = Pattern.compile("(?:^|" + bound + ")'")
                .matcher(sample)
                .results()
                .count();
        long end = Pattern.compile("'(?:$|(?=" + bound + "))")
                .matcher(sample)
                .results()
                .count();
        boolean doubled =
                Pattern.compile("(?:^|" + bound + ")\"").matcher(sample).find();
        return (byte) (begin > 0 && begin == end && !doubled ? '\'' : '"');
    }

    /** The fields of a line, without quotes. */
    static List<String> split(String line, char delimiter) {
        var fields = new ArrayList<String>();
        var text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                fields.add(text.toString());
                text.setLength(0);
            } else {
                text.append(c);
            }
        }
        fields.add(text.toString());
        return fields;
    }

    private boolean utf8() {
        // The end of the prefix may cut a character in two.
        int to = bytes.length < PREFIX ? bytes.length : Bytes.lastIndexOf(bytes, LF, 0, bytes.length);
        return Utf8.firstInvalid(bytes, 0, Math.max(to, 0)) < 0;
    }

    private String decode(int from, int to) {
        Charset charset = encoding == TextEncoding.UTF_8 ? StandardCharsets.UTF_8 : Gb18030.CHARSET;
        return new String(bytes, from, to - from, charset);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        return bytes.length >= mark.length
                && Arrays.equals(Arrays.copyOf(bytes, mark.length), 0, mark.length, toBytes(mark), 0, mark.length);
    }

    private static byte[] toBytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
