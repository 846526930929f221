package org.claimaudit.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.claimaudit.ingest.Ingest;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Loads exports into the store, nothing else. */
@Command(name = "ingest")
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private final InputOptions inputs = new InputOptions();

    private final Context context;

    IngestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        inputs.mustExist();
        IngestResult result = context.dryRun() ? look() : load();
        inputs.note(result);
        boolean incomplete = Rejects.above(result, context.settings());
        if (!context.settings().quiet() || incomplete) {
            context.print(InputTable.lines(result));
        }
        return (incomplete ? ExitCode.INCOMPLETE : ExitCode.OK).code();
    }

    private IngestResult load() {
        try (Store store = context.openStore(true, "ingest");
                var progress = context.progress()) {
            return Ingest.run(store, inputs.request(context.settings(), progress, false, "ingest"), Clock.systemUTC());
        }
    }

    private IngestResult look() {
        try (var store = new DryStore(context);
                var progress = context.progress()) {
            return Ingest.run(
                    store.store(), inputs.request(context.settings(), progress, true, "ingest"), Clock.systemUTC());
        }
    }
}
