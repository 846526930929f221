package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;
import org.jspecify.annotations.Nullable;

/** Plants what clinics, township hospitals and pharmacies do with visits. */
final class VisitPlanter {
    private final World world;

    VisitPlanter(World world) {
        this.world = world;
    }

    /** Plants {@code count} cases (or a month's worth) if the behaviour is one of visits; else nothing. */
    void plant(Plan plan, Institution at, Behaviour behaviour, int count, Dice dice) {
        switch (behaviour) {
            case SPLIT_ONE_VISIT -> repeat(count, () -> split(plan, at, dice));
            case OUTPATIENT_WHILE_INPATIENT -> repeat(count + 1, () -> duringStay(plan, at, dice));
            case BILL_THE_DEAD -> dead(plan, at, count + 1, dice);
            case SWIPE_COLLECTED_CARDS -> repeat(1 + count / 2, () -> burst(plan, at, dice));
            case SWIPE_FOR_CONSULT_FEE -> repeat(5 + count, () -> consultFee(plan, at, dice));
            case SWELL_CLINIC_VOLUME -> swell(plan, at, dice);
            case BILL_WHOLE_VILLAGE -> wholeVillage(plan, at, dice);
            case INCONSISTENT_AMOUNTS -> repeat(count + 2, () -> inconsistent(plan, at, dice));
            default -> {}
        }
    }

    private void split(Plan plan, Institution at, Dice dice) {
        LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
        Diagnosis diagnosis = world.catalogue().diagnoses("visit").get(dice.below(5));
        int person = anybody(plan, at, day, dice);
        LocalTime time = LocalTime.of(dice.between(8, 16), dice.below(60), dice.below(60));
        Episode before = null;
        for (int part = dice.between(2, 4); part > 0; part--) {
            Episode visit = visit(plan, person, at, diagnosis, day, dice)
                    .with(Trait.COSTLY)
                    .with(Behaviour.SPLIT_ONE_VISIT)
                    .at(time);
            visit.before = before;
            visit.doctor = before == null ? visit.doctor : before.doctor;
            before = visit;
            time = time.plusMinutes(dice.between(9, 17)).plusSeconds(dice.below(60));
        }
    }

    private void duringStay(Plan plan, Institution at, Dice dice) {
        LocalDate first = plan.month.atDay(1);
        List<Episode> stays = plan.episodes().stream()
                .filter(e -> e.isStay()
                        && !e.at.equals(at)
                        && e.days() >= 4
                        && e.month().equals(plan.month))
                .filter(e -> e.behaviour == null && e.from.isAfter(first) && !e.has(Trait.DIED))
                .toList();
        if (stays.isEmpty()) {
            return;
        }
        Episode stay = dice.pick(stays);
        LocalDate day = stay.from.plusDays(dice.between(1, stay.days() - 1));
        Diagnosis diagnosis = world.catalogue().diagnosis("chronic", dice);
        if (OpeningHours.open(at, day)
                && plan.of(stay.person).stream().filter(e -> e.covers(day)).count() == 1) {
            visit(plan, stay.person, at, diagnosis, day, dice)
                    .with(Trait.CHRONIC)
                    .with(Behaviour.OUTPATIENT_WHILE_INPATIENT);
        }
    }

    /** The dead of the clinic's village first, anybody's if it has none. */
    private void dead(Plan plan, Institution at, int count, Dice dice) {
        LocalDate latest = plan.month.atDay(12);
        List<Person> dead = new ArrayList<>();
        int from = dice.below(world.people().count());
        for (int n = 0; n < world.people().count() && dead.size() < 4; n++) {
            Person person = world.people().get((from + n) % world.people().count());
            if (person.died() != null && person.died().isBefore(latest) && plan.free(person.index(), latest)) {
                dead.add(person);
            }
        }
        for (int n = 0; n < count && !dead.isEmpty(); n++) {
            Person person = dice.pick(dead);
            LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
            if (day.isAfter(latest) && plan.free(person.index(), day)) {
                Diagnosis diagnosis = world.catalogue().diagnosis("chronic", dice);
                visit(plan, person.index(), at, diagnosis, day, dice)
                        .with(Trait.CHRONIC)
                        .with(Behaviour.BILL_THE_DEAD);
            }
        }
    }

