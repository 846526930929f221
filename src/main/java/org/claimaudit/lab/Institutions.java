package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.lab.Institution.Kind;

/** The county's institutions: about a tenth hospitals, a quarter township hospitals, most of the rest village clinics. */
final class Institutions {
    private static final List<String> HOSPITALS = List.of("人民医院", "中医医院", "精神康复医院");

    private final Map<Kind, List<Institution>> byKind = new EnumMap<>(Kind.class);
    private final List<Institution> all = new ArrayList<>();
    private final LocalDate suspended;

    /** @param suspended first day of the suspension of the contracts that are suspended */
    Institutions(int count, long seed, LocalDate suspended) {
        this.suspended = suspended;
        int hospitals = Math.max(3, count / 10);
        int townships = Math.max(2, count * 7 / 30);
        int pharmacies = Math.max(2, count / 15);
        add(Kind.HOSPITAL, hospitals, seed);
        add(Kind.TOWNSHIP, townships, seed);
        add(Kind.CLINIC, count - hospitals - townships - pharmacies, seed);
        add(Kind.PHARMACY, pharmacies, seed);
    }

    List<Institution> all() {
        return all;
    }

    List<Institution> of(Kind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** The one of that kind that the number falls on. */
    Institution at(Kind kind, int number) {
        List<Institution> choices = of(kind);
        return choices.get(Math.floorMod(number, choices.size()));
    }

    /** General (0), traditional medicine (1) or psychiatric and rehabilitation (2). */
    static int speciality(Institution hospital) {
        return hospital.rank() % 3;
    }

    /** One township hospital in seven has the same owner as the next; the last of all has none after it. */
    boolean isElderSister(Institution township) {
        return township.kind() == Kind.TOWNSHIP
                && township.rank() % 7 == 1
                && township.rank() + 1 < of(Kind.TOWNSHIP).size();
    }

    /** The hospital that has the same owner as an elder sister. */
    Institution youngerSister(Institution elder) {
        return of(Kind.TOWNSHIP).get(elder.rank() + 1);
    }

    /** A hospital of that speciality. */
    Institution hospital(int speciality, int number) {
        int groups = (of(Kind.HOSPITAL).size() - speciality + 2) / 3;
        return of(Kind.HOSPITAL).get(Math.floorMod(number, groups) * 3 + speciality);
    }

    private void add(Kind kind, int count, long seed) {
        var list = new ArrayList<Institution>();
        for (int rank = 0; rank < count; rank++) {
            Dice dice = Dice.of(seed, 'I', kind.name().charAt(0), rank);
            int place = all.size();
            var institution = new Institution(
                    place,
                    rank,
                    kind,
                    String.format("%s990001%05d", kind == Kind.PHARMACY ? "P" : "H", place + 1),
                    name(kind, rank),
                    level(kind, rank),
                    beds(kind, dice),
                    doctors(kind, rank, dice),
                    LocalDate.of(dice.between(2012, 2021), dice.between(1, 12), 1),
                    kind == Kind.CLINIC && rank % 16 == 4 ? suspended : null,
                    kind == Kind.TOWNSHIP && rank % 7 == 2
                            ? list.get(rank - 1).legalRepresentative()
                            : Names.person(dice));
            list.add(institution);
            all.add(institution);
        }
        byKind.put(kind, list);
    }

    private static String name(Kind kind, int rank) {
        return switch (kind) {
            case HOSPITAL -> {
                String number = rank < HOSPITALS.size() ? "" : "第" + (rank / HOSPITALS.size() + 1);
                yield "青禾县" + number + HOSPITALS.get(rank % HOSPITALS.size());
            }
            case TOWNSHIP -> Names.place(rank) + "镇中心卫生院";
            case CLINIC -> Names.place(rank % 7) + "镇" + Names.place(rank + 20) + "村卫生室";
            case PHARMACY -> "青禾县" + Names.place(rank + 3) + "大药房";
        };
    }

    private static String level(Kind kind, int rank) {
        return switch (kind) {
            case HOSPITAL -> rank % 3 == 0 ? "05" : "06";
            case TOWNSHIP -> rank % 2 == 0 ? "08" : "09";
            case CLINIC, PHARMACY -> "11";
        };
    }

    private static int beds(Kind kind, Dice dice) {
        return switch (kind) {
            case HOSPITAL -> dice.between(25, 60) * 10;
            case TOWNSHIP -> dice.between(20, 60);
            case CLINIC, PHARMACY -> 0;
        };
    }

    private static int doctors(Kind kind, int rank, Dice dice) {
        return switch (kind) {
            case HOSPITAL -> dice.between(18, 40);
            case TOWNSHIP -> dice.between(4, 9);
            case CLINIC -> rank == 0 ? 3 : 1;
            case PHARMACY -> 1;
        };
    }
}
