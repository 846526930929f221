package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.claimaudit.cases.Run;
import org.claimaudit.insight.Priority;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/** Every institution that is known or has findings, with what decides where to go first. */
final class Institutions {
    /**
     * One institution; amounts in yuan of the pooled fund.
     *
     * @param type {@code hospital}, {@code township}, {@code village}, {@code pharmacy} or {@code other}
     * @param level code of the hospital's level
     * @param findings violations and suspects
     * @param fund what the fund paid it in the audited months
     * @param settlements its settlements of these months
     * @param families families of rules with violations or suspects
     * @param clueRules rules with clues
     * @param earlierMonths earlier months, of the eleven before the last, with violations or suspects
     */
    record Institution(
            String code,
            @Nullable String name,
            String type,
            String level,
            long findings,
            long clues,
            long persons,
            BigDecimal gross,
            BigDecimal netViolation,
            BigDecimal netSuspect,
            BigDecimal net,
            BigDecimal withheld,
            BigDecimal fund,
            long settlements,
            long families,
            long clueRules,
            long earlierMonths,
            Priority priority) {

        /** What may have to be claimed back: also where the data are not fit to claim upon yet. */
        BigDecimal risk() {
            return net.add(withheld);
        }

        boolean hasFindings() {
            return findings + clues > 0;
        }
    }

    private static final String SQL = """
            , own AS (
                SELECT f.*, r.family FROM ledger.finding f JOIN ledger.run_rule r USING (run_id, rule_id)
                WHERE f.run_id = $run AND f.fixmedins_code IS NOT NULL),
            found AS (
                SELECT fixmedins_code, max(fixmedins_name) AS name, count(*) FILTER (grade <> 'clue') AS findings,
                    count(*) FILTER (grade = 'clue') AS clues, count(DISTINCT psn_no) FILTER (grade <> 'clue') AS persons,
                    sum(amount_gross) AS gross, sum(amount_net) AS net, sum(withheld) AS withheld,
                    sum(amount_net) FILTER (grade = 'violation') AS net_violation,
                    sum(amount_net) FILTER (grade = 'suspect') AS net_suspect,
                    count(DISTINCT family) FILTER (grade <> 'clue') AS families
                FROM own GROUP BY fixmedins_code),
            kind AS (
                SELECT coalesce(k.fixmedins_code, f.fixmedins_code) AS fixmedins_code, coalesce(k.fixmedins_name, f.name) AS name,
                    coalesce(k.inst_type, 'other') AS type, coalesce(k.hosp_lv, '') AS level
                FROM (SELECT * FROM $kind WHERE fixmedins_code IS NOT NULL) k FULL JOIN found f ON f.fixmedins_code = k.fixmedins_code),
            paid AS (
                SELECT fixmedins_code, sum(fund) AS fund, count(*) AS settlements FROM $settlement
                WHERE month BETWEEN $from AND $to GROUP BY fixmedins_code),
            clue AS (
                SELECT DISTINCT o.fixmedins_code, o.rule_id, k.type
                FROM own o JOIN kind k ON k.fixmedins_code = o.fixmedins_code WHERE o.grade = 'clue'),
            peers AS (SELECT type, count(*) AS all_of FROM kind GROUP BY type),
            rare AS (
                SELECT fixmedins_code, count(*) AS clue_rules,
                    CAST(round(sum(1000 - 1000 * (pointed - 1) / greatest(1, all_of - 1))) AS BIGINT) AS rare_clues
                FROM (SELECT *, count(*) OVER (PARTITION BY type, rule_id) AS pointed FROM clue) JOIN peers USING (type)
                GROUP BY fixmedins_code),
            again AS (
                SELECT f.fixmedins_code, count(DISTINCT f.month) AS earlier_months
                FROM ledger.finding f JOIN month_run m ON m.run_id = f.run_id AND m.month = f.month
                WHERE f.grade <> 'clue' AND f.month < $to
                    AND f.month > strftime(CAST($to || '-01' AS DATE) - INTERVAL 12 MONTH, '%Y-%m')
                GROUP BY f.fixmedins_code)
            SELECT k.*, coalesce(f.findings, 0) AS findings, coalesce(f.clues, 0) AS clues, coalesce(f.persons, 0) AS persons,
                coalesce(f.gross, 0) AS gross, coalesce(f.net, 0) AS net, coalesce(f.net_violation, 0) AS net_violation,
                coalesce(f.net_suspect, 0) AS net_suspect, coalesce(f.withheld, 0) AS withheld, coalesce(p.fund, 0) AS fund,
                coalesce(p.settlements, 0) AS settlements, coalesce(f.families, 0) AS families,
                coalesce(c.clue_rules, 0) AS clue_rules, coalesce(c.rare_clues, 0) AS rare_clues,
                coalesce(a.earlier_months, 0) AS earlier_months
            FROM kind k LEFT JOIN found f USING (fixmedins_code) LEFT JOIN paid p USING (fixmedins_code)
            LEFT JOIN rare c USING (fixmedins_code) LEFT JOIN again a USING (fixmedins_code)""";

    private Institutions() {}

    /** The institutions, those to go to first first. */
    static List<Institution> of(Db db, Run run) {
        String sql = SQL.replace(
                        "$kind",
                        FactTable.of(
                                db,
                                "institution_kind",
                                "fixmedins_code VARCHAR, fixmedins_name VARCHAR, inst_type VARCHAR, hosp_lv VARCHAR"))
                .replace(
                        "$settlement",
                        FactTable.of(
                                db, "valid_settlement", "fixmedins_code VARCHAR, month VARCHAR, fund DECIMAL(18, 2)"))
                .replace("$run", Db.quote(run.id()))
                .replace("$from", Db.quote(run.fromMonth()))
                .replace("$to", Db.quote(run.toMonth()));
        return db.list(Trend.MONTH_RUN + sql, Institutions::institution, run.ordinal()).stream()
                .sorted(Comparator.comparingInt(
                                (Institution of) -> -of.priority().total())
                        .thenComparing(of -> of.risk().negate())
                        .thenComparing(Institution::code))
                .toList();
    }

    private static Institution institution(Row row) {
        BigDecimal net = Recovery.yuan(row, "net");
        BigDecimal withheld = Recovery.yuan(row, "withheld");
        BigDecimal fund = Recovery.yuan(row, "fund");
        return new Institution(
                row.str("fixmedins_code"),
                row.text("name"),
                row.str("type"),
                row.str("level"),
                row.whole("findings"),
                row.whole("clues"),
                row.whole("persons"),
                Recovery.yuan(row, "gross"),
                Recovery.yuan(row, "net_violation"),
                Recovery.yuan(row, "net_suspect"),
                net,
                withheld,
                fund,
                row.whole("settlements"),
                row.whole("families"),
                row.whole("clue_rules"),
                row.whole("earlier_months"),
                Priority.of(
                        fen(net.add(withheld)),
                        fen(fund),
                        row.whole("families"),
                        row.whole("rare_clues"),
                        row.whole("earlier_months")));
    }

    /** Yuan as whole fen. */
    static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).longValueExact();
    }
}
