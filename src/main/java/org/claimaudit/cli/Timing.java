package org.claimaudit.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.claimaudit.check.RuleResult;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** Where the time of a check went. */
final class Timing {
    /** A rule that takes more than this share of all rules' time is worth a look by its author. */
    private static final int SLOW_PERCENT = 10;

    private static final int MOST = 20;

    private Timing() {}

    /** The slowest rules, and which of them are slow. */
    static List<String> lines(List<RuleResult> rules) {
        long all = rules.stream().mapToLong(RuleResult::millis).sum();
        var table = new TextTable()
                .left(Messages.text("cli.rules.id"), 40)
                .right("ms")
                .right("%")
                .left("", 20);
        rules.stream()
                .sorted(Comparator.comparingLong(RuleResult::millis)
                        .reversed()
                        .thenComparing(r -> r.rule().id()))
                .limit(MOST)
                .forEach(rule -> table.row(
                        rule.rule().id(),
                        String.valueOf(rule.millis()),
                        percent(rule.millis(), all),
                        rule.millis() * 100 > all * SLOW_PERCENT ? Messages.text("cli.timing.slow") : ""));
        var lines = new ArrayList<String>();
        lines.add(Messages.text("cli.timing.title", String.valueOf(rules.size()), String.valueOf(all)));
        lines.addAll(table.lines(2));
        return lines;
    }

    private static String percent(long part, long whole) {
        return whole == 0
                ? ""
                : BigDecimal.valueOf(part)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
