package org.claimaudit.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.PrivateFiles;

/** {@code evaluation.csv} in a run's folder. */
public final class EvaluationFile {
    private static final String NAME = "evaluation.csv";
    private static final List<String> HEADER = List.of(
            "rule_id",
            "behaviours",
            "grade",
            "planted",
            "found",
            "true_positive",
            "false_positive",
            "recall",
            "precision",
            "money_planted",
            "money_found");

    private EvaluationFile() {}

    /**
     * Writes the file, replacing an earlier one.
     *
     * @param folder the run's folder
     * @return the file
     * @throws UncheckedIOException when it cannot be written
     */
    public static Path write(Evaluation evaluation, Path folder, CsvProfile profile) {
        Path file = folder.resolve(NAME);
        Path aside = folder.resolve("." + NAME + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (Writer out = Files.newBufferedWriter(aside);
                    var csv = new CsvFile(out, profile, HEADER)) {
                PrivateFiles.restrict(aside);
                evaluation.rules().forEach(score -> row(csv, score));
                evaluation.totals().forEach(score -> row(csv, score));
            }
            return Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(CsvFile csv, Score score) {
        csv.row(
                score.name(),
                String.join(";", score.behaviours()),
                score.grade(),
                score.planted(),
                score.found(),
                score.truePositive(),
                score.falsePositive(),
                score.recall().decimal(),
                score.precision().decimal(),
                score.moneyPlanted(),
                score.moneyFound());
    }
}
