package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Visits of people who cannot have come, or to places that may not bill. */
final class PersonPlots {
    private PersonPlots() {}

    static void addTo(Plots plots) {
        plots.each(Behaviour.BILL_THE_DEAD, s -> gone(s, person -> person.died(), person -> true))
                .each(
                        Behaviour.BILL_THE_UNINSURED,
                        s -> gone(s, person -> person.left(), person -> person.died() == null))
                .once(Behaviour.BILL_WHILE_SUSPENDED, PersonPlots::suspended);
    }

    private interface When {
        @Nullable
        LocalDate of(Person person);
    }

    /** A few people who are gone before the middle of the month, whose cards the clinic keeps. */
    private static void gone(Scene s, When when, Predicate<Person> which) {
        LocalDate latest = s.plan.month.atDay(12);
        List<Person> gone = new ArrayList<>();
        int from = s.dice.below(s.world.people().count());
        for (int n = 0; n < s.world.people().count() && gone.size() < 4; n++) {
            Person person = s.world.people().get((from + n) % s.world.people().count());
            LocalDate day = when.of(person);
            if (day != null && day.isBefore(latest) && which.test(person) && s.plan.free(person.index(), latest)) {
                gone.add(person);
            }
        }
        for (int attempt = 0; attempt < 20 && !gone.isEmpty(); attempt++) {
            Person person = s.dice.pick(gone);
            LocalDate day = s.openDay();
            if (day.isAfter(latest) && s.plan.free(person.index(), day)) {
                s.inventVisit(person.index(), s.common(), day);
                return;
            }
        }
    }

    /** On the days of this month for which the contract is suspended. */
    private static void suspended(Scene s) {
        List<LocalDate> days =
                s.firstDay().datesUntil(s.lastDay()).filter(s.at::suspendedOn).toList();
        for (int n = 0; n < days.size() + 2 && !days.isEmpty(); n++) {
            LocalDate day = s.dice.pick(days);
            s.inventVisit(s.anybody(day), s.common(), day);
        }
    }
}
