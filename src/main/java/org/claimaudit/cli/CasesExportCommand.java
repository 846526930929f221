package org.claimaudit.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.claimaudit.cases.CaseList;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.claimaudit.support.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the findings of a run as CSV, in the columns of the reports. */
@Command(name = "export")
final class CasesExportCommand implements Runnable {
    private static final String STDOUT = "-";

    @Mixin
    private final RunOption run = new RunOption();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Option(names = "--to", paramLabel = "FILE", descriptionKey = "to-file")
    private String file = STDOUT;

    private final Context context;

    CasesExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases export")) {
            Run found = Run.find(store.db(), run.name());
            if (file.equals(STDOUT)) {
                write(store, found, new KeptOpen(context.console().out()));
            } else {
                Path target = Path.of(file);
                Path aside = target.resolveSibling(target.getFileName() + ".part");
                write(store, found, Files.newBufferedWriter(aside, StandardCharsets.UTF_8));
                PrivateFiles.restrict(aside);
                Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
                context.talk(Messages.text("cli.written", target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Store store, Run found, Writer out) throws IOException {
        CaseList.export(
                store.db(),
                found,
                cases.filter(),
                Messages.language(),
                context.reportOptions().csv(),
                context.settings().reveal(),
                out);
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
