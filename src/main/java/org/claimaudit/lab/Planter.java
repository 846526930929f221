package org.claimaudit.lab;

import java.util.List;
import java.util.Map;

/** Decides who cheats and how: each cheating institution keeps to its ways month after month, most are honest. */
final class Planter {
    /** The ways of hospitals, by rank; of three hospitals in a row the first is general, the second traditional. */
    private static final Map<Integer, List<Behaviour>> HOSPITALS = Map.of(
            0,
            List.of(
                    Behaviour.CHARGE_COMPONENT_WITH_MAIN_ITEM,
                    Behaviour.CHARGE_LINE_TWICE,
                    Behaviour.CHARGE_EXTRA_BED_DAYS),
            1,
            List.of(Behaviour.CHARGE_ABOVE_LIMIT, Behaviour.UNBUNDLE_COMPOSITE, Behaviour.DISCHARGE_AND_READMIT));

    /** Of seven township hospitals the first and the last are honest. */
    private static final Map<Integer, List<Behaviour>> TOWNSHIPS = Map.of(
            1, List.of(Behaviour.BED_WITHOUT_TREATMENT, Behaviour.ADMIT_WITHOUT_ANY_CARE),
            2, List.of(Behaviour.DISCHARGE_AND_READMIT, Behaviour.SPLIT_ONE_VISIT, Behaviour.CHARGE_LINE_TWICE),
            3, List.of(Behaviour.BILL_TWO_STAYS_AT_ONCE, Behaviour.CHARGE_EXTRA_BED_DAYS),
            4, List.of(Behaviour.DECLARE_EXTRA_DAYS),
            5, List.of(Behaviour.CHARGE_ABOVE_LIMIT, Behaviour.UNBUNDLE_COMPOSITE, Behaviour.BED_WITHOUT_TREATMENT));

    /** Of eighteen clinics half are honest. */
    private static final Map<Integer, List<Behaviour>> CLINICS = Map.of(
            1, List.of(Behaviour.SWELL_CLINIC_VOLUME),
            2, List.of(Behaviour.BILL_WHOLE_VILLAGE),
            3, List.of(Behaviour.SWIPE_COLLECTED_CARDS),
            4, List.of(Behaviour.SWIPE_FOR_CONSULT_FEE),
            5, List.of(Behaviour.BILL_THE_DEAD),
            6, List.of(Behaviour.INCONSISTENT_AMOUNTS, Behaviour.SPLIT_ONE_VISIT),
            7, List.of(Behaviour.SPLIT_ONE_VISIT, Behaviour.BILL_THE_DEAD),
            8, List.of(Behaviour.OUTPATIENT_WHILE_INPATIENT),
            10, List.of(Behaviour.SWELL_CLINIC_VOLUME));

    private final World world;
    private final StayPlanter stays;
    private final VisitPlanter visits;

    Planter(World world, Planner planner) {
        this.world = world;
        this.stays = new StayPlanter(world, planner);
        this.visits = new VisitPlanter(world);
    }

    void plant(Plan plan) {
        for (Institution at : world.institutions().all()) {
            Dice dice = world.dice('B', plan.month, at.place());
            for (Behaviour behaviour : ways(at)) {
                int count = count(plan, at);
                stays.plant(plan, at, behaviour, count, dice);
                visits.plant(plan, at, behaviour, count, dice);
            }
        }
    }

    private static List<Behaviour> ways(Institution at) {
        return switch (at.kind()) {
            case HOSPITAL -> HOSPITALS.getOrDefault(at.rank() % 3, List.of());
            case TOWNSHIP -> TOWNSHIPS.getOrDefault(at.rank() % 7, List.of());
            case CLINIC -> CLINICS.getOrDefault(at.rank() % 18, List.of());
            case PHARMACY -> at.rank() % 2 == 0 ? List.of(Behaviour.OUTPATIENT_WHILE_INPATIENT) : List.of();
        };
    }

    /** Cases of one behaviour in the month: its share of what the institution honestly bills, at least one. */
    private int count(Plan plan, Institution at) {
        return Math.max(
                1, (int) Math.round(plan.honestAt(at) * world.options().rate().doubleValue()));
    }
}
