package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** Files in which no header is looked for, and why: their ending is that of something else, or they begin with what is no text. */
final class Unread {
    private static final int BEGIN = 1 << 16;
    private static final Set<String> ARCHIVES = Set.of("rar", "7z", "tar", "tgz", "bz2", "xz", "zst");
    /** Programs save tables under these as text, as a web page or in a form of their own. */
    private static final Set<String> WORKBOOKS = Set.of("xls", "xlsb", "xlt", "et", "ods", "numbers");

    private static final Pattern MARKUP =
            Pattern.compile("\\W*<\\W?(?:doctype|html|head|meta|style|body|table|xml)\\b", Pattern.CASE_INSENSITIVE);

    private Unread() {}

    /** The reason, in the user's language; empty for a file that may be a table's. */
    static Optional<String> reason(Input input) throws IOException {
        String key = key(input);
        return key == null ? Optional.empty() : Optional.of(Messages.text("ingest.skipped." + key, input.ending()));
    }

    private static @Nullable String key(Input input) throws IOException {
        if (input.isSheet()) {
            return null;
        }
        if (input.isHidden()) {
            return "hidden";
        }
        if (!input.perhapsTable()) {
            return ARCHIVES.contains(input.ending()) ? "archive" : "ending";
        }
        byte[] begin = begin(input.path());
        if (isOldWorkbook(begin)) {
            return "old-workbook";
        }
        if (Bytes.startsWith(begin, 0xff, 0xfe, 0, 0) || Bytes.startsWith(begin, 0, 0, 0xfe, 0xff)) {
            return "utf32";
        }
        if (input.isUsual()) {
            return null;
        }
        if (new String(begin, StandardCharsets.ISO_8859_1).isBlank()) {
            return "empty";
        }
        boolean workbook = WORKBOOKS.contains(input.ending());
        if (!isText(begin)) {
            return workbook ? "workbook" : "binary";
        }
        return workbook && isMarkup(begin) ? "markup" : null;
    }

    private static byte[] begin(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BEGIN);
        }
    }

    /** Whether a file is an Office document of before 2007, or one with a password, which is stored in the same form. */
    static boolean isOldWorkbook(Path file) throws IOException {
        return isOldWorkbook(begin(file));
    }

    private static boolean isOldWorkbook(byte[] begin) {
        return Bytes.startsWith(begin, 0xd0, 0xcf, 0x11, 0xe0);
    }

    /** A zero is in no text but one of two bytes a character. */
    static boolean isText(byte[] begin) {
        return Bytes.indexOf(begin, (byte) 0, 0, begin.length) < 0
                || TextEncoding.of(begin, begin.length < BEGIN).isUtf16();
    }

    private static boolean isMarkup(byte[] begin) {
        return MARKUP.matcher(new String(begin, StandardCharsets.ISO_8859_1)).lookingAt();
    }
}
