package org.claimaudit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param out takes the result
 * @param err takes the talk
 * @param environment the process's variables
 * @param outIsTerminal whether a person sees {@code out} at once
 * @param errIsTerminal whether a person sees {@code err} at once
 */
public record Console(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal) {
    private static final int USUAL_COLUMNS = 80;

    /** This process's own streams; the launcher says whether they are terminals and where the program lies. */
    public static Console ofProcess() {
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean("claimaudit.stdout.tty"),
                Boolean.getBoolean("claimaudit.stderr.tty"));
    }

    /** Other streams in the environment of this process; nobody looks at them. */
    public static Console of(PrintWriter out, PrintWriter err) {
        return new Console(out, err, System.getenv(), false, false);
    }

    /** The width to write for. */
    int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Math.max(60, Integer.parseInt(columns)) : USUAL_COLUMNS;
    }

    /** Whether another program reads {@code out}; where the system does not say, nobody does. */
    boolean outIsPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    boolean isDumb() {
        return environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether to colour a stream: the choice first, then what the environment asks for, then whether a person looks. */
    boolean colours(String choice, boolean isTerminal) {
        if (!choice.equals("auto")) {
            return choice.equals("always");
        }
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
        if (!forced.isEmpty() && !forced.equals("0")) {
            return true;
        }
        return isTerminal && !isDumb();
    }
}
