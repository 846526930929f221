package org.claimaudit.ingest;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.claimaudit.ingest.Plan.Slot;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a record, one after another, that no column knows by their bytes: brings them to a form that it does. */
final class FieldValues {
    private static final Set<String> NULL_WORDS = Set.of("-", "/", "\\N");

    private final Plan plan;
    private final FieldText out;
    private @Nullable RowFault fault;

    FieldValues(Plan plan, FieldText out) {
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
     * Takes the field whose text was copied and says whether a value is left; a column that gets none takes a null.
     *
     * @throws LostDigits for an identifier that a spreadsheet has turned into a number
     */
    boolean take(int field, FieldColumn column, long line) {
        out.trim();
        boolean none = out.length == 0 || (out.length <= Staging.LONGEST_NULL_WORD && nullWord());
        boolean valued =
                !none && (column.takeUsual(out) || takeNormalised(plan.slots().get(field), column, line));
        if (!valued) {
            column.values.none();
        }
        return valued;
    }

    private boolean nullWord() {
        if (!UsualForms.beginsLikeNone(out.bytes[0]) && plan.nullWords().isEmpty()) {
            return false;
        }
        String text = out.toString();
        return NULL_WORDS.contains(text)
                || text.equalsIgnoreCase("null")
                || text.equalsIgnoreCase("(null)")
                || plan.nullWords().contains(text.toLowerCase(Locale.ROOT));
    }

    /** The slow way; false when no value is left or none could be made of it. */
    private boolean takeNormalised(Slot slot, FieldColumn column, long line) {
        String text = out.toString();
        ColumnType type = Objects.requireNonNull(slot.type());
        try {
            String value = Forms.normalise(type, text);
            if ((type == ColumnType.ID || type == ColumnType.CERT) && Forms.scientific(value)) {
                throw new LostDigits(line, slot.source(), text);
            }
            out.replace(value);
            if (!value.isEmpty()) {
                column.takeNormal(out);
            }
            return !value.isEmpty();
        } catch (Forms.NoForm e) {
            if (fault == null) {
                fault = e.fault(String.valueOf(slot.target()), text);
            }
            return false;
        }
    }
}
