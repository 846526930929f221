package org.claimaudit.report;

import java.util.List;
import java.util.function.Consumer;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** {@code evidence.csv}, {@code rules.csv} and {@code rejects.csv}: what the ledger holds, row by row. */
final class LedgerFiles {
    private LedgerFiles() {}

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        rules(model, folder, options);
        rejects(db, model, folder, options);
        exempted(db, model, folder, options);
    }

    /** Writes {@code evidence.csv}, in the order of the findings, and hands the cells of each source row over to whoever else wants them. */
    static void evidence(
            Db db, ReportModel model, RunFolder folder, ReportOptions options, Consumer<@Nullable Object[]> also) {
        folder.csv(
                "evidence.csv",
                options.csv(),
                List.of(
                        "finding_id",
                        "rule_id",
                        "table",
                        "row_id",
                        "source_file",
                        "source_line",
                        "amount_gross",
                        "amount_net",
                        "month",
                        "insutype",
                        "withheld",
                        "account",
                        "source_sha256"),
                csv -> db.stream(
                        """
                        SELECT c.finding_id, c.rule_id, c.row_table, c.row_id, c.source_file, c.source_line, c.amount_gross,
                            c.amount_net, c.month, c.insutype, c.withheld, c.account, c.source_sha256
                        FROM ledger.claim c JOIN ledger.finding f USING (run_id, finding_id)
                        WHERE c.run_id = ?
                        ORDER BY coalesce(f.fixmedins_code, ''), c.rule_id, c.finding_id, c.row_table, c.row_id,
                            c.source_file, c.source_line, c.source_sha256""",
                        row -> {
                            String table = row.str("row_table");
                            @Nullable
                            Object[] cells = {
                                row.str("finding_id"),
                                row.str("rule_id"),
                                table,
                                options.disclosure().rowId(table, row.str("row_id")),
                                row.str("source_file"),
                                row.whole("source_line"),
                                row.decimal("amount_gross"),
                                row.decimal("amount_net"),
                                row.text("month"),
                                row.text("insutype"),
                                row.decimal("withheld"),
                                row.decimal("account"),
                                row.str("source_sha256")
                            };
                            csv.row(cells);
                            also.accept(cells);
                        },
                        model.run().id()));
    }

    private static void exempted(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        folder.csv(
                "exempted.csv",
                options.csv(),
                List.of(
                        "exemption_id",
                        "finding_id",
                        "rule_id",
                        "fixmedins_code",
                        "table",
                        "row_id",
                        "source_file",
                        "source_line",
                        "amount_gross",
                        "whole_finding"),
                csv -> db.stream(
                        "SELECT * FROM ledger.exempted WHERE run_id = ? ORDER BY exemption_id, finding_id, row_table, row_id",
                        row -> csv.row(
                                row.str("exemption_id"),
                                row.str("finding_id"),
                                row.str("rule_id"),
                                row.text("fixmedins_code"),
                                row.str("row_table"),
                                options.disclosure().rowId(row.str("row_table"), row.str("row_id")),
                                row.str("source_file"),
                                row.whole("source_line"),
                                row.decimal("amount_gross"),
                                row.bool("whole") ? "yes" : "no"),
                        model.run().id()));
    }

    private static void rules(ReportModel model, RunFolder folder, ReportOptions options) {
        folder.csv(
                "rules.csv",
                options.csv(),
                List.of(
                        "rule_id",
                        "outcome",
                        "grade",
                        "population",
                        "findings",
                        "amount_gross",
                        "amount_net",
                        "millis",
                        "reason",
                        "rule_title",
                        "severity"),
                csv -> model.rules()
                        .forEach(rule -> csv.row(
                                rule.id(),
                                rule.outcome(),
                                rule.grade(),
                                rule.population(),
                                rule.findings(),
                                rule.gross(),
                                rule.net(),
                                rule.millis(),
                                rule.reason(model.language()),
                                rule.title().in(model.language()),
                                rule.severity())));
    }

    private static void rejects(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        String masked = options.reveal() ? "" : "masked_";
        String reason = model.language().getLanguage().equals("zh") ? "reason_zh" : "reason_en";
        folder.csv(
                "rejects.csv",
                options.csv(),
                List.of("source_file", "source_line", "table", "column", "value", "reason", "raw", "source_sha256"),
                csv -> db.stream(
                        "SELECT f.path, f.table_name, f.sha256, r.* FROM ledger.run_input i JOIN ledger.file f USING (file_id)"
                                + " JOIN ledger.reject r USING (file_id) WHERE i.run_id = ?"
                                + " ORDER BY i.ordinal, r.source_line, r.column_name, r.value",
                        row -> csv.row(
                                row.str("path"),
                                row.whole("source_line"),
                                row.str("table_name"),
                                row.text("column_name"),
                                row.text(masked + "value"),
                                row.str(reason),
                                row.str(masked + "raw"),
                                row.str("sha256")),
                        model.run().id()));
    }
}
