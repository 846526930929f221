package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Lines that cheating writes beside the true ones. */
final class Extras {
    /** Units of one day that may be charged. */
    private static final int PHYSIO_A_DAY = 3;

    private static final int HOURS_A_DAY = 24;

    private final Catalogue catalogue;
    private final Tariff tariff;
    private final People people;

    Extras(World world) {
        this.catalogue = world.catalogue();
        this.tariff = world.tariff();
        this.people = world.people();
    }

    void add(Behaviour behaviour, Episode episode, List<Line> lines, Dice dice) {
        switch (behaviour) {
            case CHARGE_EXTRA_BED_DAYS -> bedDays(episode, lines, dice);
            case CHARGE_EXTRA_NURSING_DAYS -> {
                // the day of discharge may be charged
                int extra = dice.between(2, 4);
                line(episode, lines, "nursing", 1 + extra, time(episode.to, 8, dice))
                        .plant(extra, 1 + extra);
            }
            case CHARGE_AFTER_DISCHARGE -> after(episode, lines, 3, dice);
            case CHARGE_AFTER_DEATH -> after(episode, lines, 1, dice);
            case CHARGE_TOO_OFTEN -> beyond(episode, lines, "physio-day", PHYSIO_A_DAY, dice);
            case CHARGE_IMPOSSIBLE_HOURS -> hours(episode, lines, dice);
            case INFLATE_QUANTITY ->
                line(episode, lines, "antibiotic", dice.between(12, 20), time(episode.from.plusDays(1), 14, dice))
                        .plant(1, 1);
            case CHARGE_UNUSED_SUPPLIES ->
                line(episode, lines, "suture", dice.between(2, 3), time(episode.from.plusDays(1), 14, dice))
                        .plant(1, 1);
            case CHARGE_SECOND_OPERATION_IN_FULL ->
                // half of it may be charged
                line(episode, lines, "op-K35", 1, time(episode.from.plusDays(1), 14, dice))
                        .plant(1, 2);
            case OPERATE_BEYOND_LICENCE -> {
                LocalDate day = episode.from.plusDays(1);
                line(episode, lines, "anaesthesia", 1, time(day, 13, dice)).plant(1, 1);
                line(episode, lines, "op-K80", 1, time(day, 14, dice)).plant(1, 1);
            }
            case GIVE_TOO_MANY_DRUGS_HOME -> home(episode, lines, dice);
            case PRESCRIBE_TOO_MUCH -> halfAYear(lines);
            case REFILL_TOO_EARLY -> overlap(episode, lines);
            case PRESCRIBE_FOR_OTHER_ILLNESS -> {
                beside(episode, lines, "metformin");
                lines.get(lines.size() - 1).days = 3;
            }
            case CHARGE_WARD_ROUND_TO_OUTPATIENT -> beside(episode, lines, "ward-round");
            case CHARGE_ITEM_OF_OTHER_SEX -> beside(episode, lines, otherSex(episode));
            case CHARGE_ITEM_OF_OTHER_AGE -> beside(episode, lines, "only-children");
            default -> {}
        }
    }

    private String otherSex(Episode episode) {
        return people.get(episode.person).gender().equals("1") ? "only-women" : "only-men";
    }

    /** A line of its own on the day of discharge, or a greater count on the line of the last night. */
    private void bedDays(Episode stay, List<Line> lines, Dice dice) {
        Item bed = catalogue.one("bed");
        int extra = dice.between(2, 4);
        if (dice.chance(0.5)) {
            line(stay, lines, "bed", extra, time(stay.to, 8, dice)).plant(1, 1);
            return;
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            Line last = lines.get(i);
            if (last.item.equals(bed)) {
                int count = last.count + extra;
                Line swollen = new Line(bed, last.time, count, last.price, last.covered).order(last.order);
                lines.set(i, swollen.plant(extra, count));
                return;
            }
        }
    }

    private void after(Episode stay, List<Line> lines, int days, Dice dice) {
        for (int day = days; day < days + 2; day++) {
            line(stay, lines, "infusion", 1, time(stay.to.plusDays(day), 9, dice))
                    .plant(1, 1);
            line(stay, lines, "antibiotic", 1, time(stay.to.plusDays(day), 10, dice))
                    .plant(1, 1);
        }
    }

    /** So much of an item on the second day that it goes beyond the limit of a day. */
    private void beyond(Episode stay, List<Line> lines, String tag, int limit, Dice dice) {
        LocalDate day = stay.from.plusDays(1);
        int excess = dice.between(2, 4);
        int count = limit - charged(lines, tag, day) + excess;
        line(stay, lines, tag, count, day.atTime(22, 10)).plant(excess, count);
    }

    private int charged(List<Line> lines, String tag, LocalDate day) {
        Item item = catalogue.one(tag);
        return lines.stream()
                .filter(line ->
                        line.item.equals(item) && line.time.toLocalDate().equals(day))
                .mapToInt(line -> line.count)
                .sum();
    }

    /** Of six packs for two months one lasts the week that may be given home, two the fortnight of a long-term illness. */
    private void home(Episode stay, List<Line> lines, Dice dice) {
        int allowed = stay.diagnosis.isLongTerm() ? 2 : 1;
        Line line = line(stay, lines, "stomach", 6, time(stay.to, 8, dice)).plant(6 - allowed, 6);
        line.takenHome = true;
        line.days = 60;
    }

    /** Six times the packs for six times the days; three months at most may be prescribed. */
    private static void halfAYear(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line one = lines.get(i);
            if (one.item.isDrug() && one.days > 0) {
                Line more = new Line(one.item, one.time, 6 * one.count, one.price, one.covered).order(one.order);
                more.days = 6 * one.days;
                lines.set(i, more.plant(1, 2));
            }
        }
    }

    /** The days for which the tablets of the first visit would still have lasted. */
    private static void overlap(Episode again, List<Line> lines) {
        int gap = (int) ChronoUnit.DAYS.between(Objects.requireNonNull(again.before).from, again.from);
        lines.stream().filter(line -> line.days > gap).forEach(line -> line.plant(line.days - gap, line.days));
    }

    /** On every day more hours than it has. */
    private void hours(Episode stay, List<Line> lines, Dice dice) {
        for (LocalDate day = stay.from; day.isBefore(stay.to); day = day.plusDays(1)) {
            int excess = dice.between(2, 6);
            int count = HOURS_A_DAY - charged(lines, "oxygen", day) + excess;
            line(stay, lines, "oxygen", count, day.atTime(22, 10)).plant(excess, count);
        }
    }

    private void beside(Episode visit, List<Line> lines, String tag) {
        line(visit, lines, tag, 1, lines.get(0).time.plusSeconds(11)).plant(1, 1);
    }

    private Line line(Episode episode, List<Line> lines, String tag, int count, LocalDateTime time) {
        Item item = catalogue.one(tag);
        long price = tariff.price(item, episode.at);
        Line line = new Line(item, time, count, price, price).order("R" + episode.id.substring(4) + item.chargeClass());
        lines.add(line);
        return line;
    }

    private static LocalDateTime time(LocalDate day, int hour, Dice dice) {
        return day.atTime(LocalTime.of(hour, dice.below(50), dice.below(60)));
    }
}
