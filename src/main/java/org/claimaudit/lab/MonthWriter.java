package org.claimaudit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one month's three exports, institution by institution, one case in memory at a time. */
final class MonthWriter {
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMM");

    private final World world;
    private final Biller biller;
    private final Truth truth;
    private long settlements;
    private long encounters;
    private long feeLines;

    MonthWriter(World world, Truth truth) {
        this.world = world;
        this.biller = new Biller(world);
        this.truth = truth;
    }

    GeneratorReport report(int months) {
        return new GeneratorReport(months, settlements, encounters, feeLines, truth.rows());
    }

    void write(Plan plan) throws IOException {
        Path folder = Files.createDirectories(world.options().out().resolve(plan.month.toString()));
        String suffix = "_" + plan.month.format(COMPACT) + ".csv";
        try (var settlement = open(folder.resolve("SETL_D" + suffix), SettlementColumns.list(), plan.month, 1);
                var encounter = open(folder.resolve("MDTRT_D" + suffix), EncounterColumns.list(), plan.month, 2);
                var feeLine = open(folder.resolve("FEE_LIST_D" + suffix), FeeLineColumns.list(), plan.month, 3)) {
            for (Slotted next : slotted(plan)) {
                Case billed = biller.bill(next.episode, next.slot);
                encounter.write(encounter(billed, plan.month));
                if (billed.episode().month().equals(plan.month)) {
                    settled(billed, settlement, feeLine);
                    truth.add(billed);
                }
            }
            settlements += settlement.rows();
            encounters += encounter.rows();
            feeLines += feeLine.rows();
        }
    }

    private void settled(Case billed, CsvFile<SettlementColumns.Row> settlement, CsvFile<FeeLineColumns.Row> feeLine) {
        Episode episode = billed.episode();
        String doctor = doctor(episode);
        for (Bill bill : billed.bills()) {
            settlement.write(new SettlementColumns.Row(billed, bill));
            if (billed.linesSent()) {
                for (Line line : bill.lines) {
                    String limit = world.tariff().printedLimit(line.item, episode.at.level());
                    feeLine.write(new FeeLineColumns.Row(billed, bill, line, limit, doctor));
                }
            }
        }
    }

    /** As the month's last evening saw it: a stay may go on, and its row comes again later. */
    private EncounterColumns.Row encounter(Case billed, YearMonth month) {
        Episode episode = billed.episode();
        LocalDateTime lastEvening = month.atEndOfMonth().atTime(23, 50);
        Bill last = billed.bills().get(billed.bills().size() - 1);
        boolean settled = episode.month().equals(month);
        LocalDateTime seen = settled ? last.settledAt.plusSeconds(2) : lastEvening;
        boolean discharged = !billed.end().isAfter(lastEvening);
        return new EncounterColumns.Row(billed, seen, discharged, episode.diagnosis, doctor(episode));
    }

    private String doctor(Episode episode) {
        return Names.person(Dice.of(world.options().seed(), 'D', episode.at.place(), episode.doctor));
    }

    private record Slotted(Episode episode, LocalTime slot) {}

    /** What the month exports, by institution and day, each day's patients spread over the opening hours. */
    private List<Slotted> slotted(Plan plan) {
        List<Episode> exported = plan.episodes().stream()
                .filter(e -> !e.id.isEmpty() && !e.month().isBefore(plan.month))
                .filter(e -> e.isStay() || e.month().equals(plan.month))
                .sorted(Comparator.comparingInt((Episode e) -> e.at.place())
                        .thenComparing(e -> e.settled)
                        .thenComparing(e -> e.id))
                .toList();
        Map<String, Integer> perDay = new HashMap<>();
        exported.stream().filter(MonthWriter::needsSlot).forEach(e -> perDay.merge(day(e), 1, Integer::sum));
        Map<String, Integer> turn = new HashMap<>();
        return exported.stream().map(e -> slot(e, perDay, turn)).toList();
    }

    private static Slotted slot(Episode episode, Map<String, Integer> perDay, Map<String, Integer> turn) {
        if (!needsSlot(episode)) {
            return new Slotted(episode, LocalTime.NOON);
        }
        int number = turn.merge(day(episode), 1, Integer::sum) - 1;
        int count = perDay.getOrDefault(day(episode), 1);
        return new Slotted(episode, OpeningHours.slot(number, count, episode.dice('Z')));
    }

    private static boolean needsSlot(Episode episode) {
        return !episode.isStay() && episode.time == null;
    }

    private static String day(Episode episode) {
        LocalDate day = episode.settled;
        return episode.at.place() + " " + day;
    }

    private <T> CsvFile<T> open(Path file, List<Column<T>> columns, YearMonth month, int number) throws IOException {
        return new CsvFile<>(file, columns, world.options(), dirt(columns, month, number));
    }

    private <T> @Nullable Dirt dirt(List<Column<T>> columns, YearMonth month, int number) {
        if (!world.options().dirty()) {
            return null;
        }
        String partition = month.atEndOfMonth().format(DateTimeFormatter.BASIC_ISO_DATE);
        return new Dirt(columns.stream().map(Column::platform).toList(), world.dice('Q', month, number), partition);
    }
}
