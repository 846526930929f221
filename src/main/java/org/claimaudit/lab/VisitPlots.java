package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.claimaudit.lab.Episode.Trait;

/** What clinics and pharmacies do with single visits. */
final class VisitPlots {
    private VisitPlots() {}

    static void addTo(Plots plots) {
        plots.each(Behaviour.SPLIT_ONE_VISIT, VisitPlots::split)
                .each(Behaviour.OUTPATIENT_WHILE_INPATIENT, VisitPlots::duringStay)
                .each(Behaviour.SWIPE_FOR_CONSULT_FEE, VisitPlots::consultFee)
                .each(Behaviour.BILL_CHRONIC_WITHOUT_FILING, VisitPlots::chronic)
                .each(
                        Behaviour.PRESCRIBE_TOO_MUCH,
                        s -> s.chronicVisit(visit -> !visit.diagnosis.drugs().equals("J44"))
                                .ifPresent(v -> v.with(s.behaviour)))
                .each(Behaviour.REFILL_TOO_EARLY, VisitPlots::refill)
                .each(
                        Behaviour.PRESCRIBE_FOR_OTHER_ILLNESS,
                        s -> s.realVisit(visit ->
                                        s.world.people().get(visit.person).chronic() == null)
                                .ifPresent(v -> v.with(s.behaviour)))
                .each(Behaviour.PAY_ABOVE_RATE, s -> s.realVisit(visit -> true).ifPresent(v -> v.with(s.behaviour)))
                .each(
                        Behaviour.INCONSISTENT_AMOUNTS,
                        s -> s.realVisit(visit -> true).ifPresent(v -> v.with(s.behaviour)))
                .each(Behaviour.REUSE_INVOICE, VisitPlots::invoice)
                .each(Behaviour.BILL_UNDER_SECOND_NUMBER, VisitPlots::again)
                .each(Behaviour.REIMBURSE_AGAIN_BY_HAND, VisitPlots::again)
                .each(Behaviour.REFUND_AND_REBILL, VisitPlots::refunds);
    }

    private static void split(Scene s) {
        LocalDate day = s.openDay();
        Diagnosis diagnosis = s.world.catalogue().diagnoses("visit").get(s.dice.below(5));
        int person = s.anybody(day);
        LocalTime time = LocalTime.of(s.dice.between(8, 16), s.dice.below(60), s.dice.below(60));
        Episode before = null;
        for (int part = s.dice.between(2, 4); part > 0; part--) {
            Episode visit =
                    s.inventVisit(person, diagnosis, day).with(Trait.COSTLY).at(time);
            visit.before = before;
            visit.doctor = before == null ? visit.doctor : before.doctor;
            before = visit;
            time = time.plusMinutes(s.dice.between(9, 17)).plusSeconds(s.dice.below(60));
        }
    }

    private static void duringStay(Scene s) {
        List<Episode> stays = s.plan.episodes().stream()
                .filter(e -> e.isStay()
                        && !e.at.equals(s.at)
                        && e.days() >= 4
                        && e.month().equals(s.plan.month))
                .filter(e -> e.behaviour == null && e.from.isAfter(s.firstDay()) && !e.has(Trait.DIED))
                .toList();
        for (int attempt = 0; attempt < 20 && !stays.isEmpty(); attempt++) {
            Episode stay = s.dice.pick(stays);
            LocalDate day = stay.from.plusDays(s.dice.between(1, stay.days() - 1));
            boolean alone =
                    s.plan.of(stay.person).stream().filter(e -> e.covers(day)).count() == 1;
            if (OpeningHours.open(s.at, day) && alone) {
                s.inventVisit(stay.person, s.common(), day);
                return;
            }
        }
    }

    private static void consultFee(Scene s) {
        int person = s.anybody(s.plan.month.atDay(15));
        int wanted = s.dice.between(5, 8);
        for (int attempt = 0; attempt < 60 && wanted > 0; attempt++) {
            LocalDate day = s.openDay();
            if (s.plan.free(person, day)) {
                s.inventVisit(person, s.common(), day).with(Trait.CONSULT_ONLY);
                wanted--;
            }
        }
    }

    private static void chronic(Scene s) {
        LocalDate day = s.openDay();
        int person = s.anybody(day, p -> p.chronic() == null && p.ageOn(day) >= 40);
        s.inventVisit(person, s.world.catalogue().diagnosis("chronic", s.dice), day)
                .with(Trait.CHRONIC);
    }

    /** A visit that took place pays twice: the second settlement is another villager's, under the first's invoice. */
    private static void invoice(Scene s) {
        LocalDate latest = s.lastDay().minusDays(6);
        s.realVisit(visit -> visit.settled.equals(visit.from) && visit.from.isBefore(latest))
                .ifPresent(visit -> {
                    LocalDate day = visit.from.plusDays(1);
                    while (!OpeningHours.open(s.at, day) && day.isBefore(s.lastDay())) {
                        day = day.plusDays(1);
                    }
                    s.inventVisit(s.anybody(day), visit.diagnosis, day).before = visit;
                });
    }

    /** The same visit, settled once more some days later. */
    private static void again(Scene s) {
        LocalDate latest = s.lastDay().minusDays(4);
        s.realVisit(visit -> visit.settled.equals(visit.from) && visit.from.isBefore(latest))
                .ifPresent(visit -> {
                    Episode twin = s.plan.add(visit.twin(visit.from)).with(s.behaviour);
                    twin.settled = visit.from.plusDays(3);
                    twin.before = visit;
                });
    }

    private static void refunds(Scene s) {
        int person = s.anybody(s.plan.month.atDay(15));
        int cycles = 4;
        for (int attempt = 0; attempt < 60 && cycles > 0; attempt++) {
            LocalDate day = s.openDay();
            if (s.plan.free(person, day)) {
                s.inventVisit(person, s.common(), day).with(Trait.BILLED_AGAIN);
                cycles--;
            }
        }
    }

    private static void refill(Scene s) {
        LocalDate latest = s.lastDay().minusDays(8);
        s.chronicVisit(visit -> visit.from.isBefore(latest)).ifPresent(visit -> {
            LocalDate day = visit.from.plusDays(5);
            while (!OpeningHours.open(s.at, day) && day.isBefore(s.lastDay())) {
                day = day.plusDays(1);
            }
            if (s.plan.free(visit.person, day)) {
                Episode again = s.plan.add(visit.twin(day)).with(Trait.CHRONIC).with(s.behaviour);
                again.before = visit;
            }
        });
    }
}
