package org.claimaudit.lab;

import java.util.List;
import java.util.Set;
import org.claimaudit.lab.Episode.Trait;

/** Bills that are swollen line by line; {@link Deceits} alters them. */
final class LinePlots {
    /** What a surgeon's belly operation is charged for. */
    private static final Set<String> BELLY = Set.of("K80.200");

    private LinePlots() {}

    static void addTo(Plots plots) {
        for (Behaviour behaviour : List.of(
                Behaviour.CHARGE_LINE_TWICE,
                Behaviour.UNBUNDLE_COMPOSITE,
                Behaviour.CHARGE_ABOVE_LIMIT,
                Behaviour.CHARGE_TOO_OFTEN,
                Behaviour.CHARGE_IMPOSSIBLE_HOURS,
                Behaviour.INFLATE_QUANTITY)) {
            plots.each(behaviour, s -> s.alterStay(stay -> true));
        }
        plots.each(
                        Behaviour.CHARGE_COMPONENT_WITH_MAIN_ITEM,
                        s -> s.inventStay(s.dice.between(5, 9)).with(Trait.INTENSIVE_CARE))
                .each(Behaviour.CHARGE_UNUSED_SUPPLIES, s -> unoperated(s, 4))
                .each(Behaviour.OPERATE_BEYOND_LICENCE, s -> unoperated(s, 5))
                .each(Behaviour.CHARGE_SECOND_OPERATION_IN_FULL, LinePlots::operated)
                .each(Behaviour.CHARGE_WARD_ROUND_TO_OUTPATIENT, s -> alterVisit(s, Set.of("1", "2"), 18, 200))
                .each(Behaviour.CHARGE_ITEM_OF_OTHER_SEX, s -> alterVisit(s, Set.of("1", "2"), 18, 200))
                .each(Behaviour.CHARGE_ITEM_OF_OTHER_AGE, s -> alterVisit(s, Set.of("1", "2"), 25, 200))
                .each(Behaviour.SIGN_AS_STRANGER, s -> alterVisit(s, Set.of("1", "2"), 0, 200));
    }

    private static void unoperated(Scene s, int least) {
        s.alterStay(stay -> stay.days() >= least && !stay.diagnosis.code().matches("(K80|K35|S82).*"));
    }

    private static void operated(Scene s) {
        Diagnosis gallstone = s.world.catalogue().diagnoses("hospital").stream()
                .filter(diagnosis -> BELLY.contains(diagnosis.code()))
                .findFirst()
                .orElseThrow();
        s.inventStay(gallstone, s.dice.between(5, 8));
    }

    private static void alterVisit(Scene s, Set<String> genders, int youngest, int oldest) {
        s.realVisit(visit -> {
                    Person person = s.world.people().get(visit.person);
                    int age = person.ageOn(visit.from);
                    return genders.contains(person.gender()) && age >= youngest && age <= oldest;
                })
                .ifPresent(visit -> visit.with(s.behaviour));
    }
}
