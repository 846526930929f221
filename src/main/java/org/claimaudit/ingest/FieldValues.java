package org.claimaudit.ingest;

import java.util.Locale;
import org.claimaudit.ingest.Plan.Slot;
import org.jspecify.annotations.Nullable;

/** Brings the fields of a record, one after another, to the form that DuckDB reads, where they stand. */
final class FieldValues {
    private final Plan plan;
    private final StagingText out;
    private @Nullable RowFault fault;

    FieldValues(Plan plan, StagingText out) {
        this.plan = plan;
        this.out = out;
    }

    void beginRecord() {
        fault = null;
    }

    /** The first fault of the record. */
    @Nullable
    RowFault fault() {
        return fault;
    }

    /**
     * Takes the field that was copied from {@code begin} on and says whether a value is left.
     *
     * @throws LostDigits for an identifier that a spreadsheet has turned into a number
     */
    boolean take(int field, ColumnType type, int begin, long line) {
        out.trim(begin);
        int length = out.length - begin;
        if (length == 0 || (length <= Staging.LONGEST_NULL_WORD && nullWord(begin, length))) {
            out.length = begin;
            return false;
        }
        if (UsualForms.is(type, out.bytes, begin, out.length)) {
            return true;
        }
        if (type == ColumnType.DATE && UsualForms.dayAndClock(out.bytes, begin, out.length)) {
            out.length = begin + 10;
            return true;
        }
        return unusual(field, type, begin, line);
    }

    private boolean nullWord(int begin, int length) {
        byte b = out.bytes[begin];
        if (length == 1) {
            return b == '-'
                    || b == '/'
                    || (!plan.nullWords().isEmpty() && plan.nullWords().contains(out.from(begin)));
        }
        if (b == '\\' || b == 'N' || b == 'n' || b == '(' || !plan.nullWords().isEmpty()) {
            String text = out.from(begin);
            return text.equals("\\N")
                    || text.equalsIgnoreCase("null")
                    || text.equalsIgnoreCase("(null)")
                    || plan.nullWords().contains(text.toLowerCase(Locale.ROOT));
        }
        return false;
    }

    /** The slow way; false when no value is left or none could be made of it. */
    private boolean unusual(int field, ColumnType type, int begin, long line) {
        String text = out.from(begin);
        Slot slot = plan.slots().get(field);
        out.length = begin;
        try {
            String value = Forms.normalise(type, text);
            if ((type == ColumnType.ID || type == ColumnType.CERT) && Forms.scientific(value)) {
                throw new LostDigits(line, slot.source(), text);
            }
            out.replace(begin, value);
            return !value.isEmpty();
        } catch (Forms.NoForm e) {
            if (fault == null) {
                fault = e.fault(String.valueOf(slot.target()), text);
            }
            return false;
        }
    }
}
