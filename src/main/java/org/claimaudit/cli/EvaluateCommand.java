package org.claimaudit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.claimaudit.evaluation.Evaluation;
import org.claimaudit.evaluation.EvaluationFile;
import org.claimaudit.evaluation.EvaluationText;
import org.claimaudit.evaluation.Expectations;
import org.claimaudit.report.ReportOptions;
import org.claimaudit.report.Reports;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a run with the truth of synthetic months, writes {@code evaluation.csv} into the run's folder and prints it as tables. */
@Command(name = "evaluate")
final class EvaluateCommand implements Runnable {
    @Option(names = "--truth", paramLabel = "FILE", required = true, descriptionKey = "truth")
    private Path truth = Path.of("");

    @Mixin
    private final RunOption run = new RunOption();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "worst")
    private int limit = 10;

    private final Context context;

    EvaluateCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        Expectations expectations = Expectations.read(context.folders().evaluationFiles());
        try (Store store = context.openStore(false, "evaluate")) {
            Evaluation evaluation =
                    Evaluation.of(store.db(), run.name(), truth, expectations, Messages.language(), Math.max(0, limit));
            Path file = EvaluationFile.write(
                    evaluation,
                    folder(store, evaluation),
                    context.reportOptions().csv());
            context.printText(EvaluationText.of(evaluation, Messages.language()));
            if (evaluation.outside() > 0) {
                context.talk(Messages.text("evaluate.outside", "" + evaluation.outside()));
            }
            if (evaluation.unknown() > 0) {
                context.talk(Messages.text("evaluate.unknown", "" + evaluation.unknown()));
            }
            if (!evaluation.unmapped().isEmpty()) {
                context.talk(Messages.text("evaluate.unmapped", String.join(", ", evaluation.unmapped())));
            }
            context.talk(Messages.text("evaluate.written", file));
        }
    }

    /** The run's folder; where the reports were not written, or were deleted, they are written first. */
    private Path folder(Store store, Evaluation evaluation) {
        ReportOptions options = context.reportOptions();
        Path folder = options.out().resolve(evaluation.run().id());
        return Files.isDirectory(folder)
                ? folder
                : Reports.write(store.db(), evaluation.run().id(), options);
    }
}
