package org.claimaudit.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.claimaudit.cases.Run;
import org.claimaudit.cases.SampleDraw;
import org.claimaudit.cases.SampleResults;
import org.claimaudit.cases.SampleResults.Taken;
import org.claimaudit.cases.Samples;
import org.claimaudit.cases.Samples.Sample;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.report.SampleText;
import org.claimaudit.report.VisitSheets;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a random sample for review on site and writes its visit sheets, takes filled-in sheets back, or shows what a sample says. */
@Command(name = "sample")
final class CasesSampleCommand implements Runnable {
    /** Spelled as in the visit sheets. */
    enum Kind {
        inpatient,
        outpatient
    }

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "results")
    private @Nullable Path file;

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--institution",
            paramLabel = "CODE,…",
            split = ",",
            hideParamSyntax = true,
            descriptionKey = "institution")
    private List<String> institutions = List.of();

    @Option(names = "--kind", paramLabel = "inpatient|outpatient", descriptionKey = "sample-kind")
    private @Nullable Kind kind;

    @Option(names = "--size", paramLabel = "N", descriptionKey = "sample-size")
    private int size;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "draw-seed")
    private long seed = 1;

    @Option(names = "--sample", paramLabel = "ID", descriptionKey = "sample-id")
    private String name = Run.LAST;

    @Option(names = "--sheets", paramLabel = "DIR", descriptionKey = "sheets-folder")
    private @Nullable Path sheets;

    private final Context context;

    CasesSampleCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "cases sample")) {
            if (file != null) {
                take(store, file);
            } else if (period.isGiven()) {
                String drawn = draw(store, period.period());
                if (context.dryRun()) {
                    context.print(Messages.text("cli.dry.nothing"));
                } else {
                    show(store, drawn, context.settings().out().resolve("sample-" + drawn));
                }
            } else {
                show(store, name, null);
            }
        }
    }

    private void take(Store store, Path results) {
        Taken taken = SampleResults.take(store.db(), results, context.dryRun(), Clock.systemUTC());
        if (taken.again()) {
            context.print(Messages.text("decide.again", results));
            return;
        }
        context.print(Messages.text("sample.taken", Long.toString(taken.fresh())));
        if (context.dryRun()) {
            context.print(Messages.text("cli.dry.nothing"));
        } else {
            taken.samples().forEach(sample -> show(store, sample, null));
        }
    }

    private void show(Store store, String which, @Nullable Path usualSheets) {
        Sample sample = Samples.find(store.db(), which);
        Path folder = sheets != null ? sheets : usualSheets;
        if (folder != null) {
            VisitSheets.write(store.db(), sample, folder, context.reportOptions());
            context.print(Messages.text("sample.written", folder));
        }
        context.print(SampleText.of(store.db(), sample));
    }

    private String draw(Store store, Period of) {
        RuleFolders folders = context.folders();
        FactSet facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        Facts.refresh(store.db(), facts);
        return new SampleDraw(
                        of.from(),
                        of.to(),
                        List.copyOf(new TreeSet<>(institutions)),
                        kind == null ? "" : kind.name(),
                        size,
                        seed)
                .draw(store.db(), context.dryRun(), Clock.systemUTC());
    }
}
