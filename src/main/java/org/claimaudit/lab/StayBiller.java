package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.claimaudit.lab.Episode.Trait;

/** Writes the lines of a stay: bed, round and nursing for each day, and what is done on it. */
final class StayBiller {
    private final Catalogue catalogue;
    private final Tariff tariff;

    StayBiller(World world) {
        this.catalogue = world.catalogue();
        this.tariff = world.tariff();
    }

    /** @param days days charged; those of the stay unless the hospital declares more */
    List<Line> lines(Episode stay, int days) {
        var chart = new Chart(stay);
        int pause = stay.days() >= 6 ? stay.dice('B').between(3, stay.days() + 3) : Integer.MAX_VALUE;
        for (int day = 0; day < days; day++) {
            chart.turn(day);
            dailyLines(stay, chart, day);
            if (treated(stay, day, pause)) {
                care(stay, chart, day);
            }
        }
        if (cared(stay) && !stay.has(Trait.SPARSE_CARE) && !stay.has(Trait.DIED)) {
            goingHome(stay, chart, days);
        }
        chart.lines.sort(Comparator.comparing(line -> line.time));
        return chart.lines;
    }

    private static boolean cared(Episode stay) {
        return !onPaper(stay) && !stay.is(Behaviour.BED_WITHOUT_TREATMENT) && !stay.is(Behaviour.ADMIT_FOR_A_CHECKUP);
    }

    private static boolean onPaper(Episode stay) {
        return stay.is(Behaviour.ADMIT_WITHOUT_ANY_CARE) || stay.is(Behaviour.BILL_TWO_STAYS_AT_ONCE);
    }

    /** An ordinary patient rests on one day at most, a psychiatric or rehabilitation patient on most days. */
    private static boolean treated(Episode stay, int day, int pause) {
        if (onPaper(stay)) {
            return false;
        }
        if (stay.is(Behaviour.BED_WITHOUT_TREATMENT)) {
            return day < 2;
        }
        return stay.has(Trait.SPARSE_CARE) ? day % 3 == 0 : day != pause;
    }

    private static boolean intensive(Episode stay, int day) {
        return stay.has(Trait.INTENSIVE_CARE) && (day == 1 || day == 2);
    }

    private void dailyLines(Episode stay, Chart chart, int day) {
        boolean intensive = intensive(stay, day);
        Item bed = catalogue.one(intensive ? "icu-bed" : "bed");
        boolean special = stay.has(Trait.SPECIAL_WARD);
        chart.add(bed, 1, special ? tariff.specialWard() : tariff.price(bed, stay.at), LocalTime.of(22, 0));
        chart.add(catalogue.one("ward-round"), 1, LocalTime.of(8, 20));
        chart.add(catalogue.one(intensive ? "icu" : "nursing"), 1, LocalTime.of(21, 0));
    }

    private void care(Episode stay, Chart chart, int day) {
        String illness = stay.diagnosis.drugs();
        if (illness.equals("psych") || stay.diagnosis.setting().equals("rehabilitation")) {
            longTermCare(stay, chart, illness);
            return;
        }
        if (stay.has(Trait.TABLETS_ONLY)) {
            chart.add(catalogue.tagged(illness).get(day % 2), 1, LocalTime.of(10, 10));
            return;
        }
        if (stay.is(Behaviour.ADMIT_FOR_A_CHECKUP)) {
            checkup(chart, day);
            return;
        }
        for (Item drug : catalogue.tagged("inj-" + illness)) {
            chart.add(drug, 1, LocalTime.of(9, 15));
            if (drug.frequency().equals("bid") && day > 0) {
                chart.add(drug, 1, LocalTime.of(16, 30));
            }
        }
        chart.add(catalogue.one("infusion"), 1, LocalTime.of(9, 25));
        if (day == 0) {
            chart.add(catalogue.one("drip-set"), stay.days(), LocalTime.of(9, 26));
        }
        switch (illness) {
            case "lung" -> {
                chart.add(catalogue.one("lung-treat"), 1, LocalTime.of(15, 0));
                if (day < 3) {
                    chart.add(catalogue.one("oxygen"), chart.dice.between(2, 8), LocalTime.of(20, 0));
                }
            }
            case "bone", "stroke" -> chart.add(chart.dice.pick(catalogue.tagged("physio")), 1, LocalTime.of(14, 45));
            default -> {}
        }
        // the price of intensive care contains it
        if (illness.equals("heart") && !intensive(stay, day)) {
            chart.add(catalogue.one("oximetry"), 2, LocalTime.of(15, 10));
        }
        tests(stay, chart, day);
        if (day == 1
                && !catalogue
                        .tagged("op-" + stay.diagnosis.code().substring(0, 3))
                        .isEmpty()) {
            operate(stay, chart);
        }
    }

