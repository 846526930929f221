package org.claimaudit.cases;

import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/**
 * How much of personal data leaves with a list or a report.
 *
 * @param reveal whether personal numbers are written in full
 */
public record Disclosure(boolean reveal) {
    /** A person's number. */
    public @Nullable String number(@Nullable String number) {
        return reveal || number == null ? number : Mask.id(number);
    }

    /** A rule's message, which may name the person whom it is about. */
    public String message(String message, @Nullable String person) {
        return reveal || person == null || person.isEmpty() ? message : message.replace(person, Mask.id(person));
    }

    /** A row's key. Where it is a person's number it is masked like any other: file and line still lead to the row. */
    public String rowId(String table, String id) {
        boolean personal = Tables.find(table).filter(TableDef::hasPersonalKey).isPresent();
        return personal && !reveal ? Mask.id(id) : id;
    }
}
