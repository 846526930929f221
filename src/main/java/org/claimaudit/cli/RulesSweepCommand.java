package org.claimaudit.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimaudit.check.Trial;
import org.claimaudit.check.Trial.Change;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a rule with one value of a parameter after another: how findings and money move. */
@Command(name = "sweep")
final class RulesSweepCommand implements Runnable {
    private static final int MOST_VALUES = 100;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "rule-id")
    private String id = "";

    @Option(names = "--param", paramLabel = "NAME=VALUES", required = true, descriptionKey = "sweep-param")
    private String param = "";

    @Mixin
    private final TrialOptions options = new TrialOptions();

    private final Context context;

    RulesSweepCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        int equals = param.indexOf('=');
        if (equals < 1) {
            throw error("cli.sweep.form", param);
        }
        String name = param.substring(0, equals);
        List<String> values = values(param.substring(equals + 1));
        List<Rule> rules = values.stream()
                .map(value ->
                        context.catalogue().with(Map.of(id + "." + name, value)).get(id))
                .toList();
        List<Trial> trials = options.with(
                context,
                "rules sweep",
                rules,
                runs -> rules.stream().map(runs::of).toList());
        context.print(table(name, values, trials));
    }

    private static List<String> table(String name, List<String> values, List<Trial> trials) {
        var table = new TextTable()
                .right(name)
                .right(Messages.text("cli.trial.findings"))
                .right(Messages.text("cli.trial.gained"))
                .right(Messages.text("cli.trial.lost"))
                .right(Messages.text("cli.trial.gross"))
                .left("", 60);
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            List<Change> changes = i == 0 ? List.of() : trials.get(i - 1).changes(trial);
            table.row(
                    values.get(i),
                    String.valueOf(trial.result().findings()),
                    String.valueOf(changes.stream()
                            .filter(change -> change.before() == null)
                            .count()),
                    String.valueOf(changes.stream()
                            .filter(change -> change.after() == null)
                            .count()),
                    trial.gross().toPlainString(),
                    trial.result().reason() == null
                            ? ""
                            : trial.result().reason().text());
        }
        return table.lines(0);
    }

    /** {@code 1..5}, {@code 0.1..0.5/0.1} (a range with a step) or {@code a,b,c}. */
    static List<String> values(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return List.of(text.split(",", -1));
        }
        String[] end = text.substring(dots + 2).split("/", 2);
        try {
            var from = new BigDecimal(text.substring(0, dots));
            var to = new BigDecimal(end[0]);
            var step = end.length == 2 ? new BigDecimal(end[1]) : BigDecimal.ONE;
            if (step.signum() <= 0
                    || from.compareTo(to) > 0
                    || to.subtract(from).divideToIntegralValue(step).intValue() >= MOST_VALUES) {
                throw error("cli.sweep.form", text);
            }
            var values = new ArrayList<String>();
            for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
                values.add(value.toPlainString());
            }
            return values;
        } catch (NumberFormatException e) {
            throw error("cli.sweep.form", text);
        }
    }

    private static UserError error(String key, String text) {
        return new UserError(ExitCode.USAGE, Messages.text(key, text), Messages.text(key + ".todo"));
    }
}
