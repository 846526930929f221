package org.claimaudit.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion script of a shell. */
@Command(name = "completion")
final class CompletionCommand implements Runnable {
    /** Spelled as on the command line. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(arity = "0..1", paramLabel = "bash|zsh", descriptionKey = "shell")
    private Shell shell = Shell.bash;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Context context;

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (shell == Shell.zsh) {
            context.print("#compdef claimaudit");
        }
        context.console()
                .out()
                .print(AutoComplete.bash("claimaudit", spec.root().commandLine()));
    }
}
