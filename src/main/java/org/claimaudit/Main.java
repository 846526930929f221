package org.claimaudit;

import java.io.PrintWriter;
import org.claimaudit.cli.ClaimAudit;
import org.claimaudit.cli.Console;
import org.claimaudit.cli.Interrupt;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Version;

/** The program's entry, and the only place that ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Console console = Console.ofProcess();
        int code = run(console, Interrupt.install(console.err()), args);
        System.exit(code == ExitCode.OK.code() ? ClaimAudit.delivered(console) : code);
    }

    /**
     * Runs one command line inside another program.
     *
     * @param out takes the result
     * @param err takes the talk
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(Console.of(out, err), Interrupt.none(), args);
    }

    private static int run(Console console, Interrupt interrupt, String... args) {
        // Scripts ask for the version often: answered before picocli is loaded, and without a lambda.
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            for (String line : Version.lines()) {
                console.out().println(line);
            }
            interrupt.done();
            return ExitCode.OK.code();
        }
        return ClaimAudit.execute(console, interrupt, args);
    }
}
