package org.claimaudit.cli;

import java.util.concurrent.Callable;
import org.claimaudit.check.KnowledgeCheck;
import org.claimaudit.config.Key;
import org.claimaudit.config.Origin;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;

/** Prints every fault of the knowledge tables with its file and line; of the store's own tables too, where there is a store. */
@Command(name = "check")
final class RulesKnowledgeCheckCommand implements Callable<Integer> {
    private final Context context;

    RulesKnowledgeCheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        KnowledgeCheck.Result result = result();
        result.faults().forEach(fault -> context.print(fault.toString()));
        result.unchecked().forEach(context::talk);
        String tables = String.valueOf(result.tables());
        String rows = String.valueOf(result.rows());
        if (result.faults().isEmpty()) {
            context.talk(Messages.text("cli.rules.knowledge.clean", tables, rows));
            return ExitCode.OK.code();
        }
        String faults = String.valueOf(result.faults().size());
        context.talk(Messages.text("cli.rules.knowledge.faults", tables, rows, faults));
        return ExitCode.USAGE.code();
    }

    private KnowledgeCheck.Result result() {
        boolean named = context.settings().get(Key.STORE).origin().source() != Origin.Source.DEFAULT;
        if (!named && !Store.exists(context.settings().store())) {
            return KnowledgeCheck.run(context.folders(), null);
        }
        try (Store store = context.openStore(false, "rules knowledge check")) {
            return KnowledgeCheck.run(context.folders(), store.db());
        }
    }
}
