package org.claimaudit;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.claimaudit.cli.ClaimAudit;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Version;

/** The program's entry, and the only place that ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /**
     * Runs one command line.
     *
     * @param out takes the result
     * @param err takes the talk
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        // Scripts ask for the version often: answered before picocli is loaded, and without a lambda.
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            for (String line : Version.lines()) {
                out.println(line);
            }
            return ExitCode.OK.code();
        }
        return ClaimAudit.execute(out, err, args);
    }
}
