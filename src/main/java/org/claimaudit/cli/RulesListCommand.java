package org.claimaudit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the rules that a run with these options takes, or all that there are. */
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
        if (format.isJson()) {
            context.print(Json.text(rules.stream().map(RulesListCommand::json).toList()));
            return;
        }
        var table = new TextTable()
                .left(Messages.text("cli.rules.id"), 40)
                .left(Messages.text("cli.rules.grade"), 10)
                .left(Messages.text("cli.rules.severity"), 10)
                .left(Messages.text("cli.rules.title"), 60);
        rules.forEach(rule -> table.row(
                rule.id(),
                Messages.text("cli.grade." + rule.grade().word()),
                Messages.text("cli.severity." + rule.severity().word()),
                rule.title().text()));
        context.print(table.lines(0));
    }

    private static Map<String, Object> json(Rule rule) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", rule.id());
        fields.put("family", rule.family());
        fields.put("grade", rule.grade().word());
        fields.put("severity", rule.severity().word());
        fields.put("status", rule.status().word());
        fields.put("since", rule.since());
        fields.put("title", Map.of("en", rule.title().en(), "zh", rule.title().zh()));
        fields.put("requires", rule.requires().stream().map(Object::toString).toList());
        return fields;
    }
}
