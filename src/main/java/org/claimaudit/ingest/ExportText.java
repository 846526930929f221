package org.claimaudit.ingest;

import java.io.InputStream;

/**
 * An export's bytes in the form that the byte pass cuts: UTF-8 or GB18030, every line ended by a line feed. What is so already passes as it
 * stands.
 */
final class ExportText {
    private ExportText() {}

    /** Whether the bytes of such a file are changed on the way. */
    static boolean changes(TextEncoding encoding, Dialect dialect) {
        return dialect.lineEnd() != Dialect.LF || transcodes(encoding, dialect);
    }

    private static boolean transcodes(TextEncoding encoding, Dialect dialect) {
        return encoding.isUtf16() || (encoding == TextEncoding.GB18030 && !dialect.plainInGb18030());
    }

    /** The encoding of what comes out. */
    static TextEncoding after(TextEncoding encoding, Dialect dialect) {
        return transcodes(encoding, dialect) ? TextEncoding.UTF_8 : encoding;
    }

    /**
     * The text of a file that is read as {@code dialect} says. Reading it throws {@link BadText} for bytes that are no text in the encoding.
     */
    static InputStream open(InputStream file, TextEncoding encoding, Dialect dialect) {
        InputStream text = transcodes(encoding, dialect) ? new Transcoder(file, encoding) : file;
        return dialect.lineEnd() == Dialect.LF ? text : new LineEnds(text, dialect.lineEnd());
    }
}
