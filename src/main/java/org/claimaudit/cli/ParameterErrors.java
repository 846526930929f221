package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: what is wrong with it, what was probably meant, and where the usage stands. */
final class ParameterErrors implements IParameterExceptionHandler {
    private final Failures failures;

    ParameterErrors(Failures failures) {
        this.failures = failures;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        if (problem.getCause() instanceof UserError error) {
            failures.tell(error.what(), error.todo());
            return error.exitCode();
        }
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            String bare = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            failures.tell(unknown(command, word.startsWith("-") ? bare : word), todo(command, bare));
        } else {
            failures.tell(what(problem), choices(problem.getArgSpec()) + seeHelp(command));
        }
        return ExitCode.USAGE.code();
    }

    private static String unknown(CommandLine command, String word) {
        if (word.startsWith("-")) {
            return Messages.text("cli.unknown-option", word);
        }
        String key = command.getSubcommands().isEmpty() ? "cli.unknown-argument" : "cli.unknown-command";
        return Messages.text(key, word);
    }

    private static String todo(CommandLine command, String word) {
        Optional<String> nearest = Nearest.to(word, candidates(command, word));
        return nearest.map(meant -> Messages.text("cli.did-you-mean", meant) + " ")
                        .orElse("")
                + seeHelp(command);
    }

    private static List<String> candidates(CommandLine command, String word) {
        var names = new ArrayList<String>();
        if (word.startsWith("-")) {
            command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        } else {
            names.addAll(command.getSubcommands().keySet());
        }
        return names;
    }

    private static String what(ParameterException problem) {
        if (problem instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            String names =
                    missing.getMissing().stream().map(ParameterErrors::name).collect(Collectors.joining(", "));
            return Messages.text("cli.missing-argument", names);
        }
        ArgSpec argument = problem.getArgSpec();
        if (problem instanceof OverwrittenOptionException twice) {
            return Messages.text("cli.twice", name(twice.getOverwritten()));
        }
        String value = problem.getValue();
        if (argument != null && value != null) {
            return Messages.text("cli.wrong-value", name(argument), value);
        }
        return String.valueOf(problem.getMessage());
    }

    private static String choices(@Nullable ArgSpec argument) {
        if (argument == null || argument.completionCandidates() == null) {
            return "";
        }
        return Messages.text("cli.choices", String.join(", ", argument.completionCandidates())) + " ";
    }

    private static String name(ArgSpec argument) {
        return argument.isOption() ? ((CommandLine.Model.OptionSpec) argument).longestName() : argument.paramLabel();
    }

    private static String seeHelp(CommandLine command) {
        return Messages.text("cli.see-help", command.getCommandSpec().qualifiedName());
    }
}
