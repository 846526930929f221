package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.claimaudit.store.parquet.ColumnBuffer;
import org.claimaudit.store.parquet.ParquetType;
import org.claimaudit.store.parquet.RowGroup;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one chunk into typed rows: first the source line's number, then the used columns in the order of the file. One parser
 * belongs to one thread.
 *
 * <p>A column takes a value that stands in its usual form straight from the text. A field that is quoted, has blanks around its value, or another
 * form is copied first; only an unusual form becomes a String.
 */
final class RecordParser {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final Plan plan;
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final boolean anyText;
    private final @Nullable FieldColumn[] columns;
    private final long[] groups;
    private final ColumnBuffer lines = new ColumnBuffer(ParquetType.LONG);
    private final @Nullable FieldColumn raws;
    /** Those by which a row is known, in the order of the table's key. */
    private final List<ColumnBuffer> keys;

    /** All of them, as {@link Plan#rowColumns} names them. */
    private final List<ColumnBuffer> buffers = new ArrayList<>();

    private final RejectWriter rejects;

    private byte[] in = new byte[0];
    private int p;
    private int to;
    /** The field at hand, where no column could take it as it stands. */
    private final FieldText out = new FieldText();

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
    private int loaded;
    private long rejected;
    private long[] hashes = new long[0];
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
        this.columns = new FieldColumn[width];
        this.groups = new long[width];
        buffers.add(lines);
        this.embedded = new boolean[width];
        this.lost = new long[width];
        for (int i = 0; i < width; i++) {
            FieldColumn column =
                    FieldColumn.of(plan.slots().get(i).type(), !plan.nullWords().isEmpty());
            if (column != null) {
                buffers.add(column.values);
            }
            columns[i] = column;
            groups[i] = plan.slots().get(i).groups();
        }
        this.raws = plan.layout() == Plan.Layout.PROFILED ? new TextColumn(ColumnType.TEXT, false) : null;
        if (raws != null) {
            buffers.add(raws.values);
        }
        this.keys = plan.key().stream().map(this::buffer).toList();
        this.values = new FieldValues(plan, out);
        this.rejects = new RejectWriter(plan);
    }

    /** The values of a canonical column; of one that the file lacks none, which have the hash of a null. */
    private ColumnBuffer buffer(String column) {
        for (int i = 0; i < columns.length; i++) {
            FieldColumn found = columns[i];
            if (found != null && column.equals(plan.slots().get(i).target())) {
                return found.values;
            }
        }
        return new ColumnBuffer(ParquetType.TEXT);
    }

    /**
     * The records of a chunk.
     *
     * @param keys hashes of the rows' keys, none where the plan knows no key
     * @param rejects staging text
     * @param longest bytes of its longest line
     * @param lines what was read but is no record
     * @param embedded for each column whether a value holds line breaks, written as {@link Staging#LINE_BREAK}
     * @param lost for each column how many characters were U+FFFD already
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Parsed(
            RowGroup rows,
            long[] keys,
            byte[] rejects,
            long loaded,
            long rejected,
            int longest,
            LineNotes lines,
            boolean[] embedded,
            long[] lost) {}

    /**
     * Parses whole records in UTF-8, of which the last ends with a line feed.
     *
     * @param reuse the array of an earlier result, no longer needed
     */
    Parsed parse(byte[] text, int length, long firstLine, byte[] reuse) {
        in = text;
        p = 0;
        to = length;
        line = firstLine;
        buffers.forEach(ColumnBuffer::clear);
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
                RowGroup.of(buffers, reuse),
                Arrays.copyOf(hashes, keys.isEmpty() ? 0 : loaded),
                rejects.take(),
                loaded,
                rejected,
                rejects.longest(),
                notes.copy(),
                embedded.clone(),
                lost.clone());
    }

    private void record() {
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
        if (plan.staged()) {
            recordLine = stagedLine();
        }
        boolean more = true;
        while (more) {
            more = field();
            field++;
        }
        line++;
        if (finish()) {
            lines.number(recordLine);
            if (raws != null) {
                takeRaw(raws);
            }
            noteKey();
            loaded++;
        } else {
            for (ColumnBuffer buffer : buffers) {
                if (buffer.rows() > loaded) {
                    buffer.undo();
                }
            }
        }
    }

    private void noteKey() {
        if (loaded == hashes.length) {
            hashes = Arrays.copyOf(hashes, 1024 + 2 * loaded);
        }
        long hash = 0;
        for (int i = 0; i < keys.size(); i++) {
            hash = keys.get(i).hash(hash);
        }
        hashes[loaded] = hash;
    }

    /** Reads one field and says whether another one follows. */
    private boolean field() {
        FieldColumn column = field < columns.length ? columns[field] : null;
        if (column != null && takenAsItStands(column)) {
            return afterField();
        }
        out.length = 0;
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
        if (field >= columns.length) {
            surplus |= !out.isBlank();
        } else if (column != null && values.take(field, column, recordLine)) {
            valued();
        }
        return afterField();
    }

    private boolean takenAsItStands(FieldColumn column) {
        if (FieldColumn.ends(in, p, delimiter)) {
            column.values.none();
            return true;
        }
        int end = in[p] == quote && quote != 0 ? -1 : column.read(in, p, delimiter);
        if (end < 0) {
            return false;
        }
        p = end;
        valued();
        return true;
    }

    private void valued() {
        present |= groups[field];
        anything = true;
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
        out.room(to - p);
        byte[] source = in;
        byte[] target = out.bytes;
        int from = p;
        int end = out.length;
        while (true) {
            int copied = Bytes.copyPlain(source, from, target, end, delimiter, Integer.MAX_VALUE);
            int plain = copied < 0 ? ~copied : copied;
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
            // No value holds any other control character.
            target[end++] = b == Staging.LINE_BREAK && plan.marksBreaks() ? b : (byte) ' ';
            from++;
        }
        p = from;
        out.length = end;
    }

    /** Copies a quoted field without its quotes; false when it is not closed properly, and the record ends with its first line. */
    private boolean quoted() {
        p++;
        out.room(to - p);
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

    /** Takes the record's text as a last field. */
    private void takeRaw(FieldColumn raws) {
        int end = p;
        while (end > recordStart && (in[end - 1] == LF || in[end - 1] == CR)) {
            end--;
        }
        out.length = 0;
        out.room(end - recordStart);
        for (int i = recordStart; i < end; i++) {
            byte b = in[i];
            if (b == LF) {
                out.put(Staging.LINE_BREAK);
            } else if (b != CR) {
                out.put(b >= 0 && b < ' ' ? (byte) ' ' : b);
            }
        }
        raws.takeNormal(out);
    }

    /** Whether the record is staged; otherwise it is noted or rejected. */
    private boolean finish() {
        RowFault condemned = plan.condemned().of(recordLine);
        // In a row of a workbook nothing can have shifted.
        boolean fits = plan.marksBreaks()
                ? field >= columns.length
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
        int width = surplus ? columns.length : plan.dialect().fields();
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
        for (int i = 0; i < Math.min(fields.size(), columns.length); i++) {
            if ((groups[i] >> group & 1) == 1 && !fields.get(i).isBlank()) {
                return fields.get(i).strip();
            }
        }
        return "";
    }
}
