package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;
import org.jspecify.annotations.Nullable;

/** What honest people and honest institutions do in a month. */
final class Planner {
    /** Between two ordinary stays of one person at least so many days pass. */
    static final int REST_DAYS = 40;

    private final World world;
    private final int[] lastDay;
    private final Set<Integer> operated = new HashSet<>();

    Planner(World world) {
        this.world = world;
        this.lastDay = new int[world.people().count()];
        Arrays.fill(lastDay, Integer.MIN_VALUE / 2);
    }

    void honest(Plan plan) {
        for (int index = 0; index < world.people().count(); index++) {
            Person person = world.people().get(index);
            if (person.comesOn(plan.month.atDay(1))) {
                Dice dice = world.dice('H', plan.month, index);
                stays(plan, person, dice);
                visits(plan, person, dice);
            }
        }
    }

    /** Neither in hospital this month nor in the weeks before, alive throughout: somebody a story may be told about. */
    boolean idle(Plan plan, Person person) {
        return plan.idle(person.index())
                && person.comesOn(plan.month.atEndOfMonth().plusDays(REST_DAYS))
                && person.course() == null
                && rested(person.index(), plan.month.atDay(1));
    }

    /** Not in hospital for weeks before the day. */
    boolean rested(int person, LocalDate day) {
        return lastDay[person] + REST_DAYS < day.toEpochDay();
    }

    /** There are too few people for so many stories. */
    static final class NobodyLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Person anyIdle(Plan plan, Dice dice) {
        return anyIdle(plan, dice, person -> true);
    }

    /** Somebody grown-up and idle. */
    Person anyIdle(Plan plan, Dice dice, Predicate<Person> which) {
        for (int attempt = 0; attempt < 10_000; attempt++) {
            Person person = world.people().get(dice.below(world.people().count()));
            if (idle(plan, person) && person.ageOn(plan.month.atDay(1)) >= 18 && which.test(person)) {
                return person;
            }
        }
        throw new NobodyLeft();
    }

    /** Books a stay and keeps the person away from hospital for a while afterwards. */
    Episode stay(Plan plan, int person, Institution at, Diagnosis diagnosis, LocalDate from, int days, Dice dice) {
        return book(plan, new Episode(Kind.STAY, person, at, diagnosis, from, from.plusDays(days), dice));
    }

    Episode book(Plan plan, Episode stay) {
        lastDay[stay.person] = Math.max(lastDay[stay.person], (int) stay.to.toEpochDay());
        return plan.add(stay);
    }

    private void stays(Plan plan, Person person, Dice dice) {
        if (person.course() != null) {
            course(plan, person, person.course(), dice);
            return;
        }
        double chance = person.ageOn(plan.month.atDay(1)) > 60 ? 0.017 : 0.005;
        LocalDate from = plan.month.atDay(dice.between(1, plan.month.lengthOfMonth()));
        if (!dice.chance(chance) || from.toEpochDay() <= lastDay[person.index()] + REST_DAYS || !person.comesOn(from)) {
            return;
        }
        int roll = dice.below(100);
        Institution at = roll < 45
                ? world.institutions().at(Institution.Kind.TOWNSHIP, person.village())
                : world.institutions().hospital(roll < 85 ? 0 : 1, person.index());
        String setting = roll < 45 ? "township" : roll < 85 ? "hospital" : "tcm";
        Diagnosis diagnosis = world.catalogue().diagnosis(setting, dice);
        if (diagnosis.code().matches("K35.*|K80.*") && !operated.add(person.index())) {
            // what was taken out cannot be taken out again
            diagnosis = world.catalogue().diagnoses(setting).get(0);
        }
        Episode stay = book(plan, person, at, diagnosis, from, dice.between(3, 9), dice);
        if (stay.has(Trait.DIED)) {
            return;
        }
        boolean general = roll >= 45 && roll < 85;
        if (general && stay.days() >= 5 && dice.chance(0.15)) {
            stay.with(Trait.INTENSIVE_CARE);
        } else if (general && dice.chance(0.12)) {
            stay.with(Trait.SPECIAL_WARD);
        } else if (dice.chance(0.08)) {
            stay.with(Trait.REFUND_LINE);
        }
        if (dice.chance(0.1)) {
            stay.settled = stay.to.plusDays(dice.between(1, 5));
        }
    }

    /** A stay that ends with the person's death if that comes first. */
    private Episode book(
            Plan plan, Person person, Institution at, Diagnosis diagnosis, LocalDate from, int days, Dice dice) {
        LocalDate died = person.died();
        if (died == null || died.isAfter(from.plusDays(days))) {
            return stay(plan, person.index(), at, diagnosis, from, days, dice);
        }
        int untilDeath = (int) (died.toEpochDay() - from.toEpochDay());
        return stay(plan, person.index(), at, diagnosis, from, untilDeath, dice).with(Trait.DIED);
    }

