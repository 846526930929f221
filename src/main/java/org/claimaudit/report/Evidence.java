package org.claimaudit.report;

import static org.claimaudit.report.Recovery.yuan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.claimaudit.cases.CaseFilter;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * The source rows of findings with the arithmetic of each: what the fund paid for the row, what the finding claims of it, what was served
 * before, what is left for it. Amounts are yuan; all of them come from the ledger's entry of the run, so that they are those of its reports.
 */
final class Evidence {
    /**
     * A source row of a finding.
     *
     * @param item what was charged; null where the row is no fee line
     * @param share how the fund's share of a fee line comes about; null for other rows, and when the data have changed since the run
     * @param ofRow what the fund paid for the row
     * @param ofSettlement what the fund paid for its settlement
     * @param wanted what the finding claims by itself, or what stands upheld of that by an earlier decision
     * @param earlier the claims on the same row that were served before
     * @param earlierOfSettlement the claims on the settlement that were served before, those of this finding among them
     */
    record Line(
            String findingId,
            String table,
            String rowId,
            String file,
            long line,
            @Nullable String settlement,
            @Nullable Item item,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable BigDecimal amount,
            @Nullable Share share,
            BigDecimal ofRow,
            BigDecimal ofSettlement,
            BigDecimal gross,
            BigDecimal wanted,
            List<Earlier> earlier,
            List<Earlier> earlierOfSettlement,
            BigDecimal net,
            BigDecimal withheld,
            BigDecimal account) {
        BigDecimal got() {
            return net.add(withheld);
        }

        /** What earlier claims on the row left of it. */
        BigDecimal leftOfRow() {
            return ofRow.subtract(sum(earlier)).max(BigDecimal.ZERO);
        }

        /** What earlier claims on the settlement left of it. */
        BigDecimal leftOfSettlement() {
            return ofSettlement.subtract(sum(earlierOfSettlement)).max(BigDecimal.ZERO);
        }

        private static BigDecimal sum(List<Earlier> claims) {
            return claims.stream().map(Earlier::got).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** Whether the finding gets less than it claims. */
        boolean isCut() {
            return got().compareTo(gross) < 0;
        }
    }

    /** What a fee line charges. */
    record Item(String name, BigDecimal quantity, BigDecimal price) {}

    /**
     * Fund share of a fee line = {@code spread} × {@code part} ÷ {@code whole}, to the fen by largest remainder.
     *
     * @param spread what the fund paid for all lines of the settlement
     * @param part the line's amount within the policy; its whole amount where no line of the settlement has one
     * @param whole the sum of {@code part} over the settlement
     */
    record Share(BigDecimal spread, BigDecimal part, BigDecimal whole, boolean withinPolicy) {}

    /** A claim that was served before; without a rule it is what a decision upheld and the run does not claim. */
    record Earlier(String findingId, String ruleId, BigDecimal gross, BigDecimal got) {}

    private static final String WANTED = """
            WITH wanted AS (
                SELECT f.finding_id FROM ledger.finding f LEFT JOIN ledger.last_decision d USING (finding_id) WHERE f.run_id = ? AND %s)
            """;

    /**
     * The claims on the settlements of the wanted findings in the order in which they were served, see {@code Waterfall}: what was upheld
     * before the run, then violations, then suspects.
     */
    private static final String SERVED = """
            , settlement AS (
                SELECT DISTINCT coalesce(setl_id, row_id) AS setl_id FROM ledger.claim SEMI JOIN wanted USING (finding_id)
                WHERE run_id = $run AND amount_gross > 0)
            , standing AS (
                SELECT c.* FROM ledger.confirmed c JOIN (
                    SELECT c.finding_id, max(c.decision_id) AS decision_id
                    FROM ledger.confirmed c JOIN ledger.decision d USING (decision_id) JOIN ledger.paper p USING (paper_id)
                    WHERE p.recorded_at <= (SELECT started_at FROM ledger.run WHERE run_id = $run)
                    GROUP BY c.finding_id) USING (finding_id, decision_id)
                WHERE decision_id NOT IN (SELECT decision_id FROM ledger.decision WHERE decision = 'withdrawn'))
            , claim AS (
                SELECT * REPLACE (coalesce(setl_id, row_id) AS setl_id) FROM ledger.claim WHERE run_id = $run AND amount_gross > 0)
            SELECT c.finding_id, c.row_table, c.row_id, c.setl_id, c.rule_id, c.amount_gross,
                least(c.amount_gross, coalesce(s.amount, c.amount_gross)) AS wanted, c.amount_net + c.withheld AS got,
                CASE WHEN s.amount IS NOT NULL THEN 0 WHEN f.grade = 'violation' THEN 2 ELSE 3 END AS turn,
                coalesce(r.tier, 0) AS tier, r.priority
            FROM claim c SEMI JOIN settlement USING (setl_id)
                JOIN ledger.finding f ON f.run_id = $run AND f.finding_id = c.finding_id
                JOIN ledger.run_rule r ON r.run_id = $run AND r.rule_id = c.rule_id
                LEFT JOIN standing s ON s.finding_id = c.finding_id AND s.row_table = c.row_table AND s.row_id = c.row_id
            UNION ALL
            SELECT finding_id, row_table, row_id, s.setl_id, '', s.amount - coalesce(c.amount_gross, 0) AS kept, kept, kept, 1, 0, 0
            FROM standing s SEMI JOIN settlement USING (setl_id) LEFT JOIN claim c USING (finding_id, row_table, row_id)
            WHERE s.amount > coalesce(c.amount_gross, 0)
            ORDER BY setl_id, turn, tier, priority, rule_id, finding_id, row_table, row_id
            """;

    /** What the data say of the rows: only as long as the row still is the one that the run saw. */
    private static final String ROWS = """
            , paid AS (
                SELECT setl_id, sum(fund) AS spread, sum(inscp) AS inscp, sum(amount) AS amount FROM $line
                WHERE setl_id IN (SELECT setl_id FROM ledger.claim SEMI JOIN wanted USING (finding_id) WHERE run_id = $run)
                GROUP BY setl_id)
            SELECT c.*, l.hilist_name AS item, l.cnt, l.pric, coalesce(l.det_item_fee_sumamt, s.medfee_sumamt) AS amount,
                CAST(coalesce(l.fee_ocur_time, s.setl_time, e.begntime) AS DATE) AS day_from, CAST(e.endtime AS DATE) AS day_to,
                x.inscp AS line_inscp, x.amount AS line_amount, x.fund AS line_fund,
                p.spread, p.inscp AS all_inscp, p.amount AS all_amount
            FROM ledger.claim c SEMI JOIN wanted USING (finding_id)
            LEFT JOIN data.fee_line l ON c.row_table = 'fee_line' AND l.feedetl_sn = c.row_id AND l.source_line = c.source_line
            LEFT JOIN data.settlement s ON c.row_table = 'settlement' AND s.setl_id = c.row_id AND s.source_line = c.source_line
            LEFT JOIN data.encounter e ON c.row_table = 'encounter' AND e.mdtrt_id = c.row_id AND e.source_line = c.source_line
            LEFT JOIN $line x ON c.row_table = 'fee_line' AND x.feedetl_sn = c.row_id
            LEFT JOIN paid p ON p.setl_id = c.setl_id
            WHERE c.run_id = $run
            ORDER BY c.finding_id, c.row_table, c.source_file, c.source_line, c.row_id
            """;

    /** A claim's place among those on its settlement. */
    private record Served(BigDecimal wanted, List<Earlier> earlier, List<Earlier> earlierOfSettlement) {
        static final Served NOTHING = new Served(BigDecimal.ZERO, List.of(), List.of());
    }

    private record Key(String findingId, String table, String rowId) {}

    private Evidence() {}

    /** The rows of the findings that pass the filter, by finding; those of one in the order of their files. */
    static Map<String, List<Line>> of(Db db, Run run, CaseFilter filter) {
        var arguments = new ArrayList<@Nullable Object>(List.of(run.id()));
        String wanted = WANTED.formatted(filter.condition(arguments));
        String line = FactTable.of(
                db,
                "effective_line",
                "feedetl_sn VARCHAR, setl_id VARCHAR, amount DECIMAL(18, 2), inscp DECIMAL(18, 2), fund DECIMAL(18, 2)");
        Map<Key, Served> served = served(db, sql(wanted + SERVED, run, line), arguments);
        var lines = new LinkedHashMap<String, List<Line>>();
        db.stream(
                sql(wanted + ROWS, run, line),
                row -> lines.computeIfAbsent(row.str("finding_id"), id -> new ArrayList<>())
                        .add(line(row, served)),
                arguments.toArray());
        return lines;
    }

    private static String sql(String text, Run run, String line) {
        return text.replace("$run", Db.quote(run.id())).replace("$line", line);
    }

    private static Map<Key, Served> served(Db db, String sql, List<@Nullable Object> arguments) {
        var served = new HashMap<Key, Served>();
        var ofRow = new HashMap<String, List<Earlier>>();
        var ofSettlement = new HashMap<String, List<Earlier>>();
        db.stream(
                sql,
                row -> {
                    String table = row.str("row_table");
                    String id = row.str("row_id");
                    List<Earlier> onRow = ofRow.computeIfAbsent(table + ":" + id, key -> new ArrayList<>());
                    List<Earlier> onSettlement =
                            ofSettlement.computeIfAbsent(row.str("setl_id"), key -> new ArrayList<>());
                    var claim = new Earlier(
                            row.str("finding_id"), row.str("rule_id"), yuan(row, "amount_gross"), yuan(row, "got"));
                    served.putIfAbsent(
                            new Key(claim.findingId(), table, id),
                            new Served(yuan(row, "wanted"), upToNow(onRow), upToNow(onSettlement)));
                    onRow.add(claim);
                    onSettlement.add(claim);
                },
                arguments.toArray());
        return served;
    }

    /** What is in a list that only grows; without a copy for each of the claims on a large settlement. */
    private static List<Earlier> upToNow(List<Earlier> claims) {
        int now = claims.size();
        return new AbstractList<>() {
            @Override
            public Earlier get(int index) {
                return claims.get(Objects.checkIndex(index, now));
            }

            @Override
            public int size() {
                return now;
            }
        };
    }

    private static Line line(Row row, Map<Key, Served> served) {
        Served place = served.getOrDefault(
                new Key(row.str("finding_id"), row.str("row_table"), row.str("row_id")), Served.NOTHING);
        String name = row.text("item");
        return new Line(
                row.str("finding_id"),
                row.str("row_table"),
                row.str("row_id"),
                row.str("source_file"),
                row.whole("source_line"),
                row.text("setl_id"),
                name == null ? null : new Item(name, number(row, "cnt"), number(row, "pric")),
                row.date("day_from"),
                row.date("day_to"),
                row.decimal("amount"),
                share(row),
                yuan(row, "cap_row"),
                yuan(row, "cap_setl"),
                yuan(row, "amount_gross"),
                place.wanted(),
                place.earlier(),
                place.earlierOfSettlement(),
                yuan(row, "amount_net"),
                yuan(row, "withheld"),
                yuan(row, "account"));
    }

    private static @Nullable Share share(Row row) {
        BigDecimal spread = row.decimal("spread");
        BigDecimal fund = row.decimal("line_fund");
        if (fund == null || spread == null || fund.compareTo(yuan(row, "cap_row")) != 0) {
            return null;
        }
        boolean withinPolicy = number(row, "all_inscp").signum() > 0;
        BigDecimal whole = number(row, withinPolicy ? "all_inscp" : "all_amount");
        return whole.signum() <= 0
                ? null
                : new Share(spread, number(row, withinPolicy ? "line_inscp" : "line_amount"), whole, withinPolicy);
    }

    private static BigDecimal number(Row row, String column) {
        return Objects.requireNonNullElse(row.decimal(column), BigDecimal.ZERO);
    }
}