    private void burst(Plan plan, Institution at, Dice dice) {
        LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
        LocalTime time = LocalTime.of(dice.between(12, 13), dice.below(60), dice.below(60));
        for (int card = dice.between(13, 19); card > 0; card--) {
            visit(plan, anybody(plan, at, day, dice), at, world.catalogue().diagnosis("visit", dice), day, dice)
                    .with(Behaviour.SWIPE_COLLECTED_CARDS)
                    .at(time);
            time = time.plusSeconds(dice.between(18, 41));
        }
    }

    private void consultFee(Plan plan, Institution at, Dice dice) {
        int person = anybody(plan, at, plan.month.atDay(15), dice);
        for (int n = dice.between(5, 8); n > 0; n--) {
            LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
            if (plan.free(person, day)) {
                visit(plan, person, at, world.catalogue().diagnosis("visit", dice), day, dice)
                        .with(Behaviour.SWIPE_FOR_CONSULT_FEE);
            }
        }
    }

    /** One week, once a clinic's ordinary weeks are known; in the first two months nothing. */
    private void swell(Plan plan, Institution at, Dice dice) {
        if (plan.month.isBefore(world.options().from().plusMonths(2))) {
            return;
        }
        LocalDate monday = plan.month.atDay(8).with(java.time.DayOfWeek.MONDAY);
        int visits = Math.max(60, (int) plan.honestAt(at) * 3 / 2);
        for (int n = 0; n < visits; n++) {
            LocalDate day = monday.plusDays(n % 6);
            visit(plan, anybody(plan, at, day, dice), at, world.catalogue().diagnosis("visit", dice), day, dice)
                    .with(Behaviour.SWELL_CLINIC_VOLUME);
        }
    }

    /** Up to forty times a clinic's usual visits, each for another person, as far as there are people. */
    private void wholeVillage(Plan plan, Institution at, Dice dice) {
        int usual = Math.max(30, (int) plan.honestAt(at));
        List<Integer> everybody = new ArrayList<>(
                IntStream.range(0, world.people().count()).boxed().toList());
        int wanted = Math.min(usual * 39, everybody.size() / 14);
        for (int n = 0; n < wanted; n++) {
            Collections.swap(everybody, n, n + dice.below(everybody.size() - n));
            Person person = world.people().get(everybody.get(n));
            LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
            if (person.livesOn(day) && plan.free(person.index(), day)) {
                visit(plan, person.index(), at, world.catalogue().diagnosis("visit", dice), day, dice)
                        .with(Behaviour.BILL_WHOLE_VILLAGE);
            }
        }
    }

    private void inconsistent(Plan plan, Institution at, Dice dice) {
        Predicate<Episode> ordinary = e -> e.at.equals(at)
                && e.kind == Kind.VISIT
                && e.behaviour == null
                && e.traits.isEmpty()
                && e.month().equals(plan.month);
        List<Episode> visits = plan.episodes().stream().filter(ordinary).toList();
        if (!visits.isEmpty()) {
            dice.pick(visits).with(Behaviour.INCONSISTENT_AMOUNTS);
        }
    }

    private static Episode visit(Plan plan, int person, Institution at, Diagnosis diagnosis, LocalDate day, Dice dice) {
        return plan.add(new Episode(Kind.VISIT, person, at, diagnosis, day, day, dice));
    }

    /** Somebody alive with nothing else on that day, from the clinic's own village if it can be had. */
    private int anybody(Plan plan, Institution at, LocalDate day, Dice dice) {
        @Nullable Integer stranger = null;
        for (int attempt = 0; attempt < 400; attempt++) {
            Person person = world.people().get(dice.below(world.people().count()));
            if (person.livesOn(plan.month.atEndOfMonth()) && plan.free(person.index(), day)) {
                stranger = person.index();
                if (person.village() == at.rank() || at.kind() != Institution.Kind.CLINIC) {
                    return stranger;
                }
            }
        }
        if (stranger == null) {
            throw new IllegalStateException("too few people for so many planted cases");
        }
        return stranger;
    }

    private static void repeat(int times, Runnable what) {
        for (int n = 0; n < times; n++) {
            what.run();
        }
    }
}
