package org.claimaudit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of commands, put together by hand. */
final class Commands {
    private Commands() {}

    static void addTo(CommandSpec root, Context context) {
        root.addSubcommand(
                "rules",
                group(
                        new RulesGroup(),
                        "list",
                        new RulesListCommand(context),
                        "explain",
                        new RulesExplainCommand(context)));
        root.addSubcommand("config", group(new ConfigGroup(), "show", new ConfigShowCommand(context)));
        root.addSubcommand("doctor", new CommandLine(new DoctorCommand(context)));
        root.addSubcommand("completion", new CommandLine(new CompletionCommand(context)));
        root.addSubcommand("help", new CommandLine(new HelpForCommand(context)));
    }

    /** A command with its subcommands, given as names and objects in turn. */
    private static CommandLine group(CommandGroup group, Object... namesAndCommands) {
        var line = new CommandLine(group);
        for (int i = 0; i < namesAndCommands.length; i += 2) {
            line.addSubcommand((String) namesAndCommands[i], namesAndCommands[i + 1]);
        }
        return line;
    }

    @Command(name = "rules")
    private static final class RulesGroup extends CommandGroup {}

    @Command(name = "config")
    private static final class ConfigGroup extends CommandGroup {}
}
