package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;

/** Honest events that look like cheating. They are in every month, the clean ones too. */
final class LookAlikes {
    private static final double RELATIVE_BUYS = 0.08;

    private final World world;
    private final Planner planner;

    LookAlikes(World world, Planner planner) {
        this.world = world;
        this.planner = planner;
    }

    void add(Plan plan) {
        Dice dice = world.dice('L', plan.month, 0);
        int times = Math.max(1, world.people().count() / 3000);
        for (int n = 0; n < times; n++) {
            transfer(plan, dice);
            transfer(plan, dice);
            twoVisitsADay(plan, dice);
            twoVisitsADay(plan, dice);
            settledAfterDeath(plan, dice);
        }
        emergencyOnDayOfDeath(plan, dice);
        relativesAccount(plan, dice);
        for (Institution at : world.institutions().of(Institution.Kind.CLINIC)) {
            if (Habits.visitsNursingHome(at)) {
                nursingHomeRound(plan, at, dice);
            }
        }
    }

    /** From the township hospital to the county's on one day, by referral. */
    private void transfer(Plan plan, Dice dice) {
        Person person = planner.anyIdle(plan, dice);
        Institution near = world.institutions().at(Institution.Kind.TOWNSHIP, person.village());
        Institution far = world.institutions().hospital(0, person.index());
        Diagnosis diagnosis = world.catalogue().diagnosis("township", dice);
        LocalDate from = plan.month.atDay(dice.between(1, 15));
        Episode first = planner.stay(plan, person.index(), near, diagnosis, from, dice.between(2, 3), dice)
                .with(Trait.TRANSFERRED);
        Episode second = planner.stay(plan, person.index(), far, diagnosis, first.to, dice.between(5, 9), dice);
        second.before = first;
    }

    /** A cold in the morning, a sore back in the afternoon. */
    private void twoVisitsADay(Plan plan, Dice dice) {
        Person person = planner.anyIdle(plan, dice);
        Institution at = world.institutions().at(Institution.Kind.CLINIC, person.village());
        LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
        List<Diagnosis> common = world.catalogue().diagnoses("visit");
        visit(plan, person, at, common.get(0), day, dice).at(LocalTime.of(8, 40, dice.below(60)));
        visit(plan, person, at, common.get(4), day, dice).at(LocalTime.of(15, 50, dice.below(60)));
    }

    /** The line to the platform was down: the visit of the day before the death was settled days after it. */
    private void settledAfterDeath(Plan plan, Dice dice) {
        for (int attempt = 0; attempt < world.people().count(); attempt++) {
            Person person = world.people().get(dice.below(world.people().count()));
            LocalDate died = person.died();
            if (died == null
                    || !plan.idle(person.index())
                    || died.isBefore(plan.month.atDay(2))
                    || died.isAfter(plan.month.atDay(22))) {
                continue;
            }
            Institution at = world.institutions().at(Institution.Kind.TOWNSHIP, person.village());
            Diagnosis diagnosis = world.catalogue().diagnosis("visit", dice);
            visit(plan, person, at, diagnosis, died.minusDays(1), dice).settled = died.plusDays(dice.between(2, 5));
            return;
        }
    }

    private void emergencyOnDayOfDeath(Plan plan, Dice dice) {
        for (int index = 0; index < world.people().count(); index++) {
            Person person = world.people().get(index);
            LocalDate died = person.died();
            if (died != null
                    && died.getYear() == plan.month.getYear()
                    && died.getMonth() == plan.month.getMonth()
                    && plan.free(index, died)
                    && dice.chance(0.7)) {
                Institution at = world.institutions().hospital(0, index);
                visit(plan, person, at, world.catalogue().diagnosis("visit", dice), died, dice)
                        .with(Trait.EMERGENCY)
                        .at(LocalTime.of(dice.between(1, 22), dice.below(60), dice.below(60)));
            }
        }
    }

    /** The family buys medicine on the card of an employee who lies in hospital; the fund pays nothing. */
    private void relativesAccount(Plan plan, Dice dice) {
        List<Episode> stays = plan.episodes().stream()
                .filter(e -> e.isStay() && e.days() >= 4 && e.behaviour == null)
                .filter(e -> !e.from.isBefore(plan.month.atDay(1)) && e.from.isBefore(plan.month.atDay(22)))
                .filter(e -> world.people().get(e.person).employee())
                .toList();
        for (Episode stay : stays) {
            LocalDate day = stay.from.plusDays(2);
            Institution at = world.institutions().at(Institution.Kind.PHARMACY, stay.person);
            if (OpeningHours.open(at, day) && dice.chance(RELATIVE_BUYS)) {
                Diagnosis diagnosis = world.catalogue().diagnosis("visit", dice);
                plan.add(new Episode(Kind.PURCHASE, stay.person, at, diagnosis, day, day, dice))
                        .with(Trait.RELATIVES_ACCOUNT);
            }
        }
    }

    /** Eight residents one after the other, three to four minutes each. */
    private void nursingHomeRound(Plan plan, Institution at, Dice dice) {
        LocalDate day = OpeningHours.anyDay(plan.month, at, dice);
        LocalTime time = LocalTime.of(12, 10, dice.below(60));
        for (int n = 0; n < 8; n++) {
            Person resident = planner.anyIdle(plan, dice);
            visit(plan, resident, at, world.catalogue().diagnosis("visit", dice), day, dice)
                    .at(time);
            time = time.plusSeconds(dice.between(180, 240));
        }
    }

    private static Episode visit(
            Plan plan, Person person, Institution at, Diagnosis diagnosis, LocalDate day, Dice dice) {
        return plan.add(new Episode(Kind.VISIT, person.index(), at, diagnosis, day, day, dice));
    }
}
