package org.claimaudit.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.claimaudit.cases.Run;
import org.claimaudit.report.RunChanges.Group;
import org.claimaudit.report.RunChanges.Line;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;

/** What {@code runs diff} says of two runs, see {@link RunChanges}. */
public final class RunDiff {
    /** How many findings the terminal shows; the CSV has all. */
    private static final int SHOWN = 20;

    private static final List<String> COLUMNS = List.of(
            "finding_id",
            "rule_id",
            "rule_title",
            "fixmedins_code",
            "fixmedins_name",
            "month",
            "change",
            "why",
            "amount_before",
            "amount_after",
            "grade_before",
            "grade_after");

    private final Run earlier;
    private final Run later;
    private final RunChanges changes;
    private final Locale language;

    private RunDiff(Run earlier, Run later, RunChanges changes, Locale language) {
        this.earlier = earlier;
        this.later = later;
        this.changes = changes;
        this.language = language;
    }

    /**
     * Compares two runs.
     *
     * @throws UserError {@link ExitCode#USAGE} when no month was audited by both, or they are one and the same
     */
    public static RunDiff of(Db db, Run earlier, Run later, Locale language) {
        if (earlier.id().equals(later.id())) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("summary.diff.same", earlier.id()),
                    Messages.text("summary.diff.apart.todo"));
        }
        if (earlier.fromMonth().compareTo(later.toMonth()) > 0
                || later.fromMonth().compareTo(earlier.toMonth()) > 0) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("summary.diff.apart", earlier.id(), earlier.months(), later.id(), later.months()),
                    Messages.text("summary.diff.apart.todo"));
        }
        return new RunDiff(earlier, later, new RunChanges(db, earlier, later), language);
    }

    /** Counts, money by cause, and the findings whose money moved most, for a terminal. */
    public String text() {
        var page = new Page(language);
        page.title(page.say("diff.title", earlier.id(), later.id())).rule();
        var counts = new TextTable()
                .left(page.say("diff.change"), 40)
                .left(page.say("diff.why"), 40)
                .right(page.say("findings"))
                .right(page.say("diff.before"))
                .right(page.say("diff.after"));
        List<Group> groups = changes.groups();
        groups.forEach(group -> counts.row(
                page.say("diff.change." + group.change()),
                why(page, group.why()),
                Page.count(group.findings()),
                Page.yuan(group.before()),
                Page.yuan(group.after())));
        counts.row(
                page.say("total"),
                "",
                Page.count(groups.stream().mapToLong(Group::findings).sum()),
                sum(groups, Group::before),
                sum(groups, Group::after));
        page.heading("diff.counts").table(counts);

        long moved = RunChanges.moved(groups);
        if (moved > 0) {
            page.heading("diff.moved", Math.min(SHOWN, moved), moved);
            changes.largest(SHOWN)
                    .forEach(line -> page.sentence(
                                    line.findingId() + "  " + line.title().in(language))
                            .detail(page.say(
                                    "diff.line",
                                    page.say("diff.change." + line.change()),
                                    why(page, line.why()),
                                    Page.yuanOrNone(line.before()),
                                    Page.yuanOrNone(line.after()),
                                    line.institutionName() == null
                                            ? page.say("institution.none")
                                            : String.valueOf(line.institutionName()))));
        }
        return page.text();
    }

    /** Every finding of either run, also those that stayed as they were, the largest change first; {@code out} is closed. */
    public void csv(Writer out, CsvProfile profile) throws IOException {
        try (var file = new CsvFile(out, profile, COLUMNS)) {
            changes.stream(line -> row(file, line));
        }
    }

    private void row(CsvFile file, Line line) {
        file.row(
                line.findingId(),
                line.ruleId(),
                line.title().in(language),
                line.institution(),
                line.institutionName(),
                line.month(),
                line.change(),
                line.why(),
                line.before(),
                line.after(),
                line.gradeBefore(),
                line.gradeAfter());
    }

    private static String why(Page page, String why) {
        return why.isEmpty() ? "" : page.say("diff.why." + why);
    }

    private static String sum(List<Group> groups, Function<Group, BigDecimal> amount) {
        return Page.yuan(groups.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
