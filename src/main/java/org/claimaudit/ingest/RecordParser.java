package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one chunk into staging text: one line a record, fields parted by {@link Staging#SEPARATOR}, first the source line's
 * number, then the used columns in the order of the file, each in the form that DuckDB reads. One parser belongs to one thread.
 *
 * <p>A byte is looked at once: it is copied while it is searched for the field's end, and what was copied is checked in place. Only a value in
 * an unusual form becomes a String.
 */
final class RecordParser {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final Plan plan;
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final boolean anyText;
    private final @Nullable ColumnType[] types;
    private final long[] groups;
    private final RejectWriter rejects;

    private byte[] in = new byte[0];
    private int p;
    private int to;
    private final StagingText out = new StagingText();
    private final FieldValues values;

    // The record at hand.
    private int recordStart;
    private long recordLine;
    private long line;
    private int field;
    private long present;
    private boolean anything;
    private boolean surplus;
    private boolean broken;

    // The chunk at hand.
    private int longest;
    private long loaded;
    private long rejected;
    private final LineNotes notes = new LineNotes();
    private final boolean[] embedded;
    private final long[] lost;

    RecordParser(Plan plan) {
        this.plan = plan;
        this.delimiter = plan.dialect().delimiter();
        this.quote = plan.dialect().quote();
        this.escape = plan.dialect().escape();
        this.anyText = !plan.staged() && plan.takesAnyText();
        int width = plan.slots().size();
        this.types = new ColumnType[width];
        this.groups = new long[width];
        this.embedded = new boolean[width];
        this.lost = new long[width];
        for (int i = 0; i < width; i++) {
            types[i] = plan.slots().get(i).type();
            groups[i] = plan.slots().get(i).groups();
        }
        this.values = new FieldValues(plan, out);
        this.rejects = new RejectWriter(plan);
    }

    /**
     * The records of a chunk.
     *
     * @param lines what was read but is no record
     * @param embedded for each column whether a value holds line breaks, written as {@link Staging#LINE_BREAK}
     * @param lost for each column how many characters were U+FFFD already
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Parsed(
            byte[] rows,
            int rowsLength,
            byte[] rejects,
            long loaded,
            long rejected,
            int longest,
            LineNotes lines,
            boolean[] embedded,
            long[] lost) {}

    /** Parses whole records in UTF-8, of which the last ends with a line feed. */
    Parsed parse(byte[] text, int length, long firstLine, byte[] reuse) {
        in = text;
        p = 0;
        to = length;
        line = firstLine;
        out.clear(reuse);
        longest = 0;
        loaded = 0;
        rejected = 0;
        notes.clear();
        Arrays.fill(embedded, false);
        Arrays.fill(lost, 0);
        rejects.clear();
        while (p < to) {
            record();
        }
        return new Parsed(
                out.bytes,
                out.length,
                rejects.take(),
                loaded,
                rejected,
                Math.max(longest, rejects.longest()),
                notes.copy(),
                embedded.clone(),
                lost.clone());
    }

    private void record() {
        out.room(to - p);
        if (p + 3 < to && Bytes.isMark(in, p)) {
            p += 3;
        }
        recordStart = p;
        recordLine = line;
        field = 0;
        present = 0;
        anything = false;
        surplus = false;
        broken = false;
        values.beginRecord();
        int recordOut = out.length;
        if (plan.staged()) {
            recordLine = stagedLine();
        }
        out.number(recordLine);
        boolean more = true;
        while (more) {
            more = field();
            field++;
        }
        line++;
        if (finish()) {
            if (plan.layout() == Plan.Layout.PROFILED) {
                appendRaw();
            }
            out.put(LF);
            longest = Math.max(longest, out.length - recordOut);
            loaded++;
        } else {
            out.length = recordOut;
        }
    }

    /** Reads one field and says whether another one follows. */
    private boolean field() {
        int width = types.length;
        ColumnType type = field < width ? types[field] : null;
        if (type != null) {
            out.put(Staging.SEPARATOR);
        }
        int begin = out.length;
        if (in[p] == ' ' && quote != 0) {
            skipBlanksBeforeQuote();
        }
        if (in[p] == quote && quote != 0) {
            if (!quoted()) {
                return false;
            }
        } else {
            plain();
        }
        if (field >= width) {
            surplus |= !out.isBlank(begin);
            out.length = begin;
        } else if (type == null) {
            out.length = begin;
        } else if (values.take(field, type, begin, recordLine)) {
            present |= groups[field];
            anything = true;
        }
        return afterField();
    }

    private void skipBlanksBeforeQuote() {
        int at = p;
        while (in[at] == ' ') {
            at++;
        }
        if (in[at] == quote) {
            p = at;
        }
    }

    private boolean afterField() {
        byte b = in[p];
        if (b == delimiter) {
            p++;
            return true;
        }
        p += b == CR ? 2 : 1;
        return false;
    }

    /** Copies up to the delimiter or the line's end. */
    private void plain() {
        byte[] source = in;
        byte[] target = out.bytes;
        int from = p;
        int end = out.length;
        while (true) {
            int plain = Bytes.copyPlain(source, from, target, end, delimiter);
            from += plain;
            end += plain;
            byte b = source[from];
            if (b == delimiter || b == LF || (b == CR && source[from + 1] == LF)) {
                break;
            }
            if (b == Bytes.MARK_OR_LOST) {
                int mark = mark(from);
                from += mark == 0 ? 1 : mark;
                if (mark == 0) {
                    target[end++] = b;
                }
                continue;
            }
            // Any other control character would break the staging text.
            target[end++] = b == Staging.LINE_BREAK && plan.marksBreaks() ? b : (byte) ' ';
            from++;
        }
        p = from;
        out.length = end;
    }

    /** Copies a quoted field without its quotes; false when it is not closed properly, and the record ends with its first line. */
    private boolean quoted() {
        p++;
        while (true) {
            if (p >= to) {
                return breakOff();
            }
            byte b = in[p++];
            if (b == escape && escape != 0 && p < to && (in[p] == quote || in[p] == escape)) {
                out.put(in[p++]);
                continue;
            }
            if (b == Bytes.MARK_OR_LOST) {
                int mark = mark(p - 1);
                if (mark > 0) {
                    p += mark - 1;
                    continue;
                }
            }
            if (b == quote) {
                if (p < to && in[p] == quote) {
                    out.put(quote);
                    p++;
                    continue;
                }
                return closed() || breakOff();
            }
            if (b == LF) {
                line++;
                if (line - recordLine > ChunkReader.MAX_LINES) {
                    return breakOff();
                }
            }
            if (b == LF || b == CR) {
                boolean pair = b == CR && p < to && in[p] == LF;
                if (!pair) {
                    out.put(Staging.LINE_BREAK);
                    if (field < embedded.length) {
                        embedded[field] = true;
                    }
                }
            } else {
                out.put(b >= 0 && b < ' ' ? (byte) ' ' : b);
            }
        }
    }

    /** Length of the byte order mark that stands there, 0 for none; a character that an earlier program has lost is counted. */
    private int mark(int at) {
        if (at + 2 < to && Bytes.isMark(in, at)) {
            return 3;
        }
        if (at + 2 < to && in[at + 1] == (byte) 0xbf && in[at + 2] == (byte) 0xbd && field < lost.length) {
            lost[field]++;
        }
        return 0;
    }

    private boolean closed() {
        while (p < to && in[p] == ' ') {
            p++;
        }
        return p < to && (in[p] == delimiter || in[p] == LF || (in[p] == CR && p + 1 < to && in[p + 1] == LF));
    }

    private boolean breakOff() {
        broken = true;
        p = Bytes.indexOf(in, LF, recordStart, to) + 1;
        line = recordLine;
        return false;
    }

    /** The source line that a staged record carries in front. */
    private long stagedLine() {
        long value = 0;
        while (in[p] != Staging.SEPARATOR) {
            value = value * 10 + in[p++] - '0';
        }
        p++;
        return value;
    }

    /** Writes the record's text as a last field. */
    private void appendRaw() {
        int end = p;
        while (end > recordStart && (in[end - 1] == LF || in[end - 1] == CR)) {
            end--;
        }
        out.room(end - recordStart + to - p);
        out.put(Staging.SEPARATOR);
        for (int i = recordStart; i < end; i++) {
            byte b = in[i];
            if (b == LF) {
                out.put(Staging.LINE_BREAK);
            } else if (b != CR) {
                out.put(b >= 0 && b < ' ' ? (byte) ' ' : b);
            }
        }
    }

    /** Whether the record is staged; otherwise it is noted or rejected. */
    private boolean finish() {
        RowFault condemned = plan.condemned().of(recordLine);
        // In a row of a workbook nothing can have shifted.
        boolean fits = plan.marksBreaks()
                ? field >= types.length
                : field == plan.dialect().fields();
        boolean whole = fits && !broken && !surplus;
        boolean fine = whole && values.fault() == null && present == plan.allGroups() && condemned == null;
        boolean loadable = fine && anything;
        if (loadable && !anyText && !perhapsTotal()) {
            return true;
        }
        String raw = raw();
        List<String> fields = TextRecords.fields(raw, plan.dialect(), broken);
        if (!plan.staged() && notes.note(raw, fields, recordLine, plan, loadable)) {
            return false;
        }
        if (fine) {
            return true;
        }
        rejected++;
        List<String> texts = plan.staged() ? stagedFields() : fields;
        RowFault fault = condemned == null ? reason(texts) : condemned;
        rejects.write(recordLine, raw, fields, RowKey.of(plan, texts), fault);
        return false;
    }

    /** The fields of a staged record, without the source line in front. */
    private List<String> stagedFields() {
        String text = new String(in, recordStart, p - recordStart, StandardCharsets.UTF_8);
        return TextRecords.fields(text.substring(text.indexOf(Staging.SEPARATOR) + 1), plan.dialect(), false);
    }

    /** Whether the record begins with 合, 总, 小, 本 or 全. */
    private boolean perhapsTotal() {
        int at = in[recordStart] == quote ? recordStart + 1 : recordStart;
        if (in[at] >= 0 || at + 2 >= to) {
            return false;
        }
        int character = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff);
        return character == 0xe59088
                || character == 0xe680bb
                || character == 0xe5b08f
                || character == 0xe69cac
                || character == 0xe585a8;
    }

    private String raw() {
        String text = new String(in, recordStart, p - recordStart, StandardCharsets.UTF_8).stripTrailing();
        return plan.staged()
                ? text.substring(text.lastIndexOf(Staging.SEPARATOR) + 1).replace((char) Staging.LINE_BREAK, '\n')
                : text;
    }

    private RowFault reason(List<String> fields) {
        int width = surplus ? types.length : plan.dialect().fields();
        if (broken) {
            return new RowFault(null, null, "ingest.reject.quote");
        }
        if (field != width || surplus) {
            return new RowFault(null, null, "ingest.reject.fields", Integer.toString(field), Integer.toString(width));
        }
        RowFault fault = values.fault();
        if (fault != null) {
            return fault;
        }
        int missing = Long.numberOfTrailingZeros(plan.allGroups() & ~present);
        String group = plan.groups().get(missing);
        String written = written(fields, missing);
        return new RowFault(
                group, written, written.isEmpty() ? "ingest.reject.missing" : "ingest.reject.no-value", group);
    }

    /** What stands in the record for a group and is no value: a word for none, an open end. */
    private String written(List<String> fields, int group) {
        for (int i = 0; i < Math.min(fields.size(), types.length); i++) {
            if ((groups[i] >> group & 1) == 1 && !fields.get(i).isBlank()) {
                return fields.get(i).strip();
            }
        }
        return "";
    }
}
