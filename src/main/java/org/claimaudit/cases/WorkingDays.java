package org.claimaudit.cases;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.store.Db;

/**
 * Working days by the bureau's table {@code holiday}: days of kind {@code STAT} and {@code REST} are off, {@code WORK} are worked on; else
 * Saturdays and Sundays are off.
 */
final class WorkingDays {
    private final Map<LocalDate, Boolean> off = new HashMap<>();
    private final Set<Integer> years = new HashSet<>();
    private final Set<Integer> unknown = new TreeSet<>();

    /** Reads the table, if the store has one. */
    static WorkingDays of(Db db) {
        var days = new WorkingDays();
        if (db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'data' AND table_name = 'holiday'")
                > 0) {
            db.stream(
                    "SELECT date, kind FROM data.holiday ORDER BY date",
                    row -> days.put(Objects.requireNonNull(row.date("date")), row.str("kind")));
        }
        return days;
    }

    void put(LocalDate date, String kind) {
        off.put(date, !kind.equals("WORK"));
        years.add(date.getYear());
    }

    boolean isOff(LocalDate date) {
        if (!years.contains(date.getYear())) {
            unknown.add(date.getYear());
        }
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return off.getOrDefault(date, weekend);
    }

    /** The working day that is so many after a day; the day itself is not counted. */
    LocalDate after(LocalDate date, int count) {
        LocalDate day = date;
        for (int left = count; left > 0; ) {
            day = day.plusDays(1);
            if (!isOff(day)) {
                left--;
            }
        }
        return day;
    }

    /** The day itself, or the first working day after it. */
    LocalDate onOrAfter(LocalDate date) {
        LocalDate day = date;
        while (isOff(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The years that were asked for and that the table has nothing of, in order. */
    Set<Integer> unknownYears() {
        return unknown;
    }
}
