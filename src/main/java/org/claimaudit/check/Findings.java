package org.claimaudit.check;

import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.rule.Grade;
import org.claimaudit.rule.ResultShape;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;

/** Makes findings and claims out of a rule's result in {@code audit_result}. */
final class Findings {
    private final Db db;
    private final Rule rule;
    private final AuditPeriod period;
    private final ResultShape shape;

    Findings(Db db, Rule rule, AuditPeriod period, ResultShape shape) {
        this.db = db;
        this.rule = rule;
        this.period = period;
        this.shape = shape;
    }

    /**
     * Fills {@code audit_finding} and {@code audit_claim}; returns the number of findings.
     *
     * @throws RuleFault when the result breaks the form
     */
    long collect() {
        if (db.count("SELECT count(*) FROM audit_result") == 0) {
            return 0;
        }
        checkGrades();
        rows();
        Sources.find(db);
        if (rule.apart()) {
            apart();
            rows();
        }
        checkBearers();
        claims();
        findings();
        return db.count("SELECT count(*) FROM audit_finding WHERE rule_id = ?", rule.id());
    }

    private void checkGrades() {
        if (shape.has("grade")) {
            db.first(
                            "SELECT CAST(grade AS VARCHAR) AS g FROM audit_result"
                                    + " WHERE grade NOT IN ('violation', 'suspect', 'clue') ORDER BY g",
                            row -> row.str("g"))
                    .ifPresent(grade -> {
                        throw new RuleFault(Bilingual.of("check.grade", grade));
                    });
        }
    }

    /** The finding that a row belongs to: 16 hexadecimal digits of SHA-256 over the rule and the key's values. */
    static String findingId(Rule rule) {
        String key = rule.key().stream()
                .map(column -> "coalesce(CAST(" + Db.identifier(column) + " AS VARCHAR), '')")
                .collect(Collectors.joining(", "));
        return "substr(sha256(" + Db.quote(rule.id()) + " || chr(10) || concat_ws(chr(31), " + key + ")), 1, 16)";
    }

    /**
     * Makes a finding of its own of what is claimed from each institution and month; the other rows of those days or before stand in it as
     * evidence.
     */
    private void apart() {
        String account = shape.has("account") ? "coalesce(account, 0)" : "0";
        db.execute(
                """
                CREATE OR REPLACE TEMP TABLE audit_result AS
                WITH placed AS (
                    SELECT r.*, s.month AS row_month, coalesce(s.month BETWEEN ? AND ?, false) AND (coalesce(claim, 0) > 0 OR %s > 0) AS bears
                    FROM audit_result r JOIN audit_source s
                        ON s.row_table = CAST(r.row_table AS VARCHAR) AND s.row_id = CAST(r.row_id AS VARCHAR)),
                part AS (
                    SELECT DISTINCT audit_finding_id AS whole, fixmedins_code AS part_code, row_month AS part_month FROM placed WHERE bears),
                parted AS (
                    SELECT *, fixmedins_code IS NOT DISTINCT FROM part_code AND row_month = part_month AS own
                    FROM placed JOIN part ON whole = audit_finding_id AND (row_month IS NULL OR row_month <= part_month))
                SELECT * EXCLUDE (row_month, bears, whole, part_code, part_month, own) REPLACE (
                    substr(sha256(concat_ws(chr(31), whole, coalesce(part_code, ''), part_month)), 1, 16) AS audit_finding_id, %s)
                FROM parted
                UNION ALL BY NAME
                SELECT * EXCLUDE (row_month, bears) FROM placed ANTI JOIN part ON whole = audit_finding_id
                """.formatted(account, own()),
                period.from().toString(),
                period.to().toString());
    }

    private String own() {
        String claim = "CASE WHEN own THEN claim ELSE 0 END AS claim";
        return shape.has("account") ? claim + ", CASE WHEN own THEN account ELSE 0 END AS account" : claim;
    }

