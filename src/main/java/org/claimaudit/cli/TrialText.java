package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.check.Trial;
import org.claimaudit.check.Trial.Change;
import org.claimaudit.check.Trial.Found;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** Trials for a terminal. */
final class TrialText {
    private static final int TITLE_WIDTH = 32;

    private TrialText() {}

    /** One line for each trial: what it is of, outcome, numbers; reasons below. */
    static List<String> table(List<String> names, List<Trial> trials) {
        var table = new TextTable()
                .left("", TITLE_WIDTH)
                .left(Messages.text("cli.trial.outcome"), 20)
                .right(Messages.text("cli.trial.population"))
                .right(Messages.text("cli.trial.findings"))
                .right(Messages.text("cli.trial.gross"))
                .right("ms");
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            Long population = trial.result().population();
            table.row(
                    names.get(i),
                    Messages.text("cli.outcome." + trial.result().outcome().word()),
                    population == null ? "" : String.valueOf(population),
                    String.valueOf(trial.result().findings()),
                    trial.gross().toPlainString(),
                    String.valueOf(trial.result().millis()));
        }
        var lines = new ArrayList<>(table.lines(0));
        for (Trial trial : trials) {
            Bilingual reason = trial.result().reason();
            if (reason != null) {
                lines.add("  " + trial.result().rule().id() + ": " + reason.text());
            }
        }
        return lines;
    }

    /** The findings with most money. */
    static List<String> findings(Trial trial, int limit, int columns) {
        var lines = new ArrayList<String>();
        trial.found().values().stream()
                .limit(limit)
                .forEach(finding ->
                        lines.addAll(Wrapped.lines(line(finding, finding.gross().toPlainString()), 2, columns)));
        more(lines, trial.found().size(), limit);
        return lines;
    }

    /** What changes from one trial to another: gained (+), lost (-), changed (~). */
    static List<String> changes(Trial before, Trial after, int limit, int columns) {
        List<Change> changes = before.changes(after);
        var lines = new ArrayList<String>();
        long gained = changes.stream().filter(change -> change.before() == null).count();
        long lost = changes.stream().filter(change -> change.after() == null).count();
        lines.add(Messages.text(
                "cli.trial.changes",
                String.valueOf(gained),
                String.valueOf(lost),
                String.valueOf(changes.size() - gained - lost),
                after.gross().subtract(before.gross()).toPlainString()));
        changes.stream()
                .limit(limit)
                .forEach(change -> lines.addAll(
                        Wrapped.lines(sign(change) + " " + line(change.last(), amounts(change)), 2, columns)));
        more(lines, changes.size(), limit);
        return lines;
    }

    private static String sign(Change change) {
        return change.before() == null ? "+" : change.after() == null ? "-" : "~";
    }

    private static String amounts(Change change) {
        String before = gross(change.before());
        String after = gross(change.after());
        return before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
    }

    private static String gross(@Nullable Found finding) {
        return finding == null ? "" : finding.gross().toPlainString();
    }

    private static String line(Found finding, String amounts) {
        String institution = finding.fixmedinsCode() == null ? "" : finding.fixmedinsCode() + "  ";
        return Messages.text("cli.grade." + finding.grade()) + "  " + institution + amounts + "  "
                + finding.message().text();
    }

    private static void more(List<String> lines, int all, int limit) {
        if (all > limit) {
            lines.add("  " + Messages.text("cli.trial.more", String.valueOf(all - limit)));
        }
    }
}
