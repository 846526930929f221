package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.ingest.Forms.NoForm;
import org.claimaudit.ingest.Plan.Slot;
import org.jspecify.annotations.Nullable;

/** By what a record that is rejected is known when it comes again. */
final class RowKey {
    private RowKey() {}

    /** The key as {@link TableDef#rowIdSql} writes it; null when it cannot be read. */
    static @Nullable String of(Plan plan, List<String> fields) {
        var parts = new ArrayList<String>();
        for (String column : plan.key()) {
            String part = "";
            for (int i = 0; i < Math.min(fields.size(), plan.slots().size()); i++) {
                Slot slot = plan.slots().get(i);
                if (slot.type() != null && column.equals(slot.target())) {
                    try {
                        part = Forms.normalise(slot.type(), fields.get(i).strip());
                    } catch (NoForm e) {
                        return null;
                    }
                }
            }
            parts.add(part);
        }
        return parts.stream().allMatch(String::isEmpty) ? null : String.join("|", parts);
    }
}
