package org.claimaudit.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.function.Predicate;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** An evaluation to read: 80 columns, in one language. */
public final class EvaluationText {
    private static final int WIDTH = 80;
    private static final int NAME = 25;

    private final Evaluation evaluation;
    private final Locale language;
    private final List<String> lines = new ArrayList<>();

    private EvaluationText(Evaluation evaluation, Locale language) {
        this.evaluation = evaluation;
        this.language = language;
    }

    /** The text; its lines end with a line feed. */
    public static String of(Evaluation evaluation, Locale language) {
        return new EvaluationText(evaluation, language).write();
    }

    private String write() {
        lines.add(say("title", evaluation.run().id(), evaluation.run().months()));
        lines.add("");
        accuracy(say("rule"), evaluation.rules(), evaluation.totals());
        lines.add("");
        accuracy(say("family"), evaluation.families(), List.of());
        lines.add("");
        money();
        worst();
        notes();
        return String.join("\n", lines) + "\n";
    }

    private void accuracy(String title, List<Score> scores, List<Score> totals) {
        var table = new TextTable()
                .left(title, NAME)
                .right(say("planted"))
                .right(say("recall"))
                .right(say("findings"))
                .right(say("precision"));
        for (Score score : scores) {
            if (score.isTested()) {
                accuracy(table, score.grade().isEmpty() ? family(score.name()) : score.name(), score);
            }
        }
        totals.forEach(total -> accuracy(table, say("total", word(total.grade())), total));
        lines.addAll(table.lines(0));
    }

    private static void accuracy(TextTable table, String name, Score score) {
        table.row(
                name,
                count(score.planted()),
                score.recall().percent(),
                count(score.truePositive() + score.falsePositive()),
                score.precision().percent());
    }

    private void money() {
        var table = new TextTable()
                .left(say("rule"), NAME + 10)
                .right(say("money-planted"))
                .right(say("money-found"))
                .right("%");
        Predicate<Score> counts = score ->
                score.moneyPlanted().signum() != 0 || score.moneyFound().signum() != 0;
        evaluation.rules().stream().filter(counts).forEach(score -> money(table, score.name(), score));
        evaluation.totals().forEach(total -> money(table, say("total", word(total.grade())), total));
        lines.addAll(table.lines(0));
    }

    private static void money(TextTable table, String name, Score score) {
        BigDecimal planted = score.moneyPlanted();
        String share = planted.signum() == 0
                ? ""
                : score.moneyFound()
                        .movePointRight(2)
                        .divide(planted, 1, RoundingMode.HALF_UP)
                        .toPlainString();
        table.row(name, yuan(planted), yuan(score.moneyFound()), share);
    }

    private void worst() {
        if (evaluation.worst().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(say("worst"));
        for (FalsePositive finding : evaluation.worst()) {
            String institution = finding.institution() == null ? "" : finding.institution();
            sentence(0, say("finding", finding.findingId(), finding.ruleId(), institution, yuan(finding.gross())));
            sentence(2, finding.message());
            finding.rows().forEach(row -> sentence(4, row));
        }
    }

    private void notes() {
        if (evaluation.rules().stream().anyMatch(score -> !score.isTested())) {
            String untested = String.join(
                    ", ",
                    evaluation.rules().stream()
                            .filter(score -> !score.isTested())
                            .map(Score::name)
                            .toList());
            lines.add("");
            sentence(0, say("untested", untested));
        }
    }

    private void sentence(int indent, String text) {
        DisplayWidth.wrap(DisplayWidth.plain(text), WIDTH - indent)
                .forEach(line -> lines.add(" ".repeat(indent) + line));
    }

    private String family(String id) {
        try {
            return Messages.in(language, "summary.family." + id);
        } catch (MissingResourceException e) {
            return id; // a folder of the user's own rules
        }
    }

    private String word(String grade) {
        return Messages.in(language, "cases." + grade);
    }

    private String say(String key, Object... arguments) {
        return Messages.in(language, "evaluate." + key, arguments);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String yuan(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }
}
