package org.claimaudit.check;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;

/**
 * Where the rows of a rule's result come from: file, line, month, and what the fund paid for each. Reads {@code audit_row}, fills
 * {@code audit_source}.
 */
final class Sources {
    /** What the facts know of a row, for tables whose rows the fund pays for or that belong to a month. */
    private static final String LINE = """
            SELECT k.row_id, d.file_id, d.source_line,
                coalesce(e.month, strftime(s.setl_time, '%Y-%m'), strftime(d.fee_ocur_time, '%Y-%m')) AS month, true AS dated,
                v.setl_id, v.insutype, e.fund AS cap_row, v.fund AS cap_setl, v.acct_pay AS cap_account, false AS bears_account
            FROM k LEFT JOIN data.fee_line d ON d.feedetl_sn = k.row_id
                LEFT JOIN fact.effective_line e ON e.feedetl_sn = k.row_id
                LEFT JOIN fact.valid_settlement v ON v.setl_id = e.setl_id
                LEFT JOIN data.settlement s ON s.setl_id = d.setl_id
            """;

    private static final String SETTLEMENT = """
            SELECT k.row_id, d.file_id, d.source_line,
                coalesce(v.month, strftime(d.setl_time, '%Y-%m')) AS month, true AS dated,
                v.setl_id, coalesce(v.insutype, d.insutype) AS insutype, v.fund AS cap_row, v.fund AS cap_setl,
                v.acct_pay AS cap_account, true AS bears_account
            FROM k LEFT JOIN data.settlement d ON d.setl_id = k.row_id
                LEFT JOIN fact.valid_settlement v ON v.setl_id = k.row_id
            """;

    private static final String ENCOUNTER = """
            SELECT k.row_id, d.file_id, d.source_line,
                coalesce(v.month, strftime(d.endtime, '%Y-%m')) AS month, true AS dated,
                CAST(NULL AS VARCHAR) AS setl_id, d.insutype, CAST(NULL AS DECIMAL(18, 2)) AS cap_row,
                CAST(NULL AS DECIMAL(18, 2)) AS cap_setl, CAST(NULL AS DECIMAL(18, 2)) AS cap_account, false AS bears_account
            FROM k LEFT JOIN data.encounter d ON d.mdtrt_id = k.row_id
                LEFT JOIN (SELECT mdtrt_id, max(month) AS month FROM fact.valid_settlement
                    WHERE mdtrt_id IN (SELECT row_id FROM k) GROUP BY mdtrt_id) v ON v.mdtrt_id = k.row_id
            """;

    private static final String OTHER = """
            SELECT k.row_id, d.file_id, d.source_line, CAST(NULL AS VARCHAR) AS month, false AS dated,
                CAST(NULL AS VARCHAR) AS setl_id, CAST(NULL AS VARCHAR) AS insutype, CAST(NULL AS DECIMAL(18, 2)) AS cap_row,
                CAST(NULL AS DECIMAL(18, 2)) AS cap_setl, CAST(NULL AS DECIMAL(18, 2)) AS cap_account, false AS bears_account
            FROM k LEFT JOIN (SELECT %s AS row_id, file_id, source_line FROM data.%s) d ON d.row_id = k.row_id
            """;

    private Sources() {}

    /**
     * Fills {@code audit_source}.
     *
     * @throws RuleFault when a row names a table or row that does not exist
     */
    static void find(Db db) {
        var parts = new ArrayList<String>();
        for (String name : names(db)) {
            TableDef table = Tables.find(name)
                    .orElseThrow(() -> new RuleFault(Bilingual.of("check.row-table", name.isEmpty() ? "NULL" : name)));
            parts.add("SELECT " + Db.quote(name)
                    + " AS row_table, * FROM (WITH k AS (SELECT DISTINCT row_id FROM audit_row" + " WHERE row_table = "
                    + Db.quote(name) + ") " + query(table) + ")");
        }
        if (parts.isEmpty()) {
            parts.add(
                    "SELECT '' AS row_table, * FROM (WITH k AS (SELECT '' AS row_id) " + SETTLEMENT + ") WHERE false");
        }
        db.execute("CREATE OR REPLACE TEMP TABLE audit_source AS " + String.join(" UNION ALL ", parts));
        db.first(
                        "SELECT row_table, coalesce(row_id, 'NULL') AS row_id FROM audit_source WHERE file_id IS NULL"
                                + " ORDER BY row_table, row_id",
                        row -> Bilingual.of("check.row-id", row.str("row_table"), row.str("row_id")))
                .ifPresent(reason -> {
                    throw new RuleFault(reason);
                });
    }

    private static List<String> names(Db db) {
        return db.list("SELECT DISTINCT coalesce(row_table, '') AS t FROM audit_row ORDER BY t", row -> row.str("t"));
    }

    private static String query(TableDef table) {
        return switch (table.name()) {
            case "fee_line" -> LINE;
            case "settlement" -> SETTLEMENT;
            case "encounter" -> ENCOUNTER;
            default -> OTHER.formatted(table.rowIdSql(), table.name());
        };
    }
}
