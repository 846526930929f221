package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place that bills.
 *
 * @param place position in the list of all, from 0
 * @param rank position among those of its kind, from 0
 * @param level hospital level by the national code: 05 and 06 secondary, 08 and 09 primary, 11 none
 * @param beds approved beds; 0 for clinics and pharmacies
 * @param suspended first day of the weeks for which the contract is suspended; null if it never is
 * @param doctors how many doctors bill there
 */
record Institution(
        int place,
        int rank,
        Kind kind,
        String code,
        String name,
        String level,
        int beds,
        int doctors,
        LocalDate since,
        @Nullable LocalDate suspended,
        String legalRepresentative) {

    enum Kind {
        HOSPITAL,
        TOWNSHIP,
        CLINIC,
        PHARMACY
    }

    /** Contracts that are suspended are so for the last days of what is generated: the clinic does not open again. */
    static final int SUSPENDED_DAYS = 25;

    /** Last day of the suspension. */
    LocalDate suspendedTo() {
        return Objects.requireNonNull(suspended).plusDays(SUSPENDED_DAYS - 1L);
    }

    boolean suspendedOn(LocalDate day) {
        return suspended != null && !day.isBefore(suspended) && !day.isAfter(suspendedTo());
    }

    boolean isPharmacy() {
        return kind == Kind.PHARMACY;
    }

    /** Of the doctor who treats the episode; a stranger's if somebody else's seal is used. */
    static String doctorCode(Episode episode) {
        return episode.is(Behaviour.SIGN_AS_STRANGER)
                ? "D990009" + Cells.padded(episode.at.place() + 1, 5) + "99"
                : episode.at.doctorCode(episode.doctor);
    }

    String doctorCode(int doctor) {
        return "D990001" + Cells.padded(place + 1, 5) + Cells.padded(doctor + 1, 2);
    }
}
