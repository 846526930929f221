package org.claimaudit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.claimaudit.check.Lint;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;

/** Prints every fault of the rule files with its file and line. */
@Command(name = "lint")
final class RulesLintCommand implements Callable<Integer> {
    private final Context context;

    RulesLintCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Fault> faults = Lint.run(context.folders());
        faults.forEach(fault -> context.print(fault.toString()));
        if (faults.isEmpty()) {
            context.talk(Messages.text("cli.rules.lint.clean"));
            return ExitCode.OK.code();
        }
        context.talk(Messages.text("cli.rules.lint.faults", String.valueOf(faults.size())));
        return ExitCode.USAGE.code();
    }
}
