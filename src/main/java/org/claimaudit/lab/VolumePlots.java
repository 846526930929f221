package org.claimaudit.lab;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Clinics that bill for people who never came. */
final class VolumePlots {
    private static final int MOST = 3_000;

    private VolumePlots() {}

    static void addTo(Plots plots) {
        plots.once(Behaviour.SWELL_CLINIC_VOLUME, VolumePlots::swell)
                .once(Behaviour.BILL_WHOLE_VILLAGE, VolumePlots::wholeVillage)
                .once(Behaviour.SWIPE_COLLECTED_CARDS, VolumePlots::burst);
    }

    /** One week, once a clinic's ordinary weeks are known; in the first two months nothing. */
    private static void swell(Scene s) {
        if (s.plan.month.isBefore(s.world.options().from().plusMonths(2))) {
            return;
        }
        LocalDate monday = s.plan.month.atDay(8).with(DayOfWeek.MONDAY);
        int visits = Math.max(60, (int) s.plan.honestAt(s.at, false) * 3 / 2);
        for (int n = 0; n < visits; n++) {
            LocalDate day = monday.plusDays(n % 6);
            s.inventVisit(s.anybody(day), s.common(), day);
        }
    }

    /** Up to forty times a clinic's usual visits, each for another person, as far as there are people. */
    private static void wholeVillage(Scene s) {
        int usual = Math.max(30, (int) s.plan.honestAt(s.at, false));
        List<Integer> everybody = new ArrayList<>(
                IntStream.range(0, s.world.people().count()).boxed().toList());
        int wanted = Math.min(Math.min(usual * 39, everybody.size() / 14), MOST);
        for (int n = 0; n < wanted; n++) {
            Collections.swap(everybody, n, n + s.dice.below(everybody.size() - n));
            Person person = s.world.people().get(everybody.get(n));
            LocalDate day = s.openDay();
            if (person.comesOn(day) && s.plan.free(person.index(), day)) {
                s.inventVisit(person.index(), s.common(), day);
            }
        }
    }

    private static void burst(Scene s) {
        for (int turn = 0; turn < 2; turn++) {
            LocalDate day = s.openDay();
            LocalTime time = LocalTime.of(s.dice.between(12, 13), s.dice.below(60), s.dice.below(60));
            for (int card = s.dice.between(13, 19); card > 0; card--) {
                s.inventVisit(s.anybody(day), s.common(), day).at(time);
                time = time.plusSeconds(s.dice.between(18, 41));
            }
        }
    }
}
