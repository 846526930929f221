package org.claimaudit.cli;

import org.claimaudit.cases.Run;
import picocli.CommandLine.Option;

/** The option {@code --run} of commands that look at an earlier run. */
final class RunOption {
    @Option(names = "--run", paramLabel = "ID", descriptionKey = "run")
    private String name = Run.LAST;

    /** A run's id, or {@code last}. */
    String name() {
        return name;
    }
}
