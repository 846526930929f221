package org.claimaudit.lab;

import java.util.Locale;

/** What a cheating institution does. Honest institutions do none of it. */
enum Behaviour {
    /** More bed-days on the bill than days stayed. */
    CHARGE_EXTRA_BED_DAYS,
    /** The patient lies in only on paper: bed, round and nursing every day, treatment on the first two days. */
    BED_WITHOUT_TREATMENT,
    /** A stay of bed, round and nursing alone. */
    ADMIT_WITHOUT_ANY_CARE,
    /** A second stay on paper for somebody who lies in another hospital. */
    BILL_TWO_STAYS_AT_ONCE,
    /** A visit or purchase billed on the card of somebody who lies in hospital elsewhere. */
    OUTPATIENT_WHILE_INPATIENT,
    /** A hospital that sends no fee lines declares, and is paid for, more days than were stayed. */
    DECLARE_EXTRA_DAYS,
    /** Discharged on paper and admitted again within two days, for a second payment. */
    DISCHARGE_AND_READMIT,
    /** One visit billed as several, each below the limit of a visit and each with its consultation fee. */
    SPLIT_ONE_VISIT,
    /** A line of the bill entered again. */
    CHARGE_LINE_TWICE,
    /** What an item already contains charged beside it. */
    CHARGE_COMPONENT_WITH_MAIN_ITEM,
    /** The parts of an item charged one by one instead of the cheaper whole. */
    UNBUNDLE_COMPOSITE,
    /** A price above the limit of the hospital's level. */
    CHARGE_ABOVE_LIMIT,
    /** A week of invented visits at a clinic that is quiet in other weeks. */
    SWELL_CLINIC_VOLUME,
    /** Every month a visit for hundreds of villagers who never came. */
    BILL_WHOLE_VILLAGE,
    /** Cards collected in the village and swiped one after another within minutes. */
    SWIPE_COLLECTED_CARDS,
    /** The same people's cards swiped week after week for the consultation fee alone. */
    SWIPE_FOR_CONSULT_FEE,
    /** Visits of people who have died. */
    BILL_THE_DEAD,
    /** Amounts altered after the settlement, so that they no longer add up. */
    INCONSISTENT_AMOUNTS;

    /** As it stands in the truth, for example {@code charge-extra-bed-days}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
