package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.claimaudit.config.Settings;
import org.claimaudit.ingest.Explanation;
import org.claimaudit.ingest.Explanation.Certainty;
import org.claimaudit.ingest.Ingest;
import org.claimaudit.ingest.IngestRequest;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.ingest.ProfileSkeleton;
import org.claimaudit.ingest.Replacement;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads exports into the store, nothing else. */
@Command(name = "ingest")
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private final InputOptions inputs = new InputOptions();

    @Option(names = "--explain", descriptionKey = "explain")
    private boolean explain;

    @Option(names = "--replace-month", paramLabel = "MONTH", descriptionKey = "replace-month")
    private @Nullable String month;

    @Option(names = "--table", paramLabel = "TABLE", descriptionKey = "table")
    private @Nullable String table;

    private final Context context;

    IngestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        replacement();
        inputs.mustExist();
        if (explain) {
            return explained();
        }
        IngestResult result = context.dryRun() ? look() : load();
        inputs.note(result);
        List<InputFile> incomplete = Rejects.above(result, context.settings());
        if (!context.settings().quiet() || !incomplete.isEmpty()) {
            context.print(InputTable.lines(result));
        }
        incomplete.forEach(file -> context.print(Messages.text(
                "cli.input.incomplete",
                file.file(),
                String.valueOf(file.rowsMissing()),
                String.valueOf(file.rowsRead()))));
        if (context.dryRun()) {
            context.print(Messages.text("cli.dry.counts"));
        }
        return (incomplete.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE).code();
    }

    private IngestResult load() {
        try (Store store = context.openStore(true, "ingest");
                var progress = context.progress()) {
            IngestResult loaded = Ingest.run(store, request(progress, false), Clock.systemUTC());
            OutdatedMonths.tell(store.db(), null);
            return loaded;
        }
    }

    private IngestResult look() {
        try (var store = new DryStore(context);
                var progress = context.progress()) {
            return Ingest.run(store.store(), request(progress, true), Clock.systemUTC());
        }
    }

    private int explained() {
        Settings settings = context.settings();
        try (var store = new DryStore(context)) {
            for (Explanation file : inputs.explain(store.store(), settings)) {
                context.print(ExplainText.lines(file, settings.reveal()));
                context.print("");
                if (!context.dryRun() && file.certainty() != Certainty.PROFILE) {
                    skeleton(file);
                }
            }
        }
        return ExitCode.OK.code();
    }

    /** Writes a profile beside what is there; a file of that name may have been filled in. */
    private void skeleton(Explanation file) {
        Path path =
                Path.of(file.file().substring(file.file().lastIndexOf('/') + 1).replace('!', '-') + ".profile.yaml");
        if (Files.exists(path)) {
            context.talk(Messages.text("cli.explain.kept", path));
            return;
        }
        try {
            Files.writeString(path, ProfileSkeleton.of(file), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.talk(Messages.text("cli.explain.skeleton", path));
    }

    private IngestRequest request(Progress progress, boolean dryRun) {
        IngestRequest request = inputs.request(context.settings(), progress, dryRun, "ingest");
        return replacement().map(request::replacing).orElse(request);
    }

    private Optional<Replacement> replacement() {
        if (month == null && table == null) {
            return Optional.empty();
        }
        if (month == null || table == null || !Replacement.TABLES.contains(table)) {
            throw new UserError(
                    ExitCode.USAGE,
                    month == null || table == null
                            ? Messages.text("cli.replace.half")
                            : Messages.text("cli.replace.table", table),
                    Messages.text("cli.replace.todo", String.join(", ", Replacement.TABLES)));
        }
        return Optional.of(new Replacement(PeriodOptions.month("--replace-month", month), table));
    }
}
