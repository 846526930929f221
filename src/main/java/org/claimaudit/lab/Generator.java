package org.claimaudit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;

/**
 * Makes months of claims of a fictitious county: honest people and institutions, events that look like cheating and are
 * none, and, unless the months are to be clean, institutions that cheat. It plants what people do; it knows no rule.
 */
public final class Generator {
    private Generator() {}

    /**
     * Writes {@code <month>/} with the exports, {@code reference/} and {@code truth.csv} into the options' folder.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public static GeneratorReport generate(GeneratorOptions options) {
        try {
            Files.createDirectories(options.out());
            World world = World.of(options);
            new Reference(world).write();
            try (var truth = new Truth(options.out().resolve("truth.csv"))) {
                return months(world, truth);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GeneratorReport months(World world, Truth truth) throws IOException {
        GeneratorOptions options = world.options();
        var planner = new Planner(world);
        var lookAlikes = new LookAlikes(world, planner);
        var planter = new Planter(world, planner);
        var writer = new MonthWriter(world, truth);
        var beds = new Beds();
        List<Episode> carriedOver = List.of();
        int months = 0;
        for (YearMonth month = planner.firstPlanned(); !month.isAfter(options.to()); month = month.plusMonths(1)) {
            var plan = new Plan(month, carriedOver);
            planner.honest(plan);
            lookAlikes.add(plan);
            boolean exported = !month.isBefore(options.from());
            if (exported && !options.clean() && options.rate().signum() > 0) {
                planter.plant(plan);
            }
            number(plan, beds);
            if (exported) {
                writer.write(plan);
                months++;
            }
            YearMonth now = month;
            carriedOver = plan.episodes().stream()
                    .filter(episode -> episode.month().isAfter(now))
                    .toList();
        }
        return writer.report(months);
    }

    /** Gives the month's new episodes their numbers, and stays their beds, in the order in which a county's register would. */
    private static void number(Plan plan, Beds beds) {
        List<Episode> fresh = plan.episodes().stream()
                .filter(episode -> episode.id.isEmpty())
                .sorted(Comparator.comparing((Episode e) -> e.from).thenComparingInt(e -> e.at.place()))
                .toList();
        int number = 0;
        for (Episode episode : fresh) {
            episode.id =
                    String.format("%02d%02d%07d", plan.month.getYear() % 100, plan.month.getMonthValue(), ++number);
            if (episode.isStay()) {
                beds.admit(episode);
            }
        }
    }
}
