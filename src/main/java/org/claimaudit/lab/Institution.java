package org.claimaudit.lab;

import java.time.LocalDate;

/**
 * A place that bills.
 *
 * @param place position in the list of all, from 0
 * @param rank position among those of its kind, from 0
 * @param level hospital level by the national code: 05 and 06 secondary, 08 and 09 primary, 11 none
 * @param beds approved beds; 0 for clinics and pharmacies
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
        String legalRepresentative) {

    enum Kind {
        HOSPITAL,
        TOWNSHIP,
        CLINIC,
        PHARMACY
    }

    boolean isPharmacy() {
        return kind == Kind.PHARMACY;
    }

    String doctorCode(int doctor) {
        return "D990001" + Cells.padded(place + 1, 5) + Cells.padded(doctor + 1, 2);
    }
}
