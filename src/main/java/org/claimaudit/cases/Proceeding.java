package org.claimaudit.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * The procedure of one case: what happened, where it stands, and what is to be done by when.
 *
 * @param steps in the order in which they happened
 */
public record Proceeding(String caseNo, String institution, List<Happened> steps) {
    /** A step and its day. */
    public record Happened(Step step, LocalDate date) {}

    /**
     * Something to be done in time.
     *
     * @param since the day of the step that started the clock
     * @param due the last day; null while the case is suspended and the clock stands still
     * @param extended how often the time was extended
     * @param right whether it is time that the other side has
     */
    public record Due(
            Proceeding of,
            Bilingual title,
            LocalDate since,
            @Nullable LocalDate due,
            int extended,
            boolean right) {}

    /**
     * What is due.
     *
     * @param unknownYears of which the table of holidays has nothing, so that Saturdays and Sundays alone count as days off
     */
    public record Agenda(List<Due> due, List<Integer> unknownYears) {}

    /** All cases, by number. */
    public static List<Proceeding> all(Db db) {
        Map<String, Proceeding> all = new LinkedHashMap<>();
        db.stream(
                "SELECT * FROM ledger.procedure_step ORDER BY case_no, step_id",
                row -> all.computeIfAbsent(
                                row.str("case_no"),
                                no -> new Proceeding(no, row.str("fixmedins_code"), new ArrayList<>()))
                        .steps()
                        .add(new Happened(
                                Step.read(row.str("step")).orElseThrow(),
                                Objects.requireNonNull(row.date("stepped_on")))));
        return List.copyOf(all.values());
    }

    /**
     * What is to be done in open cases, the most urgent first; what the other side may still do is there until its day.
     *
     * @throws org.claimaudit.support.UserError code 2 when {@code procedure.yaml} has a fault
     */
    public static Agenda agenda(Db db, RuleFolders folders, LocalDate today) {
        WorkingDays days = WorkingDays.of(db);
        List<Term> terms = Term.read(folders);
        var due = new ArrayList<Due>();
        all(db).forEach(one -> terms.forEach(term -> one.due(term, days).ifPresent(due::add)));
        due.removeIf(one -> one.right() && one.due() != null && one.due().isBefore(today));
        due.sort((a, b) -> {
            int byDay = last(a).compareTo(last(b));
            return byDay != 0 ? byDay : a.of().caseNo().compareTo(b.of().caseNo());
        });
        return new Agenda(due, List.copyOf(days.unknownYears()));
    }

    private static LocalDate last(Due one) {
        return Objects.requireNonNullElse(one.due(), LocalDate.MAX);
    }

    /** Where the case stands; null before its first step. */
    public @Nullable Step state() {
        Step state = null;
        for (Happened happened : steps) {
            if (!happened.step().isMeanwhile()) {
                state = happened.step().state();
            }
        }
        return state;
    }

    /** The day since which it stands there. */
    public LocalDate since() {
        LocalDate since = steps.get(0).date();
        for (Happened happened : steps) {
            if (!happened.step().isMeanwhile()) {
                since = happened.date();
            }
        }
        return since;
    }

    /** Whether the clock runs and has an extension left. */
    boolean mayExtend(Term term) {
        return due(term, new WorkingDays())
                .filter(due -> due.extended() < term.extensions().size())
                .isPresent();
    }

    /** The clock, if it runs. */
    Optional<Due> due(Term term, WorkingDays days) {
        LocalDate since = null;
        LocalDate pausedOn = null;
        int paused = 0;
        int extended = 0;
        for (Happened happened : steps) {
            Step step = happened.step();
            if (step == term.from() && since == null) {
                since = happened.date();
                paused = 0;
                extended = 0;
            } else if (term.until().contains(step) || (step.ends() && !step.isMeanwhile())) {
                since = null;
            } else if (step == term.extendedBy()
                    && since != null
                    && extended < term.extensions().size()) {
                extended++;
            }
            if (step == Step.SUSPENDED) {
                pausedOn = happened.date();
            } else if (pausedOn != null && !step.isMeanwhile()) {
                paused += (int) ChronoUnit.DAYS.between(pausedOn, happened.date());
                pausedOn = null;
            }
        }
        if (since == null) {
            return Optional.empty();
        }
        boolean still = term.pauses() && pausedOn != null;
        int more = term.extensions().stream()
                .limit(extended)
                .mapToInt(Integer::intValue)
                .sum();
        LocalDate due = still ? null : end(term, since, term.length() + more, term.pauses() ? paused : 0, days);
        return Optional.of(new Due(this, term.title(), since, due, extended, term.right()));
    }

    private static LocalDate end(Term term, LocalDate since, int length, int paused, WorkingDays days) {
        return switch (term.unit()) {
            case WORKING -> days.after(since.plusDays(paused), length);
            case CALENDAR -> days.onOrAfter(since.plusDays(length + (long) paused));
            case MONTHS -> days.onOrAfter(since.plusMonths(length).plusDays(paused));
        };
    }
}
