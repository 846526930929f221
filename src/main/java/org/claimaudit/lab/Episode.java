package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One visit, purchase or stay as it is planned, before the bill is written. Days are calendar days; {@code to} is the day of discharge. */
final class Episode {
    enum Kind {
        VISIT,
        PURCHASE,
        STAY
    }

    /** What is special about it, honest all the same. */
    enum Trait {
        /** Blood pressure taken, advice given, nothing prescribed. */
        CONSULT_ONLY,
        EMERGENCY,
        CHRONIC,
        /** Two nights in intensive care. */
        INTENSIVE_CARE,
        /** A room of one's own, whose price the hospital's level allows. */
        SPECIAL_WARD,
        /** Treated two or three times a week, as psychiatric and rehabilitation wards do. */
        SPARSE_CARE,
        /** Tablets and nothing else. */
        TABLETS_ONLY,
        DIED,
        TRANSFERRED,
        /** Billed wrongly, taken back in full, billed again. */
        BILLED_AGAIN,
        /** One line given back. */
        REFUND_LINE,
        /** Paid from the account of a relative. */
        RELATIVES_ACCOUNT,
        /** Drugs close to what one visit may cost. */
        COSTLY
    }

    final Kind kind;
    final int person;
    final Institution at;
    final Diagnosis diagnosis;
    final LocalDate from;
    final LocalDate to;
    final long chance;
    final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    LocalDate settled;
    int doctor;
    /** Number of the bed, from 1; 0 for visits and until the stay is admitted. */
    int bed;

    @Nullable
    LocalTime time;

    @Nullable
    Behaviour behaviour;

    @Nullable
    Episode before;

    String id = "";

    Episode(Kind kind, int person, Institution at, Diagnosis diagnosis, LocalDate from, LocalDate to, Dice dice) {
        this(kind, person, at, diagnosis, from, to, dice.next(), dice.below(at.doctors()));
    }

    private Episode(
            Kind kind,
            int person,
            Institution at,
            Diagnosis diagnosis,
            LocalDate from,
            LocalDate to,
            long chance,
            int doctor) {
        this.kind = kind;
        this.person = person;
        this.at = at;
        this.diagnosis = diagnosis;
        this.from = from;
        this.to = to;
        this.settled = to;
        this.chance = chance;
        this.doctor = doctor;
    }

    /** The same visit again on some day, to the last line of its bill. */
    Episode twin(LocalDate day) {
        return new Episode(kind, person, at, diagnosis, day, day, chance, doctor);
    }

    Episode with(Trait trait) {
        traits.add(trait);
        return this;
    }

    Episode with(Behaviour deceit) {
        behaviour = deceit;
        return this;
    }

    Episode at(LocalTime when) {
        time = when;
        return this;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean is(Behaviour deceit) {
        return behaviour == deceit;
    }

    boolean isStay() {
        return kind == Kind.STAY;
    }

    /** Days stayed, the day of discharge not counted, at least 1. */
    int days() {
        return (int) Math.max(1, to.toEpochDay() - from.toEpochDay());
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Month of the export that carries the settlement. */
    YearMonth month() {
        return YearMonth.from(settled);
    }

    /** Dice for writing the bill; they do not depend on what was planned around it. */
    Dice dice(long purpose) {
        return Dice.of(chance, purpose);
    }
}
