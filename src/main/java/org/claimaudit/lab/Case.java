package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.util.List;

/**
 * An episode with its bills, ready to be written.
 *
 * @param begin of the encounter
 * @param end of the encounter
 * @param declaredDays days that a hospital declares for a stay; 0 for visits
 * @param linesSent whether the institution sends its fee lines
 */
record Case(
        Episode episode,
        Person person,
        LocalDateTime begin,
        LocalDateTime end,
        int declaredDays,
        boolean linesSent,
        List<Bill> bills) {

    String encounterId() {
        return "51" + episode.id;
    }
}
