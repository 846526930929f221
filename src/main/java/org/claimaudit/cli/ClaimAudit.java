package org.claimaudit.cli;

import java.io.PrintWriter;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(name = "claimaudit", mixinStandardHelpOptions = true, versionProvider = ClaimAudit.Versions.class)
public final class ClaimAudit implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    /** Runs one command line; {@code out} takes the result, {@code err} the talk; returns the exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new ClaimAudit()).setOut(out).setErr(err).execute(args);
    }

    /** Without a subcommand: usage on stderr, {@link ExitCode#USAGE}. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return Version.lines().toArray(String[]::new);
        }
    }
}
