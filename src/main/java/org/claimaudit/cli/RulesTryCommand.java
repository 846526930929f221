package org.claimaudit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.claimaudit.check.Trial;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a rule file that is not in the library yet over stored months, beside the released rule of its id. */
@Command(name = "try")
final class RulesTryCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "rule-file")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Mixin
    private final TrialOptions options = new TrialOptions();

    private final Context context;

    RulesTryCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        Rule draft = Catalogue.draft(file);
        Optional<Rule> released = context.catalogue().find(draft.id());
        var rules = new ArrayList<Rule>(List.of(draft));
        released.ifPresent(rules::add);
        List<Trial> trials = options.with(
                context,
                "rules try",
                rules,
                runs -> rules.stream().map(runs::of).toList());
        int columns = context.console().columns();
        if (trials.size() == 1) {
            context.print(TrialText.table(List.of(draft.id()), trials));
            context.print(TrialText.findings(trials.get(0), options.limit(), columns));
        } else {
            var names = List.of(Messages.text("cli.trial.released"), Messages.text("cli.trial.draft"));
            context.print(TrialText.table(names, List.of(trials.get(1), trials.get(0))));
            context.print("");
            context.print(TrialText.changes(trials.get(1), trials.get(0), options.limit(), columns));
        }
    }
}
