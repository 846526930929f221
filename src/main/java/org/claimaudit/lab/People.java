package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The insured persons, each worked out from the seed when asked for: a million of them takes no memory. */
final class People {
    /** A prime near 88 years of days: steps through it never repeat a birthday for one serial number. */
    private static final int DAYS = 32_003;

    private static final int[] CERT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private final GeneratorOptions options;
    private final Catalogue catalogue;
    private final Institutions institutions;
    private final LocalDate start;
    private final Map<Integer, LocalDate> unregistered = new HashMap<>();

    People(GeneratorOptions options, Catalogue catalogue, Institutions institutions) {
        this.options = options;
        this.catalogue = catalogue;
        this.institutions = institutions;
        this.start = options.from().atDay(1);
    }

    /** Somebody dies whom no registry knows of yet. */
    void dies(int person, LocalDate day) {
        unregistered.put(person, day);
    }

    int count() {
        return options.people();
    }

    Person get(int index) {
        Dice dice = Dice.of(options.seed(), 'P', index);
        boolean male = dice.chance(0.5);
        LocalDate born = start.minusDays(90L + (index * 12_289L) % DAYS);
        String certNo = certNo(born, (index % 500) * 2 + (male ? 1 : 0));
        String name = Names.person(dice);
        int village = village(dice);
        int age = start.getYear() - born.getYear();
        boolean employee = age >= 20 && dice.chance(0.16);
        boolean civilServant = employee && dice.chance(0.08);
        boolean helped = !employee && dice.chance(0.04);
        Diagnosis chronic = age >= 50 && dice.chance(0.5) ? catalogue.diagnosis("chronic", dice) : null;
        Diagnosis course = course(age, dice);
        LocalDate died = died(age, dice);
        LocalDate left = died == null ? left(dice) : null;
        return new Person(
                index,
                "99000100" + Cells.padded(index + 1, 7),
                name,
                certNo,
                male ? "1" : "2",
                born,
                village,
                employee,
                civilServant,
                helped,
                chronic,
                course,
                left,
                unregistered.getOrDefault(index, died));
    }

    /** The first clinic is the market town's: three times as many people belong to it. */
    private int village(Dice dice) {
        int clinics = institutions.of(Institution.Kind.CLINIC).size();
        return Math.max(0, dice.below(clinics + 2) - 2);
    }

    private @Nullable Diagnosis course(int age, Dice dice) {
        int roll = dice.below(1000);
        if (age < 18 || roll >= 6) {
            return null;
        }
        String setting = roll < 2 ? "chemotherapy" : roll < 4 ? "psychiatric" : "rehabilitation";
        return catalogue.diagnoses(setting).get(0);
    }

    private @Nullable LocalDate died(int age, Dice dice) {
        double perYear = age < 60 ? 0.002 : age < 78 ? 0.03 : 0.08;
        LocalDate first = start.minusYears(2);
        int days = (int) (options.to().plusMonths(1).atDay(1).toEpochDay() - first.toEpochDay());
        return dice.chance(perYear * days / 365) ? first.plusDays(dice.below(days)) : null;
    }

    /** One in eighty moves away between half a year before the first month and the end. */
    private @Nullable LocalDate left(Dice dice) {
        LocalDate first = start.minusDays(180);
        int days = (int) (options.to().plusMonths(1).atDay(1).toEpochDay() - first.toEpochDay());
        return dice.chance(0.0125) ? first.plusDays(dice.below(days)) : null;
    }

    /** Region, birthday, serial number (odd for men), check character by GB 11643. */
    private static String certNo(LocalDate born, int serial) {
        String body = "990001" + born.format(DateTimeFormatter.BASIC_ISO_DATE) + Cells.padded(serial, 3);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (body.charAt(i) - '0') * CERT_WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }
}
