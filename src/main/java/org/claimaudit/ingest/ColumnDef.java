package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A column of a canonical table.
 *
 * @param name canonical name
 * @param type what it holds
 * @param zh official Chinese name
 * @param names further names in headers: of the interface messages and Chinese ones, the preferred first
 * @param fallback the column whose source also feeds this one when nothing else does
 * @param mask how a personal value is masked; null for a column that is not personal
 * @param identifies whether it names one person, institution, doctor, stay, payment, line or document, by number or by name
 * @param known what a knowledge table may say in it
 */
public record ColumnDef(
        String name,
        ColumnType type,
        String zh,
        List<String> names,
        @Nullable String fallback,
        Mask.@Nullable Kind mask,
        boolean identifies,
        KnownValues known) {

    /** How a value is masked that it could not take; null when it goes out as it is. */
    Mask.@Nullable Kind rejectMask() {
        return mask != null || type.isText() ? mask : Mask.Kind.STRAY;
    }

    /** Its definition in SQL. */
    String sql() {
        return "\"" + name + "\" " + type.sql();
    }

    /** Its definition where no row has a value: it takes no room. */
    String emptySql() {
        return sql() + " GENERATED ALWAYS AS (CAST(NULL AS " + type.sql() + ")) VIRTUAL";
    }

    /** Everything that it may be called in a header, the preferred first. */
    List<String> allNames() {
        var all = new ArrayList<>(List.of(name, zh));
        all.addAll(names);
        return all;
    }
}
