package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules of the byte pass over text columns, written a second time without any regard to speed. */
final class SlowParser {
    private static final Set<String> NULL_WORDS = Set.of("-", "/", "\\N", "NULL", "null", "(null)");

    private final String text;
    private final char delimiter;
    private final int width;
    private int at;
    private int line = 1;

    /** What became of a text: each staged record as its line and fields, the lines of the rejected ones, how many were blank. */
    record Outcome(List<String> staged, List<Integer> rejected, long blank) {
        Outcome with(List<String> records) {
            return new Outcome(records, rejected, blank);
        }
    }

    SlowParser(String text, char delimiter, int width) {
        this.text = text.endsWith("\n") || text.isEmpty() ? text : text + "\n";
        this.delimiter = delimiter;
        this.width = width;
    }

    Outcome parse() {
        var staged = new ArrayList<String>();
        var rejected = new ArrayList<Integer>();
        long blank = 0;
        while (at < text.length()) {
            int begin = at;
            int first = line;
            if (text.startsWith("\ufeff", at) && text.length() > at + 1) {
                at++;
            }
            List<String> fields = record();
            if (fields.isEmpty()) {
                at = text.indexOf('\n', begin) + 1;
                line = first + 1;
            }
            boolean fits = fields.size() == width;
            List<String> values = fits
                    ? fields.subList(0, width).stream().map(SlowParser::value).toList()
                    : List.of();
            boolean anything = values.stream().anyMatch(v -> !v.isEmpty());
            boolean nothing = fields.isEmpty()
                    ? isBlank(text.substring(begin, at).replace(delimiter, ' '))
                    : fields.stream().allMatch(SlowParser::isBlank);
            if (!anything && nothing) {
                blank++;
            } else if (fits) {
                staged.add(first + "\u001f" + String.join("\u001f", values));
            } else {
                rejected.add(first);
            }
        }
        return new Outcome(staged, rejected, blank);
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(c -> c <= ' ' || c == 0x7f || c == '\u3000' || c == '\ufeff' || c == '"');
    }

    /** The fields as they stand, or none when a quote is not closed properly. */
    private List<String> record() {
        var fields = new ArrayList<String>();
        int first = line;
        while (true) {
            var field = new StringBuilder();
            int blanks = 0;
            while (text.charAt(at + blanks) == ' ') {
                blanks++;
            }
            if (text.charAt(at + blanks) == '"') {
                at += blanks;
                at++;
                boolean open = true;
                while (open) {
                    if (at >= text.length() || line - first > ChunkReader.MAX_LINES) {
                        return List.of();
                    }
                    char c = text.charAt(at++);
                    if (c == '\n') {
                        line++;
                    }
                    boolean doubled = c == '"' && at < text.length() && text.charAt(at) == '"';
                    if (doubled) {
                        at++;
                    }
                    open = c != '"' || doubled;
                    if (open && !(c == '\r' && at < text.length() && text.charAt(at) == '\n')) {
                        field.append(c == '\n' || c == '\r' ? '\u001e' : c < ' ' ? ' ' : c);
                    }
                }
                while (at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                if (at >= text.length() || !(text.charAt(at) == delimiter || endsHere())) {
                    return List.of();
                }
            } else {
                while (text.charAt(at) != delimiter && !endsHere()) {
                    char c = text.charAt(at++);
                    field.append(c < ' ' || c == 0x7f ? ' ' : c);
                }
            }
            fields.add(field.toString());
            if (text.charAt(at) == delimiter) {
                at++;
            } else {
                at = text.indexOf('\n', at) + 1;
                line++;
                return fields;
            }
        }
    }

    private boolean endsHere() {
        return text.startsWith("\n", at) || text.startsWith("\r\n", at);
    }

    private static String value(String field) {
        String value = field.replace("\ufeff", "").replaceAll("^[ \u3000]+|[ \u3000]+$", "");
        // An apostrophe in front keeps a spreadsheet's cell as text; # and - may begin its errors and words for no
        // value.
        if (!value.isEmpty() && "'#-".indexOf(value.charAt(0)) >= 0) {
            value = value.replaceAll("^'+", "").strip();
            return value.equals("--") ? "" : NULL_WORDS.contains(value) ? "" : value;
        }
        return NULL_WORDS.contains(value) ? "" : value;
    }
}