    /** Chemotherapy every two or three weeks; psychiatric and rehabilitation stays of a month or more, with leave between. */
    private void course(Plan plan, Person person, Diagnosis diagnosis, Dice dice) {
        boolean cycles = diagnosis.setting().equals("chemotherapy");
        Institution at = world.institutions().hospital(cycles ? 0 : 2, person.index());
        LocalDate end = plan.month.atEndOfMonth();
        LocalDate from = plan.month.atDay(1).plusDays(dice.below(cycles ? 6 : 20));
        while (!from.isAfter(end) && person.comesOn(from)) {
            int rest = cycles ? 11 : 30;
            if (from.toEpochDay() > lastDay[person.index()] + rest) {
                Episode stay = book(
                        plan, person, at, diagnosis, from, cycles ? dice.between(2, 3) : dice.between(24, 48), dice);
                if (!cycles) {
                    stay.with(Trait.SPARSE_CARE);
                }
            }
            from = from.plusDays(cycles ? 1 : 7);
        }
    }

    private void visits(Plan plan, Person person, Dice dice) {
        int age = person.ageOn(plan.month.atDay(1));
        if (person.chronic() != null && dice.chance(0.32)) {
            Institution at = world.institutions()
                    .at(dice.chance(0.7) ? Institution.Kind.CLINIC : Institution.Kind.TOWNSHIP, person.village());
            // every four weeks or later, when the tablets are used up
            LocalDate day = plan.month.atDay(1 + person.index() % 28);
            visit(plan, person, at, person.chronic(), dice, day, Trait.CHRONIC);
        }
        int often = age > 60 || age < 7 ? 22 : 13;
        for (int n = 0; n < 2; n++) {
            if (dice.below(100) < often) {
                acute(plan, person, dice);
            }
        }
        influenza(plan, person, dice);
        if (dice.chance(person.employee() ? 0.09 : 0)) {
            purchase(plan, person, dice);
        }
    }

    private void acute(Plan plan, Person person, Dice dice) {
        int roll = dice.below(100);
        Institution at = roll < 70
                ? world.institutions().at(Institution.Kind.CLINIC, person.village())
                : roll < 88
                        ? world.institutions().at(Institution.Kind.TOWNSHIP, person.village())
                        : world.institutions().hospital(dice.below(2), person.index());
        Trait trait = at.kind() == Institution.Kind.CLINIC && dice.chance(0.02)
                ? Trait.CONSULT_ONLY
                : at.kind() == Institution.Kind.HOSPITAL && dice.chance(0.15) ? Trait.EMERGENCY : null;
        visit(
                plan,
                person,
                at,
                world.catalogue().diagnosis("visit", dice),
                dice,
                OpeningHours.anyDay(plan.month, at, dice),
                trait);
    }

    private void influenza(Plan plan, Person person, Dice dice) {
        List<LocalDate> days = OpeningHours.influenzaDays(plan.month);
        if (!days.isEmpty() && dice.chance(0.07)) {
            Institution at = world.institutions().at(Institution.Kind.CLINIC, person.village());
            Diagnosis cold = world.catalogue().diagnoses("visit").get(0);
            visit(plan, person, at, cold, dice, dice.pick(days), null);
        }
    }

    private void purchase(Plan plan, Person person, Dice dice) {
        Institution at = world.institutions().at(Institution.Kind.PHARMACY, dice.below(1000));
        LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
        if (person.employee() && mayCome(plan, person, at, day)) {
            Diagnosis diagnosis = world.catalogue().diagnosis("visit", dice);
            plan.add(new Episode(Kind.PURCHASE, person.index(), at, diagnosis, day, day, dice));
        }
    }

    private void visit(
            Plan plan,
            Person person,
            Institution at,
            Diagnosis diagnosis,
            Dice dice,
            LocalDate day,
            @Nullable Trait trait) {
        if (!mayCome(plan, person, at, day)) {
            return;
        }
        Episode visit = plan.add(new Episode(Kind.VISIT, person.index(), at, diagnosis, day, day, dice));
        if (trait != null) {
            visit.with(trait);
        }
        if (trait == null && dice.chance(0.008)) {
            visit.with(Trait.BILLED_AGAIN);
        }
    }

    private boolean mayCome(Plan plan, Person person, Institution at, LocalDate day) {
        return OpeningHours.open(at, day) && person.comesOn(day) && plan.free(person.index(), day);
    }

    YearMonth firstPlanned() {
        // stays of up to seven weeks that end in the first month have begun before it
        return world.options().from().minusMonths(2);
    }
}
