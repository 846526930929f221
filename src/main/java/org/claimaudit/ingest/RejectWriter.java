package org.claimaudit.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/** Writes rejected records as staging text with the columns of {@code ledger.reject} from {@code source_line} on. */
final class RejectWriter {
    private static final int LONGEST_RAW = 1 << 16;

    private static final int REMEMBERED = 1000;

    private final Plan plan;
    /** Reasons come again and again: each with its texts in English and Chinese. */
    private final Map<List<String>, List<String>> reasons = new HashMap<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int longest;

    RejectWriter(Plan plan) {
        this.plan = plan;
    }

    /**
     * @param fields of {@code raw}, without their quotes
     * @param key of the record; null when it cannot be read
     */
    void write(long line, String raw, List<String> fields, @Nullable String key, RowFault fault) {
        int begin = out.size();
        String value = fault.value();
        Mask.Kind kind = kind(fault.column());
        field(Long.toString(line), false);
        field(fault.column(), true);
        field(value, true);
        reasons(fault).forEach(reason -> field(reason, true));
        field(shortened(raw), true);
        field(shortened(plan.staged() ? Mask.line(raw) : masked(raw, fields)), true);
        field(value == null || kind == null ? value : Mask.value(kind, value), true);
        field(key, true);
        out.write('\n');
        longest = Math.max(longest, out.size() - begin);
    }

    private List<String> reasons(RowFault fault) {
        if (reasons.size() > REMEMBERED) {
            reasons.clear();
        }
        return reasons.computeIfAbsent(
                fault.words(), key -> List.of(fault.reason(Locale.ENGLISH), fault.reason(Locale.CHINESE)));
    }

    private Mask.@Nullable Kind kind(@Nullable String column) {
        for (Slot slot : plan.slots()) {
            if (column != null && column.equals(slot.target())) {
                return slot.mask();
            }
        }
        return null;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_RAW ? text : text.substring(0, LONGEST_RAW) + "…";
    }

    /** The record with its personal columns masked; when its fields cannot be told apart, everything that may be personal. */
    private String masked(String raw, List<String> fields) {
        if (fields.size() != plan.slots().size()) {
            return Mask.line(raw);
        }
        var text = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            Slot slot = plan.slots().get(i);
            String field = fields.get(i);
            text.append(i == 0 ? "" : Character.toString((char) plan.dialect().delimiter()));
            if (slot.mask() != null) {
                text.append(Mask.value(slot.mask(), field));
            } else {
                text.append(slot.used() ? field : Mask.line(field));
            }
        }
        return text.toString();
    }

    private void field(@Nullable String value, boolean separated) {
        if (separated) {
            out.write(Staging.SEPARATOR);
        }
        if (value == null) {
            return;
        }
        var clean = new StringBuilder(value.length());
        value.chars().forEach(c -> {
            if (c == '\n') {
                clean.append((char) Staging.LINE_BREAK);
            } else if (c == Staging.SEPARATOR) {
                clean.append('\t');
            } else if (c != '\r') {
                clean.append(c < ' ' ? ' ' : (char) c);
            }
        });
        out.writeBytes(clean.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of the longest line written so far. */
    int longest() {
        return longest;
    }

    byte[] take() {
        return out.toByteArray();
    }

    void clear() {
        out.reset();
    }
}
