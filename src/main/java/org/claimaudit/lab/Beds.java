package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which beds of each ward are taken, and until when. */
final class Beds {
    private final Map<String, List<LocalDate>> freeFrom = new HashMap<>();

    /** Gives a stay the first bed of its ward that is free; stays come in the order of admission. */
    void admit(Episode stay) {
        List<LocalDate> ward =
                freeFrom.computeIfAbsent(stay.at.place() + Wards.code(stay.diagnosis), w -> new ArrayList<>());
        int bed = 0;
        while (bed < ward.size() && ward.get(bed).isAfter(stay.from)) {
            bed++;
        }
        if (bed == ward.size()) {
            ward.add(stay.to);
        } else {
            ward.set(bed, stay.to);
        }
        stay.bed = bed + 1;
    }
}
