package org.claimaudit.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.claimaudit.ingest.Plan.Slot;
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
    private static final int SLACK = 8192;

    private final Plan plan;
    private final @Nullable ColumnType[] types;
    private final long[] groups;
    private final boolean[] stop = new boolean[256];
    private final RejectWriter rejects;

    private byte[] in = new byte[0];
    private int p;
    private int to;
    private byte[] out = new byte[0];
    private int o;

    // The record at hand.
    private int recordStart;
    private long recordLine;
    private long line;
    private int field;
    private long present;
    private boolean anything;
    private boolean surplus;
    private boolean broken;
    private @Nullable RowFault fault;

    // The chunk at hand.
    private int longest;
    private long loaded;
    private long rejected;
    private final LineNotes notes = new LineNotes();
    private final boolean[] embedded;

    RecordParser(Plan plan) {
        this.plan = plan;
        int width = plan.slots().size();
        this.types = new ColumnType[width];
        this.groups = new long[width];
        this.embedded = new boolean[width];
        for (int i = 0; i < width; i++) {
            types[i] = plan.slots().get(i).type();
            groups[i] = plan.slots().get(i).groups();
        }
        Arrays.fill(stop, 0, ' ', true);
        stop[0x7f] = true;
        stop[plan.delimiter() & 0xff] = true;
        if (plan.staged()) {
            stop[Staging.LINE_BREAK] = false;
        }
        this.rejects = new RejectWriter(plan);
    }

    /**
     * The records of a chunk.
     *
     * @param lines what was read but is no record
     * @param embedded for each column whether a value holds line breaks, written as {@link Staging#LINE_BREAK}
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
            boolean[] embedded) {}

    /** Parses whole records in UTF-8, of which the last ends with a line feed. */
    Parsed parse(byte[] text, int length, long firstLine, byte[] reuse) {
        in = text;
        p = 0;
        to = length;
        line = firstLine;
        out = reuse;
        o = 0;
        longest = 0;
        loaded = 0;
        rejected = 0;
        notes.clear();
        Arrays.fill(embedded, false);
        rejects.clear();
        while (p < to) {
            record();
        }
        return new Parsed(
                out,
                o,
                rejects.take(),
                loaded,
                rejected,
                Math.max(longest, rejects.longest()),
                notes.copy(),
                embedded.clone());
    }

    private void record() {
        if (out.length - o < to - p + SLACK) {
            out = Arrays.copyOf(out, Math.max(out.length + (out.length >> 1), o + to - p + 2 * SLACK));
        }
        recordStart = p;
        recordLine = line;
        field = 0;
        present = 0;
        anything = false;
        surplus = false;
        broken = false;
        fault = null;
        int recordOut = o;
        if (plan.staged()) {
            recordLine = stagedLine();
        }
        number(recordLine);
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
            out[o++] = LF;
            longest = Math.max(longest, o - recordOut);
            loaded++;
        } else {
            o = recordOut;
        }
    }

    /** Reads one field and says whether another one follows. */
    private boolean field() {
        int width = types.length;
        ColumnType type = field < width ? types[field] : null;
        if (type != null) {
            out[o++] = Staging.SEPARATOR;
        }
        int begin = o;
        if (in[p] == plan.quote() && plan.quote() != 0) {
            if (!quoted()) {
                return false;
            }
        } else {
            plain();
        }
        if (field >= width) {
            surplus |= !blank(begin);
            o = begin;
        } else if (type == null) {
            o = begin;
        } else {
            value(type, begin);
        }
        return afterField();
    }

    private boolean afterField() {
        byte b = in[p];
        if (b == plan.delimiter()) {
            p++;
            return true;
        }
        p += b == CR ? 2 : 1;
        return false;
    }

    /** Copies up to the delimiter or the line's end. */
    private void plain() {
        byte[] source = in;
        byte[] target = out;
        boolean[] stops = stop;
        int from = p;
        int end = o;
        while (true) {
            byte b;
            while (!stops[(b = source[from]) & 0xff]) {
                target[end++] = b;
                from++;
            }
            if (b == plan.delimiter() || b == LF || (b == CR && source[from + 1] == LF)) {
                break;
            }
            // Any other control character would break the staging text.
            target[end++] = ' ';
            from++;
        }
        p = from;
        o = end;
    }

    /** Copies a quoted field without its quotes; false when it is not closed properly, and the record ends with its first line. */
    private boolean quoted() {
        byte quote = plan.quote();
        p++;
        while (true) {
            if (p >= to) {
                return breakOff();
            }
            byte b = in[p++];
            if (b == quote) {
                if (p < to && in[p] == quote) {
                    out[o++] = quote;
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
                    out[o++] = Staging.LINE_BREAK;
                    if (field < embedded.length) {
                        embedded[field] = true;
                    }
                }
            } else {
                out[o++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
            }
        }
    }

    private boolean closed() {
        while (p < to && in[p] == ' ') {
            p++;
        }
        return p < to && (in[p] == plan.delimiter() || in[p] == LF || (in[p] == CR && p + 1 < to && in[p + 1] == LF));
    }

    private boolean breakOff() {
        broken = true;
        p = Bytes.indexOf(in, LF, recordStart, to) + 1;
        line = recordLine;
        return false;
    }

    private boolean blank(int begin) {
        for (int i = begin; i < o; i++) {
            if (out[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Checks what was copied from {@code begin} on and brings it to the form that DuckDB reads. */
    private void value(ColumnType type, int begin) {
        trim(begin);
        int length = o - begin;
        if (length == 0 || (length <= Staging.LONGEST_NULL_WORD && nullWord(begin, length))) {
            o = begin;
            return;
        }
        boolean usual = switch (type) {
            case TEXT -> true;
            case ID -> usualId(begin);
            case CERT -> usualId(begin) && length != 15 && out[o - 1] != 'x';
            case DATE -> usualDate(begin);
            case TIME -> usualTime(begin);
            case MONEY, PRICE, QTY, RATIO, WHOLE -> usualNumber(begin, type);
        };
        if (usual || unusual(type, begin)) {
            present |= groups[field];
            anything = true;
        }
    }

    private void trim(int begin) {
        int end = o;
        while (end > begin && (out[end - 1] == ' ' || (end - begin >= 3 && wideSpace(end - 3)))) {
            end -= out[end - 1] == ' ' ? 1 : 3;
        }
        int from = begin;
        while (from < end && (out[from] == ' ' || (end - from >= 3 && wideSpace(from)))) {
            from += out[from] == ' ' ? 1 : 3;
        }
        if (from > begin) {
            System.arraycopy(out, from, out, begin, end - from);
        }
        o = begin + end - from;
    }

    /** U+3000, the blank as wide as a Chinese character. */
    private boolean wideSpace(int at) {
        return out[at] == (byte) 0xe3 && out[at + 1] == (byte) 0x80 && out[at + 2] == (byte) 0x80;
    }

    private boolean nullWord(int begin, int length) {
        byte b = out[begin];
        if (length == 1) {
            return b == '-'
                    || b == '/'
                    || (!plan.nullWords().isEmpty() && plan.nullWords().contains(text(begin)));
        }
        if (b == '\\' || b == 'N' || b == 'n' || b == '(' || !plan.nullWords().isEmpty()) {
            String text = text(begin);
            return text.equals("\\N")
                    || text.equalsIgnoreCase("null")
                    || text.equalsIgnoreCase("(null)")
                    || plan.nullWords().contains(text.toLowerCase(Locale.ROOT));
        }
        return false;
    }

    private boolean usualId(int begin) {
        byte first = out[begin];
        byte last = out[o - 1];
        if (first == '\'' || first == '=' || first < 0 || last < 0) {
            return false;
        }
        // 1.23E+17 and 1.23E+5 have their plus sign in the last three places but one.
        return o - begin < 5 || (out[o - 3] != '+' && out[o - 2] != '+' && out[o - 4] != '+');
    }

    private boolean usualDate(int begin) {
        int length = o - begin;
        if (length == 10) {
            return day(begin);
        }
        if (length == 19 && day(begin) && clock(begin + 10)) {
            o = begin + 10;
            return true;
        }
        return false;
    }

    private boolean usualTime(int begin) {
        int length = o - begin;
        return length == 19 ? day(begin) && clock(begin + 10) : length == 10 && day(begin);
    }

    /** {@code yyyy-MM-dd} of the years 1900 to 2199, up to the 28th, which is a day in every month. */
    private boolean day(int at) {
        byte[] b = out;
        if (b[at + 4] != '-' || b[at + 7] != '-') {
            return false;
        }
        int century = two(at);
        int month = two(at + 5);
        int day = two(at + 8);
        return century >= 19
                && century <= 21
                && two(at + 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || (day <= 30 && month != 2) || (day == 31 && (month < 8 ? month & 1 : ~month & 1) == 1));
    }

    private boolean clock(int at) {
        int hour = two(at + 1);
        int minute = two(at + 4);
        int second = two(at + 7);
        return out[at] == ' '
                && out[at + 3] == ':'
                && out[at + 6] == ':'
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60;
    }

    private int two(int at) {
        int tens = out[at] - '0';
        int ones = out[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private boolean usualNumber(int begin, ColumnType type) {
        byte[] b = out;
        int at = begin;
        int end = o;
        if (b[at] == '-') {
            at++;
        }
        int digits = at;
        while (at < end && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        int whole = at - digits;
        if (whole == 0 || whole > type.wholeDigits()) {
            return false;
        }
        if (at == end) {
            return true;
        }
        if (b[at] != '.' || end - at - 1 > type.scale() || at + 1 == end) {
            return false;
        }
        at++;
        while (at < end && b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        return at == end;
    }

    /** The slow way; false when no value is left or none could be made of it. */
    private boolean unusual(ColumnType type, int begin) {
        String text = text(begin);
        Slot slot = plan.slots().get(field);
        String target = String.valueOf(slot.target());
        o = begin;
        try {
            String value = Forms.normalise(type, text);
            if ((type == ColumnType.ID || type == ColumnType.CERT) && Forms.scientific(value)) {
                throw new LostDigits(recordLine, slot.source(), text);
            }
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, out, begin, bytes.length);
            o = begin + bytes.length;
            return bytes.length > 0;
        } catch (Forms.NoForm e) {
            if (fault == null) {
                fault = e.fault(target, text);
            }
            return false;
        }
    }

    private String text(int begin) {
        return new String(out, begin, o - begin, StandardCharsets.UTF_8);
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
        out = out.length - o < end - recordStart + to - p + SLACK
                ? Arrays.copyOf(out, out.length + end - recordStart + to - p + SLACK)
                : out;
        out[o++] = Staging.SEPARATOR;
        for (int i = recordStart; i < end; i++) {
            byte b = in[i];
            if (b == LF) {
                out[o++] = Staging.LINE_BREAK;
            } else if (b != CR) {
                out[o++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
            }
        }
    }

    private void number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            out[o + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        o += digits;
    }

    /** Whether the record is staged; otherwise it is noted or rejected. */
    private boolean finish() {
        RowFault condemned = plan.condemned().of(recordLine);
        boolean whole = !broken && field >= types.length && !surplus;
        boolean fine = whole && fault == null && present == plan.allGroups() && condemned == null;
        if (fine && anything && !perhapsTotal()) {
            return true;
        }
        String raw = raw();
        if (!plan.staged() && notes.note(raw, recordLine, plan)) {
            return false;
        }
        if (fine) {
            return true;
        }
        rejected++;
        rejects.write(recordLine, raw, condemned == null ? reason() : condemned);
        return false;
    }

    /** Whether the record begins with 合, 总, 小, 本 or 全. */
    private boolean perhapsTotal() {
        int at = in[recordStart] == plan.quote() ? recordStart + 1 : recordStart;
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

    private RowFault reason() {
        int width = types.length;
        if (broken) {
            return new RowFault(null, null, "ingest.reject.quote");
        }
        if (field < width || surplus) {
            return new RowFault(null, null, "ingest.reject.fields", Integer.toString(field), Integer.toString(width));
        }
        if (fault != null) {
            return fault;
        }
        long missing = plan.allGroups() & ~present;
        String group = plan.groups().get(Long.numberOfTrailingZeros(missing));
        return new RowFault(group, "", "ingest.reject.missing", group);
    }
}
