package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.rule.ParamType;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** What a run would do. */
final class DryRun {
    private DryRun() {}

    static List<String> lines(@Nullable Period period, List<Rule> rules, int columns) {
        var lines = new ArrayList<String>();
        if (period != null) {
            lines.add(Messages.text("cli.dry.period", period.from(), period.to()));
        }
        lines.add(Messages.text("cli.dry.rules", String.valueOf(rules.size())));
        for (Rule rule : rules) {
            String params = rule.params().stream()
                    .map(param -> param.name() + "=" + ParamType.format(param.value()))
                    .collect(Collectors.joining(" "));
            lines.addAll(Wrapped.lines(rule.id() + (params.isEmpty() ? "" : "  " + params), 2, columns));
        }
        lines.add(Messages.text("cli.dry.nothing"));
        return lines;
    }
}
