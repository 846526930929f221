package org.claimaudit.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A finding none of whose rows was planted.
 *
 * @param gross yuan of the pooled fund that the rule claims by itself
 * @param rows the first source rows of its evidence, those that claim most first, as {@code table row_id file:line}
 */
record FalsePositive(
        String findingId,
        String ruleId,
        @Nullable String institution,
        String message,
        BigDecimal gross,
        List<String> rows) {
    private static final int ROWS = 3;

    /** The run's findings without a planted row that claim most, at most {@code limit} of them; personal numbers are masked. */
    static List<FalsePositive> worst(Db db, String runId, Locale language, int limit) {
        String message = language.getLanguage().equals("zh") ? "message_zh" : "message_en";
        List<FalsePositive> found = db.list(
                "SELECT finding_id, rule_id, fixmedins_code, psn_no, amount_gross, " + message + " AS message"
                        + " FROM ledger.finding f WHERE run_id = ? AND finding_id NOT IN (SELECT finding_id FROM hit)"
                        + " ORDER BY amount_gross DESC, rule_id, finding_id LIMIT ?",
                FalsePositive::of,
                runId,
                limit);
        return found.stream().map(finding -> finding.withRows(db, runId)).toList();
    }

    private static FalsePositive of(Row row) {
        String person = row.text("psn_no");
        String message = row.str("message");
        return new FalsePositive(
                row.str("finding_id"),
                row.str("rule_id"),
                row.text("fixmedins_code"),
                person == null || person.isEmpty() ? message : message.replace(person, Mask.id(person)),
                Objects.requireNonNull(row.decimal("amount_gross")),
                List.of());
    }

    private FalsePositive withRows(Db db, String runId) {
        List<String> shown = db.list(
                "SELECT row_table, row_id, source_file, source_line FROM ledger.claim"
                        + " WHERE run_id = ? AND finding_id = ? ORDER BY amount_gross DESC, row_table, row_id LIMIT ?",
                FalsePositive::place,
                runId,
                findingId,
                ROWS);
        return new FalsePositive(findingId, ruleId, institution, message, gross, shown);
    }

    private static String place(Row row) {
        String table = row.str("row_table");
        boolean personal = Tables.find(table).filter(TableDef::hasPersonalKey).isPresent();
        String id = personal ? Mask.id(row.str("row_id")) : row.str("row_id");
        return table + " " + id + " " + row.str("source_file") + ":" + row.whole("source_line");
    }
}
