package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.claimaudit.config.Settings;
import org.claimaudit.ingest.Explain;
import org.claimaudit.ingest.Explanation;
import org.claimaudit.ingest.IngestRequest;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to load, and where to note what became of it. */
final class InputOptions {
    @Parameters(arity = "1..*", paramLabel = "INPUT", descriptionKey = "input")
    private List<String> inputs = List.of();

    @Option(names = "--listing", paramLabel = "FILE", descriptionKey = "listing")
    private @Nullable Path listing;

    /** Fails when an input is plainly missing, before a store is made for nothing. */
    void mustExist() {
        for (String input : inputs) {
            boolean glob = input.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
            if (!glob && !Files.exists(Path.of(input))) {
                throw new UserError(
                        ExitCode.MISSING,
                        Messages.text("ingest.no-input", input),
                        Messages.text("ingest.no-input.todo"));
            }
        }
    }

    IngestRequest request(Settings settings, Progress progress, boolean dryRun, String command) {
        return new IngestRequest(
                inputs, Optional.ofNullable(settings.profile()), progress, dryRun, settings.threads(), command);
    }

    List<Explanation> explain(Store store, Settings settings) {
        return Explain.run(store, inputs, Optional.ofNullable(settings.profile()));
    }

    /** Writes one line per file: {@code loaded}, {@code known} or {@code skipped}, the name below its INPUT, and why; tabs between. */
    void note(IngestResult result) {
        if (listing == null) {
            return;
        }
        var lines = new ArrayList<String>();
        for (InputFile file : result.files()) {
            lines.add((file.alreadyLoaded() ? "known" : "loaded") + "\t" + file.file() + "\t" + file.table());
        }
        result.skipped().forEach(file -> lines.add("skipped\t" + file.file() + "\t" + file.reason()));
        try {
            Files.write(listing, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
