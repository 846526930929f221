package org.claimaudit.cli;

import picocli.CommandLine.Option;

/** The option {@code --format} of commands that print a table. */
final class TextOrJson {
    /** Spelled as on the command line. */
    enum Format {
        text,
        json
    }

    @Option(names = "--format", paramLabel = "text|json", descriptionKey = "format")
    private Format format = Format.text;

    boolean isJson() {
        return format == Format.json;
    }
}
