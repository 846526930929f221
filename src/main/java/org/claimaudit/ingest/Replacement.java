package org.claimaudit.ingest;

import java.time.YearMonth;
import java.util.List;

/** A month of a table whose rows the loaded files are to take the place of. */
public record Replacement(YearMonth month, String table) {
    /** The tables whose rows belong to a month. */
    public static final List<String> TABLES = List.of("settlement", "encounter", "fee_line");
}
