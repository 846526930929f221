package org.claimaudit.lab;

import java.util.Locale;

/** What a cheating institution does. Honest institutions do none of it. */
enum Behaviour {
    // stays
    /** More bed-days on the bill than days stayed. */
    CHARGE_EXTRA_BED_DAYS(Site.WARD, Mark.LINES),
    /** More days of nursing on the bill than days stayed. */
    CHARGE_EXTRA_NURSING_DAYS(Site.WARD, Mark.LINES),
    /** The patient lies in only on paper: bed, round and nursing every day, treatment on the first two days. */
    BED_WITHOUT_TREATMENT(Site.TOWNSHIP, Mark.LINES),
    /** A stay of bed, round and nursing alone. */
    ADMIT_WITHOUT_ANY_CARE(Site.TOWNSHIP, Mark.CASE),
    /** A stay on paper, of bed, round and nursing alone, for somebody who lies in another hospital at the time. */
    BILL_TWO_STAYS_AT_ONCE(Site.TOWNSHIP, Mark.CASE),
    /** A hospital that sends no fee lines declares, and is paid for, more days than were stayed. */
    DECLARE_EXTRA_DAYS(Site.SILENT, Mark.SETTLEMENT),
    /** Discharged on paper and admitted again within two days, for a second payment. */
    DISCHARGE_AND_READMIT(Site.WARD, Mark.CASE),
    /** Discharged on paper and admitted the next day by a hospital of the same owner. */
    PASS_ON_TO_SISTER(Site.SISTER, Mark.CASE),
    /** As a new stay for another illness, with the same treatment going on. */
    READMIT_FOR_ANOTHER_ILLNESS(Site.TOWNSHIP, Mark.CASE),
    /** The part of a stay that the patient has to pay first is paid by the fund too. */
    WAIVE_DEDUCTIBLE(Site.WARD, Mark.SETTLEMENT),
    /** Somebody with a cold is admitted for two days of tablets. */
    ADMIT_FOR_A_COLD(Site.TOWNSHIP, Mark.CASE),
    /** A check-up billed as a stay: tests and images, hardly any treatment. */
    ADMIT_FOR_A_CHECKUP(Site.GENERAL, Mark.CASE),
    /** Treatment dated days after the patient went home. */
    CHARGE_AFTER_DISCHARGE(Site.WARD, Mark.LINES),
    /** Treatment dated after the patient died in hospital. */
    CHARGE_AFTER_DEATH(Site.GENERAL, Mark.LINES),
    /** A van-load of villagers of one village admitted on one day, each for the same few days. */
    RECRUIT_VILLAGERS(Site.TOWNSHIP, Mark.CASE),

    // lines of a bill
    /** A line of the bill entered again. */
    CHARGE_LINE_TWICE(Site.WARD, Mark.LINES),
    /** What an item already contains charged beside it. */
    CHARGE_COMPONENT_WITH_MAIN_ITEM(Site.GENERAL, Mark.LINES),
    /** The parts of an item charged one by one instead of the cheaper whole. */
    UNBUNDLE_COMPOSITE(Site.WARD, Mark.LINES),
    /** A price above the limit of the hospital's level. */
    CHARGE_ABOVE_LIMIT(Site.WARD, Mark.LINES),
    /** Physiotherapy charged more often in a day than it is given. */
    CHARGE_TOO_OFTEN(Site.WARD, Mark.LINES),
    /** Hours of monitoring charged beyond the hours of the day. */
    CHARGE_IMPOSSIBLE_HOURS(Site.GENERAL, Mark.LINES),
    /** Many times the usual quantity of a drug on one day. */
    INFLATE_QUANTITY(Site.WARD, Mark.LINES),
    /** Materials of an operation that did not take place. */
    CHARGE_UNUSED_SUPPLIES(Site.WARD, Mark.LINES),
    /** A second operation through one incision at the full price. */
    CHARGE_SECOND_OPERATION_IN_FULL(Site.GENERAL, Mark.LINES),
    /** An operation that only larger hospitals are licensed for. */
    OPERATE_BEYOND_LICENCE(Site.TOWNSHIP, Mark.LINES),
    /** A ward round charged to an outpatient. */
    CHARGE_WARD_ROUND_TO_OUTPATIENT(Site.GENERAL, Mark.LINES),
    /** An item for women charged to a man, or the reverse. */
    CHARGE_ITEM_OF_OTHER_SEX(Site.GENERAL, Mark.LINES),
    /** An item for children charged to a grown-up. */
    CHARGE_ITEM_OF_OTHER_AGE(Site.GENERAL, Mark.LINES),
    /** Drugs for months to come at discharge. */
    GIVE_TOO_MANY_DRUGS_HOME(Site.WARD, Mark.LINES),
    /** A stay after an accident that somebody else has to pay for, billed as any other. */
    HIDE_THIRD_PARTY(Site.GENERAL, Mark.CASE),
    /** Prescribed under the number of a doctor who does not work there. */
    SIGN_AS_STRANGER(Site.GENERAL, Mark.CASE),

