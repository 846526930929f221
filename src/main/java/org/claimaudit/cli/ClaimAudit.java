package org.claimaudit.cli;

import java.util.ResourceBundle;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The root command and everything below it. */
@Command(name = "claimaudit", versionProvider = ClaimAudit.Versions.class, modelTransformer = ClaimAudit.Tree.class)
public final class ClaimAudit extends CommandGroup {
    private final CommonOptions options;
    private final Context context;

    /** For tools that read the tree of commands: manual pages, completion scripts. */
    public ClaimAudit() {
        this(Console.ofProcess(), Interrupt.none());
    }

    private ClaimAudit(Console console, Interrupt interrupt, String... args) {
        Messages.speak(Early.language(console, args));
        this.options = new CommonOptions();
        this.context = new Context(console, options, interrupt, Early.colour(console, args));
    }

    /** Runs one command line and returns its exit code; {@code interrupt} reacts to signals meanwhile. */
    public static int execute(Console console, Interrupt interrupt, String... args) {
        var program = new ClaimAudit(console, interrupt, args);
        try {
            return program.commandLine().execute(args);
        } catch (LinkageError | VirtualMachineError e) { // picocli handles exceptions only
            return program.context.failures().unexpected(e);
        } finally {
            console.out().flush();
            console.err().flush();
            interrupt.done();
        }
    }

    private CommandLine commandLine() {
        Console console = context.console();
        var command = new CommandLine(this);
        HelpLayout.apply(command, console.columns());
        command.setOut(console.out()).setErr(console.err());
        command.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colours(context.colourChoice(), console.outIsTerminal()) ? Ansi.ON : Ansi.OFF));
        var failures = new Failures(context);
        command.setParameterExceptionHandler(new ParameterErrors(failures));
        command.setExecutionExceptionHandler(failures);
        command.setExecutionStrategy(this::start);
        return command;
    }

    private int start(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        try {
            context.begin();
        } catch (RuntimeException e) {
            throw new CommandLine.ExecutionException(
                    parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new RunLast().execute(parsed);
    }

    /**
     * The exit code of a call that went well: that of an error when its result did not arrive whole, as on a full disk. Who closes a pipe early has
     * read what he wants.
     */
    public static int delivered(Console console) {
        if (!console.out().checkError() || console.outIsPipe()) {
            return ExitCode.OK.code();
        }
        console.err().println("claimaudit: " + Messages.text("cli.result-lost"));
        console.err().println("  " + Messages.text("cli.result-lost.todo"));
        return ExitCode.UNEXPECTED.code();
    }

    /** Hangs the options and the commands, which are objects that share a context, below the annotated root. */
    static final class Tree implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec root) {
            ClaimAudit self = (ClaimAudit) root.userObject();
            self.options.addTo(root);
            Commands.addTo(root, self.context);
            translate(
                    root,
                    ResourceBundle.getBundle(
                            "messages.help",
                            Messages.language(),
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
            return root;
        }

        private static void translate(CommandSpec command, ResourceBundle texts) {
            command.resourceBundle(texts);
            command.subcommands().values().forEach(sub -> translate(sub.getCommandSpec(), texts));
        }
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return Version.lines().toArray(String[]::new);
        }
    }
}
