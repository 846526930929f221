package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * An insured person.
 *
 * @param village rank of the clinic of the person's village
 * @param employee insured as an employee (with a personal account), else as a resident
 * @param helped gets medical assistance
 * @param chronic long-term illness that is registered for outpatient treatment
 * @param course illness that brings the person to hospital again and again: psychiatric, rehabilitation, chemotherapy
 * @param died day of death, if it lies before the end of what is generated
 */
record Person(
        int index,
        String no,
        String name,
        String certNo,
        String gender,
        LocalDate born,
        int village,
        boolean employee,
        boolean civilServant,
        boolean helped,
        @Nullable Diagnosis chronic,
        @Nullable Diagnosis course,
        @Nullable LocalDate died) {

    int ageOn(LocalDate day) {
        return Math.max(0, Period.between(born, day).getYears());
    }

    /** Alive all day long. */
    boolean livesOn(LocalDate day) {
        return died == null || day.isBefore(died);
    }

    String insurance() {
        return employee ? "310" : "390";
    }

    String personType(LocalDate day) {
        int age = ageOn(day);
        if (employee) {
            return age >= 60 ? "1201" : "1101";
        }
        return age < 7 ? "1402" : age < 18 ? "1403" : age < 60 ? "1501" : "1601";
    }
}