    /** One row per finding and source row, with the weakest grade that the rule gave the finding. */
    private void rows() {
        String rank = shape.has("grade") ? "CASE grade WHEN 'clue' THEN 2 WHEN 'suspect' THEN 1 ELSE 0 END" : "0";
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_row AS
                SELECT audit_finding_id AS finding_id, CAST(row_table AS VARCHAR) AS row_table, CAST(row_id AS VARCHAR) AS row_id,
                    max(coalesce(claim, 0)) AS claim, %s AS account,
                    max(max(%s)) OVER (PARTITION BY audit_finding_id) AS grade_rank, max(end_date) AS end_date
                FROM audit_result GROUP BY audit_finding_id, audit_result.row_table, audit_result.row_id
                """.formatted(shape.has("account") ? "max(coalesce(account, 0))" : "0", rank));
    }

    /** Money hangs on fee lines and settlements, account money on settlements: only there is it known what was paid. */
    private void checkBearers() {
        db.first("""
                        SELECT row_table, row_id FROM audit_row JOIN audit_source USING (row_table, row_id)
                        WHERE grade_rank < 2 AND ((claim > 0 AND row_table NOT IN ('fee_line', 'settlement')) OR (account > 0 AND NOT bears_account))
                        ORDER BY ALL LIMIT 1""", row -> Bilingual.of("check.bearer", row.str("row_table"), row.str("row_id")))
                .filter(reason -> rule.grade() != Grade.CLUE)
                .ifPresent(reason -> {
                    throw new RuleFault(reason);
                });
    }

    /** Findings with no row in the window are left out; a row outside it claims nothing, nor does a clue. */
    private void claims() {
        db.execute(
                """
                INSERT INTO audit_claim BY NAME
                WITH placed AS (
                    SELECT r.*, s.* EXCLUDE (row_table, row_id), coalesce(s.month BETWEEN ? AND ?, false) AS audited,
                        greatest(r.grade_rank, ?) AS grade
                    FROM audit_row r JOIN audit_source s USING (row_table, row_id)),
                kept AS (
                    SELECT finding_id FROM placed GROUP BY finding_id
                    HAVING bool_or(audited) OR (NOT bool_or(dated) AND bool_or(end_date >= ? AND end_date < ?))),
                capped AS (
                    SELECT *, audited AND grade < 2 AS claims FROM placed SEMI JOIN kept USING (finding_id))
                SELECT finding_id, CAST(? AS VARCHAR) AS rule_id, row_table, row_id, coalesce(f.path, '') AS source_file,
                    coalesce(f.sha256, '') AS source_sha256, source_line,
                    setl_id, month, insutype,
                    CAST(greatest(coalesce(cap_row, 0), 0) AS DECIMAL(18, 2)) AS cap_row,
                    CAST(greatest(coalesce(cap_setl, 0), 0) AS DECIMAL(18, 2)) AS cap_setl,
                    CAST(CASE WHEN bears_account THEN greatest(coalesce(cap_account, 0), 0) ELSE 0 END AS DECIMAL(18, 2)) AS cap_account,
                    CAST(CASE WHEN claims THEN greatest(0, least(round(claim, 2), coalesce(cap_row, 0))) ELSE 0 END AS DECIMAL(18, 2))
                        AS amount_gross,
                    0 AS amount_net, 0 AS withheld,
                    CAST(CASE WHEN claims AND bears_account THEN greatest(0, least(round(account, 2), coalesce(cap_account, 0))) ELSE 0 END
                        AS DECIMAL(18, 2)) AS account_gross,
                    0 AS account
                FROM capped LEFT JOIN ledger.file f USING (file_id)
                """,
                period.from().toString(),
                period.to().toString(),
                rule.grade().rank(),
                period.begin(),
                period.end(),
                rule.id());
    }

    /** What a finding says of itself is what its claimed rows agree on, or all its rows when none claims. */
    private void findings() {
        String strength = shape.has("strength") ? "max(strength)" : "NULL";
        String name = shape.has("fixmedins_name") ? "min(fixmedins_name) FILTER (speaks)" : "NULL";
        db.execute(
                """
                INSERT INTO audit_finding BY NAME
                WITH said AS (
                    SELECT *, (claim > 0) IS NOT DISTINCT FROM bool_or(claim > 0) OVER (PARTITION BY audit_finding_id) AS speaks
                    FROM audit_result),
                about AS (
                    SELECT audit_finding_id AS finding_id,
                        arg_max(CAST(fixmedins_code AS VARCHAR), struct_pack(c := coalesce(claim, 0), k := CAST(fixmedins_code AS VARCHAR)))
                            FILTER (fixmedins_code IS NOT NULL) AS fixmedins_code,
                        CAST(%s AS VARCHAR) AS fixmedins_name, %s, min(begin_date) AS begin_date, max(end_date) AS end_date,
                        %s AS message_en, %s AS message_zh, TRY_CAST(round(%s, 2) AS DECIMAL(18, 2)) AS strength
                    FROM said GROUP BY audit_finding_id),
                money AS (
                    SELECT finding_id, count(*) AS evidence_rows, sum(amount_gross) AS amount_gross,
                        coalesce(max(month) FILTER (amount_gross > 0 OR account_gross > 0),
                            max(month) FILTER (month BETWEEN ? AND ?)) AS month
                    FROM audit_claim WHERE rule_id = ? GROUP BY finding_id),
                ranked AS (
                    SELECT DISTINCT finding_id, greatest(grade_rank, ?) AS grade FROM audit_row)
                SELECT finding_id, CAST(? AS VARCHAR) AS rule_id, ['violation', 'suspect', 'clue'][grade + 1] AS grade,
                    CAST(? AS VARCHAR) AS severity, a.fixmedins_code, coalesce(a.fixmedins_name, i.fixmedins_name) AS fixmedins_name,
                    psn_no, mdtrt_id, setl_id, begin_date, end_date, coalesce(m.month, strftime(end_date, '%%Y-%%m')) AS month,
                    message_en, message_zh, evidence_rows, amount_gross, 0 AS amount_net, 0 AS withheld, 0 AS account, 'new' AS status, strength
                FROM about a JOIN money m USING (finding_id) JOIN ranked USING (finding_id)
                    LEFT JOIN fact.institution_kind i ON i.fixmedins_code = a.fixmedins_code
                """.formatted(
                                name,
                                agreed(List.of("psn_no", "mdtrt_id", "setl_id")),
                                MessageSql.of(rule.message().en(), shape),
                                MessageSql.of(rule.message().zh(), shape),
                                strength),
                period.from().toString(),
                period.to().toString(),
                rule.id(),
                rule.grade().rank(),
                rule.id(),
                rule.severity().word());
        db.execute("""
                UPDATE audit_claim SET fixmedins_code = f.fixmedins_code FROM audit_finding f
                WHERE audit_claim.rule_id = ? AND f.finding_id = audit_claim.finding_id""", rule.id());
    }

    private static String agreed(List<String> columns) {
        return columns.stream()
                .map(column -> "CASE WHEN min(" + column + ") FILTER (speaks) = max(" + column
                        + ") FILTER (speaks) THEN CAST(min(" + column + ") FILTER (speaks) AS VARCHAR) END AS "
                        + column)
                .collect(Collectors.joining(", "));
    }
}
