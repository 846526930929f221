package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.List;
import org.claimaudit.lab.Episode.Trait;

/** Stays that hospitals invent or stretch. */
final class StayPlots {
    private static final int VAN = 7;

    private StayPlots() {}

    static void addTo(Plots plots) {
        plots.each(Behaviour.CHARGE_EXTRA_BED_DAYS, s -> s.alterStay(stay -> true))
                .each(Behaviour.CHARGE_EXTRA_NURSING_DAYS, s -> s.alterStay(stay -> true))
                .each(Behaviour.DECLARE_EXTRA_DAYS, s -> s.alterStay(stay -> true))
                .each(Behaviour.CHARGE_AFTER_DISCHARGE, StayPlots::afterDischarge)
                .each(Behaviour.BED_WITHOUT_TREATMENT, s -> s.inventStay(s.dice.between(8, 12)))
                .each(Behaviour.ADMIT_WITHOUT_ANY_CARE, s -> s.inventStay(s.dice.between(3, 6)))
                .each(Behaviour.BILL_TWO_STAYS_AT_ONCE, StayPlots::twice)
                .each(Behaviour.DISCHARGE_AND_READMIT, StayPlots::readmit)
                .each(Behaviour.PASS_ON_TO_SISTER, StayPlots::passOn)
                .each(Behaviour.READMIT_FOR_ANOTHER_ILLNESS, StayPlots::flip)
                .each(
                        Behaviour.WAIVE_DEDUCTIBLE,
                        s -> s.alterStay(
                                stay -> !s.world.people().get(stay.person).helped()))
                .each(Behaviour.GIVE_TOO_MANY_DRUGS_HOME, s -> s.alterStay(stay -> true))
                .each(
                        Behaviour.HIDE_THIRD_PARTY,
                        s -> s.inventStay(
                                s.world.catalogue().diagnoses("accident").get(0), s.dice.between(5, 9)))
                .each(Behaviour.ADMIT_FOR_A_COLD, StayPlots::cold)
                .each(Behaviour.ADMIT_FOR_A_CHECKUP, StayPlots::checkup)
                .each(Behaviour.CHARGE_AFTER_DEATH, StayPlots::afterDeath)
                .once(Behaviour.RECRUIT_VILLAGERS, StayPlots::van);
    }

    /** The same person lies in another hospital at the time. */
    private static void twice(Scene s) {
        s.realStay(real -> !real.at.equals(s.at)
                        && real.days() >= 5
                        && !real.from.isBefore(s.firstDay())
                        && real.to.isBefore(s.lastDay()))
                .ifPresent(real -> {
                    LocalDate from = real.from.plusDays(2);
                    int days = (int) Math.min(s.dice.between(3, 5), real.to.toEpochDay() - from.toEpochDay());
                    s.inventStay(real.person, s.wardDiagnosis(), from, days);
                });
    }

    private static void readmit(Scene s) {
        int person = s.anyIdle().index();
        Diagnosis diagnosis = s.wardDiagnosis();
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 8));
        Episode first = s.planner.stay(s.plan, person, s.at, diagnosis, from, s.dice.between(5, 8), s.dice);
        LocalDate again = first.to.plusDays(s.dice.below(3));
        s.inventStay(person, diagnosis, again, s.dice.between(4, 7));
    }

    private static void passOn(Scene s) {
        Institution sister = s.world.institutions().youngerSister(s.at);
        int person = s.anyIdle().index();
        Diagnosis diagnosis = s.wardDiagnosis();
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 8));
        Episode first = s.planner.stay(s.plan, person, s.at, diagnosis, from, s.dice.between(5, 8), s.dice);
        LocalDate again = first.to.plusDays(s.dice.below(2));
        s.planner
                .stay(s.plan, person, sister, diagnosis, again, s.dice.between(4, 7), s.dice)
                .with(s.behaviour);
    }

    /** Two illnesses of the lungs: the drugs are the same. */
    private static void flip(Scene s) {
        List<Diagnosis> lungs = s.world.catalogue().diagnoses("township").stream()
                .filter(diagnosis -> diagnosis.drugs().equals("lung"))
                .toList();
        int person = s.anyIdle().index();
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 8));
        Episode first = s.planner.stay(s.plan, person, s.at, lungs.get(0), from, s.dice.between(5, 8), s.dice);
        s.inventStay(person, lungs.get(1), first.to.plusDays(s.dice.below(3)), s.dice.between(5, 7));
    }

    private static void cold(Scene s) {
        Diagnosis cold = s.world.catalogue().diagnoses("visit").get(0);
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 24));
        s.inventStay(s.anyGrownUp(), cold, from, 2).with(Trait.TABLETS_ONLY);
    }

    private static void afterDischarge(Scene s) {
        LocalDate latest = s.lastDay().minusDays(6);
        Episode stay = s.realStay(real -> real.at.equals(s.at) && real.days() >= 4 && real.to.isBefore(latest))
                .orElseGet(() -> s.inventStay(
                        s.anyIdle().index(), s.wardDiagnosis(), s.plan.month.atDay(s.dice.between(1, 12)), 5));
        stay.with(s.behaviour).settled = stay.to.plusDays(5);
    }

    private static void checkup(Scene s) {
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 24));
        s.inventStay(s.anyGrownUp(), s.wardDiagnosis(), from, s.dice.between(2, 3));
    }

    /** Somebody dies in the hospital, and the bill goes on for some days. */
    private static void afterDeath(Scene s) {
        int person = s.anyIdle().index();
        LocalDate from = s.plan.month.atDay(s.dice.between(1, 18));
        Episode stay = s.inventStay(person, s.wardDiagnosis(), from, s.dice.between(3, 5))
                .with(Trait.DIED);
        stay.settled = stay.to.plusDays(4);
        s.world.people().dies(person, stay.to);
    }

    /** Grown-ups of one village, one day, the same days. */
    private static void van(Scene s) {
        int village = s.anyIdle().village();
        LocalDate from = s.plan.month.atDay(s.dice.between(3, 18));
        int days = s.dice.between(4, 6);
        Diagnosis diagnosis = s.wardDiagnosis();
        int seats = VAN + s.dice.below(3);
        for (; seats > 0; seats--) {
            Person villager = s.planner.anyIdle(s.plan, s.dice, person -> person.village() == village);
            s.inventStay(villager.index(), diagnosis, from, days);
        }
    }
}
