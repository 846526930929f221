package org.claimaudit.cli;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.cases.Precision;
import org.claimaudit.cases.Precision.Counts;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the rules that a run with these options takes, or all that there are; with a store, also how often each was right. */
@Command(name = "list")
final class RulesListCommand implements Runnable {
    @Mixin
    private final TextOrJson format = new TextOrJson();

    @Option(names = "--all", descriptionKey = "all-rules")
    private boolean all;

    private final Context context;

    RulesListCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        Catalogue catalogue = context.catalogue();
        List<Rule> rules = all ? catalogue.rules() : catalogue.select(context.selection());
        Map<String, Precision> precision = precision();
        if (format.isJson()) {
            context.print(Json.text(rules.stream()
                    .map(rule -> json(rule, precision.get(rule.id())))
                    .toList()));
            return;
        }
        context.print(table(rules, precision));
    }

    private List<String> table(List<Rule> rules, Map<String, Precision> precision) {
        var table = new TextTable()
                .left(Messages.text("cli.rules.id"), 40)
                .left(Messages.text("cli.rules.grade"), 10)
                .left(Messages.text("cli.rules.severity"), 10)
                .left(Messages.text("cli.rules.title"), 60);
        if (!precision.isEmpty()) {
            table.right(Messages.text("cli.rules.decided"))
                    .right(Messages.text("cli.rules.upheld"))
                    .right(Messages.text("cli.rules.year"));
        }
        for (Rule rule : rules) {
            var cells = new ArrayList<>(List.of(
                    rule.id(),
                    Messages.text("cli.grade." + rule.grade().word()),
                    Messages.text("cli.severity." + rule.severity().word()),
                    rule.title().text()));
            if (!precision.isEmpty()) {
                Precision known = precision.getOrDefault(rule.id(), new Precision(Map.of()));
                cells.add(Long.toString(known.total().decided()));
                cells.add(percent(known.total()));
                cells.add(percent(known.year(YearMonth.from(context.today()))));
            }
            table.row(cells);
        }
        return table.lines(0);
    }

    /** What was decided so far, when there is a store and no other run holds it. */
    private Map<String, Precision> precision() {
        if (!Store.exists(context.settings().store())) {
            return Map.of();
        }
        try (Store store = context.openStore(false, "rules list")) {
            return Precision.byRule(store.db());
        } catch (UserError e) {
            if (e.exitCode() != ExitCode.LOCKED.code()) {
                throw e;
            }
            context.talk(e.what() + " " + Messages.text("cli.rules.locked"));
            return Map.of();
        }
    }

    private static String percent(Counts counts) {
        BigDecimal share = counts.share();
        return share == null ? "–" : share.movePointRight(2).toPlainString();
    }

    private static Map<String, Object> json(Rule rule, @Nullable Precision precision) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", rule.id());
        fields.put("family", rule.family());
        fields.put("grade", rule.grade().word());
        fields.put("severity", rule.severity().word());
        fields.put("status", rule.status().word());
        fields.put("since", rule.since());
        fields.put("title", Map.of("en", rule.title().en(), "zh", rule.title().zh()));
        fields.put("requires", rule.requires().stream().map(Object::toString).toList());
        if (precision != null) {
            fields.put("decided", json(precision.total()));
            fields.put(
                    "decidedByMonth",
                    precision.months().entrySet().stream()
                            .map(entry -> {
                                var month = new LinkedHashMap<String, Object>();
                                month.put("month", entry.getKey().toString());
                                month.putAll(json(entry.getValue()));
                                return month;
                            })
                            .toList());
        }
        return fields;
    }

    private static Map<String, Object> json(Counts counts) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("upheld", counts.upheld());
        fields.put("partly", counts.partly());
        fields.put("dismissed", counts.dismissed());
        fields.put("precision", counts.share());
        return fields;
    }
}
