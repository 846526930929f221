package org.claimaudit.report;

import org.claimaudit.store.Db;

/** Facts as tables to read from. A store that no check has run in has none: then they are empty. */
final class FactTable {
    private FactTable() {}

    /**
     * What to name after FROM.
     *
     * @param columns the columns that the query reads, with their types
     */
    static String of(Db db, String fact, String columns) {
        boolean there = db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'fact' AND table_name = ?",
                        fact)
                > 0;
        return there ? "fact." + fact : "(SELECT " + nulls(columns) + " WHERE false)";
    }

    private static String nulls(String columns) {
        String[] all = columns.split(", (?=[a-z])", -1);
        for (int i = 0; i < all.length; i++) {
            int space = all[i].indexOf(' ');
            all[i] = "CAST(NULL AS " + all[i].substring(space + 1) + ") AS " + all[i].substring(0, space);
        }
        return String.join(", ", all);
    }
}