    private void checkup(Chart chart, int day) {
        if (day == 0) {
            chart.add(catalogue.one("blood-count"), 1, LocalTime.of(17, 40));
            catalogue.tagged("lab").forEach(test -> chart.add(test, 1, LocalTime.of(17, 42)));
        } else if (day == 1) {
            catalogue.tagged("exam").forEach(image -> chart.add(image, 1, LocalTime.of(9, 40)));
            chart.add(catalogue.one("ct"), 1, LocalTime.of(10, 40));
        }
    }

    private void longTermCare(Episode stay, Chart chart, String illness) {
        if (illness.equals("psych")) {
            chart.add(catalogue.one("psych"), 1, LocalTime.of(10, 0));
            chart.add(catalogue.one("inj-psych"), 1, LocalTime.of(8, 40));
        } else {
            chart.add(catalogue.one("rehab"), 1, LocalTime.of(10, 0));
            chart.add(chart.dice.pick(catalogue.tagged("physio")), 1, LocalTime.of(15, 30));
        }
        tests(stay, chart, Integer.MAX_VALUE);
    }

    private void tests(Episode stay, Chart chart, int day) {
        if (day == 0 || day == 4) {
            // for a follow-up one of the counts may do
            boolean one = day == 4 && chart.dice.chance(0.3);
            Item count = one ? catalogue.tagged("count-part").get(3) : catalogue.one("blood-count");
            chart.add(count, 1, LocalTime.of(17, 40));
        }
        if (day == 0) {
            chart.add(chart.dice.pick(catalogue.tagged("lab")), 1, LocalTime.of(17, 41));
            chart.add(chart.dice.pick(catalogue.tagged("exam")), 1, LocalTime.of(17, 55));
        }
        boolean scan = stay.diagnosis.drugs().equals("stroke")
                || stay.diagnosis.drugs().equals("bone");
        if (day == 1 && scan && chart.dice.chance(0.6)) {
            chart.add(catalogue.one("ct"), 1, LocalTime.of(11, 5));
        }
    }

    private void operate(Episode stay, Chart chart) {
        for (Item item : catalogue.tagged("op-" + stay.diagnosis.code().substring(0, 3))) {
            chart.add(item, 1, LocalTime.of(13, 30));
        }
        chart.add(catalogue.one("anaesthesia"), 1, LocalTime.of(13, 5));
        chart.add(catalogue.one("suture"), 2, LocalTime.of(14, 20));
        if (stay.diagnosis.code().startsWith("S82")) {
            chart.add(catalogue.one("op-plate"), 1, LocalTime.of(14, 10));
        }
    }

    private void goingHome(Episode stay, Chart chart, int days) {
        chart.turn(days);
        List<Item> drugs = catalogue.tagged(stay.diagnosis.drugs());
        if (!drugs.isEmpty() && chart.dice.chance(0.5)) {
            Line drug = chart.add(drugs.get(0), 2, LocalTime.of(8, 45));
            drug.takenHome = true;
            drug.days = 3;
        }
    }

    /** The lines of a stay, a few minutes around their usual hour and never before admission. */
    private final class Chart {
        final List<Line> lines = new ArrayList<>();
        final Dice dice;
        private final Episode stay;
        private LocalDate day;

        Chart(Episode stay) {
            this.stay = stay;
            this.dice = stay.dice('D');
            this.day = stay.from;
        }

        void turn(int number) {
            day = stay.from.plusDays(number);
        }

        Line add(Item item, int count, LocalTime hour) {
            return add(item, count, tariff.price(item, stay.at), hour);
        }

        Line add(Item item, int count, long price, LocalTime hour) {
            LocalDateTime time = day.atTime(hour).plusSeconds(dice.below(840));
            if (day.equals(stay.from) && hour.isBefore(LocalTime.of(17, 0))) {
                // admitted in the course of the day: the afternoon takes what the morning missed
                time = day.atTime(18, 30).plusSeconds(dice.below(5400));
            }
            long covered = tariff.coveredPrice(item, stay.at, price);
            Line line =
                    new Line(item, time, count, price, covered).order("R" + stay.id.substring(4) + item.chargeClass());
            lines.add(line);
            return line;
        }
    }
}
