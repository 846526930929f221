package org.claimaudit.evaluation;

import java.math.BigDecimal;
import java.util.List;
import org.claimaudit.store.Row;

/**
 * How well a rule, a family of rules or all rules of a grade did.
 *
 * @param name the rule's id, the family or {@code total}
 * @param grade of the rule or the rules; empty for a family, whose rules are of several
 * @param behaviours that the rule is meant to catch; empty for what is not one rule
 * @param planted cases of those behaviours in the audited months
 * @param found how many of them some finding shows a row of
 * @param truePositive findings that show a planted row, whatever behaviour planted it
 * @param falsePositive findings that show none
 * @param moneyPlanted yuan of the fund that those behaviours took in the planted cases
 * @param moneyFound yuan that the findings with a row of those behaviours get in the waterfall, amounts withheld from recovery included
 */
public record Score(
        String name,
        String grade,
        List<String> behaviours,
        long planted,
        long found,
        long truePositive,
        long falsePositive,
        BigDecimal moneyPlanted,
        BigDecimal moneyFound) {

    /** What the row of a whole grade is called. */
    static final String TOTAL = "total";

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    /** Nothing planted, nothing found. */
    static final Score NONE = new Score("", "", List.of(), 0, 0, 0, 0, NOTHING, NOTHING);

    static Score of(Row row) {
        long right = row.whole("true_positive");
        return new Score(
                row.str("name"),
                "",
                List.of(),
                row.whole("planted"),
                row.whole("found"),
                right,
                row.whole("findings") - right,
                yuan(row, "money_planted"),
                yuan(row, "money_found"));
    }

    Score as(String newName, String newGrade, List<String> newBehaviours) {
        return new Score(
                newName,
                newGrade,
                newBehaviours,
                planted,
                found,
                truePositive,
                falsePositive,
                moneyPlanted,
                moneyFound);
    }

    /** Planted cases that were found. */
    public Share recall() {
        return new Share(found, planted);
    }

    /** Findings that are right. */
    public Share precision() {
        return new Share(truePositive, truePositive + falsePositive);
    }

    /** Whether there was something to find, or something was found. */
    boolean isTested() {
        return planted > 0 || truePositive + falsePositive > 0;
    }

    private static BigDecimal yuan(Row row, String column) {
        BigDecimal amount = row.decimal(column);
        return amount == null ? NOTHING : amount;
    }
}