    // visits
    /** A visit or purchase billed on the card of somebody who lies in hospital elsewhere. */
    OUTPATIENT_WHILE_INPATIENT(Site.COUNTER, Mark.CASE),
    /** One visit billed as several, each below the limit of a visit and each with its consultation fee. */
    SPLIT_ONE_VISIT(Site.CLINIC, Mark.SPLIT),
    /** A week of invented visits at a clinic that is quiet in other weeks. */
    SWELL_CLINIC_VOLUME(Site.CLINIC, Mark.CASE),
    /** Every month a visit for hundreds of villagers who never came. */
    BILL_WHOLE_VILLAGE(Site.CLINIC, Mark.CASE),
    /** Cards collected in the village and swiped one after another within minutes. */
    SWIPE_COLLECTED_CARDS(Site.CLINIC, Mark.CASE),
    /** The same people's cards swiped week after week for the consultation fee alone. */
    SWIPE_FOR_CONSULT_FEE(Site.CLINIC, Mark.CASE),
    /** A visit of the special benefit for long-term illness for somebody who is not registered for it. */
    BILL_CHRONIC_WITHOUT_FILING(Site.CLINIC, Mark.SETTLEMENT),
    /** Tablets for half a year in one prescription. */
    PRESCRIBE_TOO_MUCH(Site.CLINIC, Mark.LINES),
    /** The tablets of four weeks fetched again within the week. */
    REFILL_TOO_EARLY(Site.CLINIC, Mark.LINES),
    /** A drug for an illness that the patient does not have. */
    PRESCRIBE_FOR_OTHER_ILLNESS(Site.CLINIC, Mark.LINES),
    /** The fund is made to pay a higher share than the policy has. */
    PAY_ABOVE_RATE(Site.CLINIC, Mark.SETTLEMENT),
    /** The invoice of a visit is used again for another settlement. */
    REUSE_INVOICE(Site.CLINIC, Mark.CASE),
    /** Settled, taken back within minutes and settled again, time after time on one card. */
    REFUND_AND_REBILL(Site.CLINIC, Mark.CASE),
    /** Amounts altered after the settlement, so that they no longer add up. */
    INCONSISTENT_AMOUNTS(Site.CLINIC, Mark.LINES),

    // persons and contracts
    /** A visit billed once more under the patient's number in the other insurance. */
    BILL_UNDER_SECOND_NUMBER(Site.CLINIC, Mark.CASE),
    /** A visit that was settled at the counter is reimbursed by hand as well. */
    REIMBURSE_AGAIN_BY_HAND(Site.CLINIC, Mark.CASE),
    /** Visits of people who have died. */
    BILL_THE_DEAD(Site.CLINIC, Mark.CASE),
    /** Visits of people whose insurance has ended. */
    BILL_THE_UNINSURED(Site.CLINIC, Mark.CASE),
    /** Visits on days for which the clinic's contract is suspended. */
    BILL_WHILE_SUSPENDED(Site.SUSPENDED, Mark.CASE);

    /** Who does it. */
    enum Site {
        /** General hospitals. */
        GENERAL(true),
        /** General and traditional hospitals and township hospitals. */
        WARD(true),
        TOWNSHIP(true),
        /** Township hospitals that send no fee lines. */
        SILENT(true),
        /** Township hospitals of one owner. */
        SISTER(true),
        CLINIC(false),
        /** Clinics whose contract is suspended for some weeks. */
        SUSPENDED(false),
        /** Clinics and pharmacies. */
        COUNTER(false);

        /** Whether it lives on stays. */
        final boolean beds;

        Site(boolean beds) {
            this.beds = beds;
        }
    }

    /** Which rows the truth names. */
    enum Mark {
        /** Encounter, settlements and every line: the whole case is invented. */
        CASE,
        /** The lines that were added or swollen, and the settlement if money was taken with it as such. */
        LINES,
        /** Encounter and settlement. */
        SETTLEMENT,
        /** Encounter, settlement and every line, though only the settlement's excess was taken. */
        SPLIT
    }

    final Site site;
    final Mark mark;

    Behaviour(Site site, Mark mark) {
        this.site = site;
        this.mark = mark;
    }

    /** As it stands in the truth, for example {@code charge-extra-bed-days}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
