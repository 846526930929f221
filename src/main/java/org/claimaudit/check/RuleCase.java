package org.claimaudit.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.claimaudit.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One case of a rule's test file: rows given, findings expected.
 *
 * @param rule the rule with the case's parameters
 * @param line of the case in the test file
 * @param given rows by canonical table, each a column's text by its name
 * @param twin whether what is given stands there a second time under other names, of which the rule has to say the same
 * @param outcome what becomes of the rule; found or clean follow from {@code expected}
 * @param edges where parameters turn the verdict
 */
public record RuleCase(
        Rule rule,
        String name,
        int line,
        AuditPeriod period,
        Map<String, List<Map<String, @Nullable String>>> given,
        boolean twin,
        @Nullable Outcome outcome,
        List<Expected> expected,
        List<Edge> edges) {

    /** Whether the case expects a finding. */
    public boolean isHit() {
        return !expected.isEmpty();
    }

    /**
     * A finding; what is null is not compared.
     *
     * @param gross yuan
     * @param account yuan of personal account money
     * @param strength how many times the rule's limit, two decimals
     * @param rows amounts of all rows by {@code table:row_id}
     */
    public record Expected(
            List<String> key,
            String grade,
            @Nullable BigDecimal gross,
            @Nullable BigDecimal account,
            @Nullable BigDecimal strength,
            @Nullable Map<String, BigDecimal> rows,
            @Nullable String messageEn,
            @Nullable String messageZh) {}

    /**
     * Two neighbouring values of a parameter between which the verdict turns.
     *
     * @param clean the rule with the value that finds nothing
     * @param found the rule with the value that finds something
     */
    public record Edge(String param, Rule clean, Rule found) {}
}
