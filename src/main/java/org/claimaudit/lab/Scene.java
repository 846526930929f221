package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;
import org.jspecify.annotations.Nullable;

/** One institution in one month with one behaviour: what the plots work with. */
final class Scene {
    final World world;
    final Planner planner;
    final Plan plan;
    final Institution at;
    final Behaviour behaviour;
    final Dice dice;

    Scene(World world, Planner planner, Plan plan, Institution at, Behaviour behaviour, Dice dice) {
        this.world = world;
        this.planner = planner;
        this.plan = plan;
        this.at = at;
        this.behaviour = behaviour;
        this.dice = dice;
    }

    LocalDate firstDay() {
        return plan.month.atDay(1);
    }

    LocalDate lastDay() {
        return plan.month.atEndOfMonth();
    }

    /** A day on which the institution is open. */
    LocalDate openDay() {
        return OpeningHours.anyDay(plan.month, at, dice);
    }

    /** Something that the institution treats in its beds. */
    Diagnosis wardDiagnosis() {
        boolean township = at.kind() == Institution.Kind.TOWNSHIP;
        String setting = township ? "township" : Institutions.speciality(at) == 1 ? "tcm" : "hospital";
        return world.catalogue().diagnosis(setting, dice);
    }

    Diagnosis common() {
        return world.catalogue().diagnosis("visit", dice);
    }

    /** A stay of so many days within the month of somebody who was not in hospital for weeks. */
    Episode inventStay(int days) {
        return inventStay(wardDiagnosis(), days);
    }

    Episode inventStay(Diagnosis diagnosis, int days) {
        LocalDate from = plan.month.atDay(dice.between(1, plan.month.lengthOfMonth() - days));
        return inventStay(anyIdle().index(), diagnosis, from, days);
    }

    Episode inventStay(int person, Diagnosis diagnosis, LocalDate from, int days) {
        return planner.stay(plan, person, at, diagnosis, from, days, dice).with(behaviour);
    }

    /** A stay that did take place and whose bill is altered; an ordinary one is made if the month has none left. */
    Episode alterStay(Predicate<Episode> which) {
        return realStay(stay -> stay.at.equals(at) && stay.days() >= 4 && which.test(stay))
                .orElseGet(() -> ordinaryStay(which))
                .with(behaviour);
    }

    private Episode ordinaryStay(Predicate<Episode> which) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int days = dice.between(4, 8);
            LocalDate from = plan.month.atDay(dice.between(1, plan.month.lengthOfMonth() - days));
            var stay = new Episode(Kind.STAY, anyIdle().index(), at, wardDiagnosis(), from, from.plusDays(days), dice);
            if (which.test(stay)) {
                return planner.book(plan, stay);
            }
        }
        throw new Planner.NobodyLeft();
    }

    /** An honest and ordinary stay settled this month. */
    Optional<Episode> realStay(Predicate<Episode> which) {
        return pick(plan.ordinaryStays(which));
    }

    /** An honest and ordinary visit at the institution settled this month. */
    Optional<Episode> realVisit(Predicate<Episode> which) {
        return pick(plan.episodes().stream()
                .filter(e -> e.at.equals(at) && e.kind == Kind.VISIT && e.behaviour == null && e.traits.isEmpty())
                .filter(e -> e.month().equals(plan.month) && which.test(e))
                .toList());
    }

    /** An honest visit of somebody with a long-term illness, settled this month. */
    Optional<Episode> chronicVisit(Predicate<Episode> which) {
        return pick(plan.episodes().stream()
                .filter(e -> e.at.equals(at) && e.kind == Kind.VISIT && e.behaviour == null && e.has(Trait.CHRONIC))
                .filter(e -> e.month().equals(plan.month) && which.test(e))
                .toList());
    }

    Episode inventVisit(int person, Diagnosis diagnosis, LocalDate day) {
        return plan.add(new Episode(Kind.VISIT, person, at, diagnosis, day, day, dice))
                .with(behaviour);
    }

    /** Somebody grown-up, alive and out of hospital. */
    Person anyIdle() {
        return planner.anyIdle(plan, dice);
    }

    /** Somebody who is too young to be in hospital for old age. */
    int anyGrownUp() {
        return planner.anyIdle(plan, dice, person -> person.ageOn(firstDay()) <= 60)
                .index();
    }

    /** Somebody alive with nothing else on that day, from the clinic's own village if it can be had. */
    int anybody(LocalDate day) {
        return anybody(day, person -> true);
    }

    int anybody(LocalDate day, Predicate<Person> which) {
        @Nullable Integer stranger = null;
        for (int attempt = 0; attempt < 2_000; attempt++) {
            Person person = world.people().get(dice.below(world.people().count()));
            if (person.comesOn(lastDay()) && plan.free(person.index(), day) && which.test(person)) {
                stranger = person.index();
                if (person.village() == at.rank() || at.kind() != Institution.Kind.CLINIC || attempt > 400) {
                    return stranger;
                }
            }
        }
        if (stranger == null) {
            throw new Planner.NobodyLeft();
        }
        return stranger;
    }

    private <T> Optional<T> pick(List<T> choices) {
        return choices.isEmpty() ? Optional.empty() : Optional.of(dice.pick(choices));
    }
}
