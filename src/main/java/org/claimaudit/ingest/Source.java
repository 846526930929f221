package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.claimaudit.ingest.Plan.Slot;

/**
 * A file about to be loaded into one table.
 *
 * @param head what stands before its records
 * @param table where they go
 * @param plan what becomes of each field
 * @param copies canonical columns that take the value of another one
 * @param columnsLeftOut columns of the file that no canonical column takes
 */
record Source(FileHead head, TableDef table, Plan plan, Map<String, String> copies, List<String> columnsLeftOut) {

    /** A file in the platform's layout. */
    static Source of(FileHead head, Recognition meaning) {
        TableDef table = meaning.table();
        var slots = new ArrayList<Slot>();
        var leftOut = new ArrayList<String>();
        for (int i = 0; i < head.columns().size(); i++) {
            String source = head.columns().get(i).strip();
            String target = meaning.targets().get(i);
            if (target == null) {
                slots.add(new Slot(source, null, null, 0, null));
                if (!source.isEmpty()) {
                    leftOut.add(source);
                }
            } else {
                ColumnDef column = table.column(target).orElseThrow();
                slots.add(new Slot(
                        source, target, column.type(), groups(table, target, meaning.copies()), column.rejectMask()));
            }
        }
        Plan plan = new Plan(
                head.dialect(),
                List.copyOf(slots),
                head.frame(),
                groupNames(table),
                Set.of(),
                table.key().stream()
                        .map(column -> meaning.copies().getOrDefault(column, column))
                        .toList(),
                Plan.Layout.EXPORT,
                Condemned.NONE);
        return new Source(head, table, plan, meaning.copies(), leftOut);
    }

    /** The columns of the table that the file fills. */
    Set<String> targets() {
        var targets = new HashSet<>(copies.keySet());
        plan.slots().stream().map(Slot::target).filter(Objects::nonNull).forEach(targets::add);
        return targets;
    }

    /** The groups of indispensable columns that a value of this column, or of one that takes its value, fulfils. */
    static long groups(TableDef table, String column, Map<String, String> copies) {
        long groups = 0;
        for (int i = 0; i < table.required().size(); i++) {
            List<String> group = table.required().get(i);
            boolean fulfils = group.contains(column)
                    || copies.entrySet().stream()
                            .anyMatch(c -> c.getValue().equals(column) && group.contains(c.getKey()));
            groups |= fulfils ? 1L << i : 0;
        }
        return groups;
    }

    static List<String> groupNames(TableDef table) {
        return table.required().stream().map(g -> String.join(" | ", g)).toList();
    }
}
