package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What cheating does to the lines of a bill. Every line that it adds or swells is marked. */
final class Deceits {
    private static final long LATER = 7 * 60;
    private static final long WORTH_IT = 800;

    private final Catalogue catalogue;
    private final Tariff tariff;
    private final Extras extras;

    Deceits(World world) {
        this.extras = new Extras(world);
        this.catalogue = world.catalogue();
        this.tariff = world.tariff();
    }

    /** Alters the lines of one bill as the episode's behaviour wants it. */
    void alter(Episode episode, List<Line> lines) {
        Dice dice = episode.dice('X');
        if (episode.behaviour == null) {
            return;
        }
        switch (episode.behaviour) {
            case BED_WITHOUT_TREATMENT -> onlyOnPaper(episode, lines);
            case CHARGE_LINE_TWICE -> again(lines, dice);
            case CHARGE_COMPONENT_WITH_MAIN_ITEM -> components(episode, lines, dice);
            case UNBUNDLE_COMPOSITE -> parts(episode, lines, dice);
            case CHARGE_ABOVE_LIMIT -> aboveLimit(episode, lines, dice);
            default -> extras.add(episode.behaviour, episode, lines, dice);
        }
    }

    private static void onlyOnPaper(Episode stay, List<Line> lines) {
        for (Line line : lines) {
            if (line.time.toLocalDate().isAfter(stay.from.plusDays(1))) {
                line.plant(1, 1);
            }
        }
    }

    /** Of drugs given twice a day two lines at a time are nothing to wonder at. */
    private static void again(List<Line> lines, Dice dice) {
        var choices = new ArrayList<>(lines.stream()
                .filter(line -> line.item.isDrug() || line.item.chargeClass().matches("0[345]"))
                .filter(line ->
                        line.inPolicy >= WORTH_IT && !line.item.frequency().equals("bid"))
                .toList());
        for (int n = dice.between(2, 3); n > 0 && !choices.isEmpty(); n--) {
            lines.add(choices.remove(dice.below(choices.size())).copy().plant(1, 1));
        }
    }

    /** On the days of intensive care, whose price contains them. */
    private void components(Episode stay, List<Line> lines, Dice dice) {
        List<LocalDateTime> days = times(lines, item -> item.tags().contains("icu"));
        for (LocalDateTime time : days) {
            for (String tag : List.of("ecg-monitor", "oximetry", "nursing")) {
                add(stay, lines, catalogue.one(tag), time.minusSeconds(dice.between(60, 3600)))
                        .plant(1, 1);
            }
        }
    }

    private void parts(Episode episode, List<Line> lines, Dice dice) {
        Item whole = catalogue.one("blood-count");
        List<LocalDateTime> times = new ArrayList<>(times(lines, item -> item.equals(whole)));
        lines.removeIf(line -> line.item.equals(whole));
        if (times.isEmpty()) {
            times.add(lines.get(0).time);
        }
        List<Item> parts = catalogue.tagged("count-part");
        long sum =
                parts.stream().mapToLong(part -> tariff.price(part, episode.at)).sum();
        long excess = sum - tariff.price(whole, episode.at);
        for (LocalDateTime time : times) {
            for (Item part : parts) {
                add(episode, lines, part, time.plusSeconds(dice.below(50))).plant(excess, sum);
            }
        }
    }

    /** Beds in township hospitals, scans and physiotherapy elsewhere. */
    private void aboveLimit(Episode episode, List<Line> lines, Dice dice) {
        boolean township = episode.at.kind() == Institution.Kind.TOWNSHIP;
        List<String> tags = township ? List.of("bed", "physio") : List.of("ct", "physio");
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (tags.stream().anyMatch(line.item.tags()::contains)) {
                lines.set(i, dearer(episode, line.item, line.time));
            }
        }
        if (lines.stream().noneMatch(Line::isPlanted)) {
            LocalDateTime time =
                    episode.from.plusDays(1).atTime(LocalTime.of(10, 30)).plusSeconds(dice.below(900));
            lines.add(dearer(episode, catalogue.one("ct"), time));
        }
    }

    private Line dearer(Episode episode, Item item, LocalDateTime time) {
        long limit = tariff.limit(item, episode.at.level());
        long price = limit * 127 / 100 / 5_000 * 5_000;
        return new Line(item, time, 1, price, price)
                .order("R" + episode.id.substring(4) + item.chargeClass())
                .plant(price - limit, price);
    }

    private Line add(Episode episode, List<Line> lines, Item item, LocalDateTime time) {
        long price = tariff.price(item, episode.at);
        Line line = new Line(item, time.plusSeconds(LATER), 1, price, price)
                .order("R" + episode.id.substring(4) + item.chargeClass());
        lines.add(line);
        return line;
    }

    private static List<LocalDateTime> times(List<Line> lines, Predicate<Item> which) {
        return lines.stream()
                .filter(line -> which.test(line.item))
                .map(line -> line.time)
                .toList();
    }
}
