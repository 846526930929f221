package org.claimaudit.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** How often a rule was right, by what was decided about its findings, by month of the decision. Decisions that were withdrawn count for nothing. */
public record Precision(Map<YearMonth, Counts> months) {
    /** Findings by the decision that stands. */
    public record Counts(long upheld, long partly, long dismissed) {
        /** All that were decided. */
        public long decided() {
            return upheld + partly + dismissed;
        }

        /** What held, wholly or in part, of what was decided: 0 to 1, three decimals; null when nothing was decided. */
        public @Nullable BigDecimal share() {
            return decided() == 0
                    ? null
                    : BigDecimal.valueOf(upheld + partly)
                            .divide(BigDecimal.valueOf(decided()), 3, RoundingMode.HALF_UP);
        }

        private Counts plus(Counts other) {
            return new Counts(upheld + other.upheld, partly + other.partly, dismissed + other.dismissed);
        }
    }

    private static final Counts NONE = new Counts(0, 0, 0);

    /** By rule id; rules about which nothing was decided are not there. */
    public static Map<String, Precision> byRule(Db db) {
        Map<String, Precision> rules = new HashMap<>();
        db.stream(
                """
                WITH standing AS (
                    SELECT finding_id, decision, decided_on FROM ledger.decision
                    WHERE decision IN ('upheld', 'partly', 'dismissed', 'withdrawn')
                    QUALIFY row_number() OVER (PARTITION BY finding_id ORDER BY decision_id DESC) = 1)
                SELECT f.rule_id, strftime(s.decided_on, '%Y-%m') AS month, count(*) FILTER (decision = 'upheld') AS upheld,
                    count(*) FILTER (decision = 'partly') AS partly, count(*) FILTER (decision = 'dismissed') AS dismissed
                FROM standing s JOIN (SELECT finding_id, any_value(rule_id) AS rule_id FROM ledger.finding GROUP BY finding_id) f
                    USING (finding_id)
                WHERE decision <> 'withdrawn' GROUP BY ALL ORDER BY ALL""",
                row -> rules.computeIfAbsent(row.str("rule_id"), id -> new Precision(new TreeMap<>()))
                        .months()
                        .put(
                                YearMonth.parse(row.str("month")),
                                new Counts(row.whole("upheld"), row.whole("partly"), row.whole("dismissed"))));
        return rules;
    }

    /** All months together. */
    public Counts total() {
        return months.values().stream().reduce(NONE, Counts::plus);
    }

    /** The twelve months that end with a month. */
    public Counts year(YearMonth last) {
        return months.entrySet().stream()
                .filter(entry -> !entry.getKey().isAfter(last) && entry.getKey().isAfter(last.minusMonths(12)))
                .map(Map.Entry::getValue)
                .reduce(NONE, Counts::plus);
    }
}
