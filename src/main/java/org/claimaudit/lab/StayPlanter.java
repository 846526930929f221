package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.claimaudit.lab.Episode.Trait;

/** Plants what hospitals do with stays. */
final class StayPlanter {
    private final World world;
    private final Planner planner;

    StayPlanter(World world, Planner planner) {
        this.world = world;
        this.planner = planner;
    }

    /** Plants {@code count} cases if the behaviour is one of stays; else nothing. */
    void plant(Plan plan, Institution at, Behaviour behaviour, int count, Dice dice) {
        for (int n = 0; n < count; n++) {
            switch (behaviour) {
                case CHARGE_EXTRA_BED_DAYS,
                        CHARGE_LINE_TWICE,
                        UNBUNDLE_COMPOSITE,
                        CHARGE_ABOVE_LIMIT,
                        DECLARE_EXTRA_DAYS -> alter(plan, at, behaviour, dice);
                case BED_WITHOUT_TREATMENT ->
                    invent(plan, at, dice.between(8, 12), dice).with(behaviour);
                case ADMIT_WITHOUT_ANY_CARE ->
                    invent(plan, at, dice.between(3, 6), dice).with(behaviour);
                case CHARGE_COMPONENT_WITH_MAIN_ITEM ->
                    invent(plan, at, dice.between(5, 9), dice)
                            .with(Trait.INTENSIVE_CARE)
                            .with(behaviour);
                case BILL_TWO_STAYS_AT_ONCE -> twice(plan, at, dice);
                case DISCHARGE_AND_READMIT -> readmit(plan, at, dice);
                default -> {}
            }
        }
    }

    /** A stay that did take place and whose bill is swollen; an ordinary one is made if the month has none left. */
    private void alter(Plan plan, Institution at, Behaviour behaviour, Dice dice) {
        Optional<Episode> real = pick(plan, dice, stay -> stay.at.equals(at) && stay.days() >= 4);
        real.orElseGet(() -> invent(plan, at, dice.between(4, 8), dice)).with(behaviour);
    }

    /** A stay within the month of somebody who was not in hospital for weeks. */
    private Episode invent(Plan plan, Institution at, int days, Dice dice) {
        LocalDate from = plan.month.atDay(dice.between(1, plan.month.lengthOfMonth() - days));
        return planner.stay(plan, planner.anyIdle(plan, dice).index(), at, diagnosis(at, dice), from, days, dice);
    }

    /** The same person lies in another hospital at the time. */
    private void twice(Plan plan, Institution at, Dice dice) {
        LocalDate first = plan.month.atDay(1);
        LocalDate last = plan.month.atEndOfMonth();
        pick(plan, dice, s -> !s.at.equals(at) && s.days() >= 5 && !s.from.isBefore(first) && s.to.isBefore(last))
                .ifPresent(real -> {
                    LocalDate from = real.from.plusDays(2);
                    int days = (int) Math.min(dice.between(3, 5), last.toEpochDay() - from.toEpochDay());
                    planner.stay(plan, real.person, at, diagnosis(at, dice), from, days, dice)
                            .with(Trait.LIGHT_CARE)
                            .with(Behaviour.BILL_TWO_STAYS_AT_ONCE);
                });
    }

    private void readmit(Plan plan, Institution at, Dice dice) {
        int person = planner.anyIdle(plan, dice).index();
        Diagnosis diagnosis = diagnosis(at, dice);
        LocalDate from = plan.month.atDay(dice.between(1, 8));
        Episode first = planner.stay(plan, person, at, diagnosis, from, dice.between(5, 8), dice);
        LocalDate again = first.to.plusDays(dice.below(3));
        planner.stay(plan, person, at, diagnosis, again, dice.between(4, 7), dice)
                .with(Behaviour.DISCHARGE_AND_READMIT);
    }

    private Diagnosis diagnosis(Institution at, Dice dice) {
        boolean township = at.kind() == Institution.Kind.TOWNSHIP;
        String setting = township ? "township" : Institutions.speciality(at) == 1 ? "tcm" : "hospital";
        return world.catalogue().diagnosis(setting, dice);
    }

    private static Optional<Episode> pick(Plan plan, Dice dice, Predicate<Episode> which) {
        List<Episode> choices = plan.ordinaryStays(which);
        return choices.isEmpty() ? Optional.empty() : Optional.of(dice.pick(choices));
    }
}
