package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts decoded text into records and fields by the rules of {@link RecordParser}, without its haste: for headers, samples and the text of
 * rejected records.
 */
final class TextRecords {
    private final String text;
    private final char delimiter;
    private final char quote;
    private final char escape;
    private int at;

    private final List<String> fields = new ArrayList<>();
    private int lines;
    private int enclosed;
    private boolean broken;

    /**
     * @param quote 0 for none
     * @param escape 0 for none
     */
    TextRecords(String text, char delimiter, char quote, char escape) {
        this.text = text;
        this.delimiter = delimiter;
        this.quote = quote;
        this.escape = escape;
    }

    /** The fields of a text that is one record; of one that is {@code broken}, what stands between its delimiters. */
    static List<String> fields(String record, Dialect dialect, boolean broken) {
        char quote = (char) (broken ? 0 : dialect.quote());
        var records = new TextRecords(record, (char) dialect.delimiter(), quote, (char) dialect.escape());
        records.next();
        return records.fields();
    }

    /** Goes to the next record; false when there is none. */
    boolean next() {
        fields.clear();
        lines = 0;
        enclosed = 0;
        broken = false;
        if (at >= text.length()) {
            return false;
        }
        int begin = at;
        while (field()) {
            at++;
        }
        if (broken) {
            int end = text.indexOf('\n', begin);
            at = end < 0 ? text.length() : end + 1;
            lines = 1;
            fields.clear();
            splitAtDelimiters(text.substring(begin, end < 0 ? at : end));
            return true;
        }
        at = endOfLine(at);
        lines++;
        return true;
    }

    private void splitAtDelimiters(String line) {
        int begin = 0;
        for (int end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, begin)) {
            fields.add(line.substring(begin, end));
            begin = end + 1;
        }
        fields.add(line.substring(begin));
    }

    /** Reads a field and says whether it ends with a delimiter, where it stops. */
    private boolean field() {
        var field = new StringBuilder();
        int from = at;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        boolean opens = quote != 0 && from < text.length() && text.charAt(from) == quote;
        if (opens) {
            at = from + 1;
            if (!quoted(field)) {
                broken = true;
                return false;
            }
            enclosed++;
        } else {
            while (at < text.length() && text.charAt(at) != delimiter && !endsAt(at)) {
                field.append(text.charAt(at++));
            }
        }
        fields.add(field.toString());
        return at < text.length() && text.charAt(at) == delimiter;
    }

    private boolean quoted(StringBuilder field) {
        while (at < text.length() && lines <= ChunkReader.MAX_LINES) {
            char c = text.charAt(at++);
            char after = at < text.length() ? text.charAt(at) : 0;
            if ((c == quote && after == quote) || (c == escape && escape != 0 && (after == quote || after == escape))) {
                field.append(after);
                at++;
            } else if (c == quote) {
                while (at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                return at >= text.length() || text.charAt(at) == delimiter || endsAt(at);
            } else {
                lines += c == '\n' ? 1 : 0;
                field.append(c);
            }
        }
        return false;
    }

    private boolean endsAt(int index) {
        return text.charAt(index) == '\n' || text.startsWith("\r\n", index);
    }

    private int endOfLine(int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end + 1;
    }

    /** The record's fields without their quotes. */
    List<String> fields() {
        return List.copyOf(fields);
    }

    /** How many physical lines the record takes. */
    int lines() {
        return lines;
    }

    /** How many of its fields stand in quotes. */
    int enclosed() {
        return enclosed;
    }

    /** Whether a quote is not closed properly, so that the record is its first line. */
    boolean broken() {
        return broken;
    }
}
