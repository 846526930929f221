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
 * @param left day from which the person is no longer insured here, moved away; null if never
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
        @Nullable LocalDate left,
        @Nullable LocalDate died) {

    int ageOn(LocalDate day) {
        return Math.max(0, Period.between(born, day).getYears());
    }

    /** Alive all day long. */
    boolean livesOn(LocalDate day) {
        return died == null || day.isBefore(died);
    }

    /** Alive and insured here: somebody who may come. */
    boolean comesOn(LocalDate day) {
        return livesOn(day) && (left == null || day.isBefore(left));
    }

    /** The same person under a number in the other insurance. */
    Person otherwiseInsured() {
        String otherNo = "99000109" + no.substring(8);
        return new Person(
                index, otherNo, name, certNo, gender, born, village, !employee, false, false, chronic, course, left,
                died);
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
