package org.claimaudit.cli;

import java.util.List;
import org.claimaudit.support.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows the usage of a command; picocli's own help command cannot stand beside an inherited {@code --help}. */
@Command(name = "help")
final class HelpForCommand implements Runnable {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "command")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Context context;

    HelpForCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(
                        command, List.of(name), Messages.text("cli.unknown-command", name));
            }
            command = next;
        }
        command.usage(context.console().out(), command.getColorScheme());
    }
}
