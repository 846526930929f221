package org.claimaudit.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.claimaudit.support.Messages;
import org.claimaudit.support.PrivateFiles;
import picocli.CommandLine.Option;

/** The option {@code --to FILE}: the file is written aside and renamed when whole, and readable by its owner only. */
final class ToFile {
    private static final String STDOUT = "-";
    private static final String NOT_GIVEN = "";

    @Option(names = "--to", paramLabel = "FILE", descriptionKey = "to-file")
    private String file = NOT_GIVEN;

    /** What fills the file, and closes it. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    /** Whether the user has named one. */
    boolean isGiven() {
        return !file.equals(NOT_GIVEN);
    }

    /** Writes the file, or to standard output when none is named. */
    void write(Context context, Content content) throws IOException {
        if (!isGiven() || file.equals(STDOUT)) {
            content.write(new KeptOpen(context.console().out()));
            return;
        }
        Path target = Path.of(file).toAbsolutePath();
        Path aside = target.resolveSibling(target.getFileName() + ".part");
        PrivateFiles.createDirectories(target.resolveSibling("."));
        try {
            Writer out = Files.newBufferedWriter(aside, StandardCharsets.UTF_8);
            PrivateFiles.restrict(aside);
            content.write(out);
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        context.talk(Messages.text("cli.written", file));
    }

    /** Standard output, which stays open after the file is finished. */
    private static final class KeptOpen extends FilterWriter {
        KeptOpen(Writer out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
