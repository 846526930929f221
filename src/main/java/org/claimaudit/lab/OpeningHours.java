package org.claimaudit.lab;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Set;
import org.claimaudit.lab.Institution.Kind;

/** When people come: opening days and hours, the Spring Festival, the weeks of influenza. */
final class OpeningHours {
    private static final Set<LocalDate> NEW_YEAR = Set.of(
            LocalDate.of(2024, 2, 10), LocalDate.of(2025, 1, 29), LocalDate.of(2026, 2, 17), LocalDate.of(2027, 2, 6));
    private static final int MORNING = LocalTime.of(8, 0).toSecondOfDay();
    private static final int NOON = LocalTime.of(11, 40).toSecondOfDay();
    private static final int AFTERNOON = LocalTime.of(14, 20).toSecondOfDay();
    private static final int EVENING = LocalTime.of(17, 40).toSecondOfDay();

    private OpeningHours() {}

    /** New Year's Day and the days of the Spring Festival. */
    static boolean festival(LocalDate day) {
        return day.getDayOfYear() == 1
                || NEW_YEAR.stream().anyMatch(n -> !day.isBefore(n.minusDays(1)) && !day.isAfter(n.plusDays(4)));
    }

    /** Hospitals and pharmacies open every day but two; clinics rest on most Sundays and over the festival. */
    static boolean open(Institution at, LocalDate day) {
        if (day.getDayOfYear() == 1 || at.suspendedOn(day)) {
            return false;
        }
        if (at.kind() == Kind.HOSPITAL || at.isPharmacy()) {
            return !NEW_YEAR.contains(day);
        }
        boolean sunday = day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !festival(day) && !(sunday && (day.getDayOfMonth() + at.rank()) % 3 != 0);
    }

    /** One week in the first month of each quarter is a week of influenza, in all villages together. */
    private static boolean influenza(LocalDate day) {
        return day.getMonthValue() % 3 == 1 && day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 13 == 3;
    }

    /** The month's days of influenza. */
    static List<LocalDate> influenzaDays(YearMonth month) {
        return month.atDay(1)
                .datesUntil(month.plusMonths(1).atDay(1))
                .filter(OpeningHours::influenza)
                .toList();
    }

    /** Any day of the month on which the institution is open. */
    static LocalDate anyDay(YearMonth month, Institution at, Dice dice) {
        LocalDate day = month.atDay(dice.between(1, month.lengthOfMonth()));
        return open(at, day) ? day : anyDay(month, at, dice);
    }

    /** The time of the n-th of {@code count} patients of a day: spread over the hours, never two at once. */
    static LocalTime slot(int n, int count, Dice dice) {
        int open = NOON - MORNING + EVENING - AFTERNOON;
        double width = (double) open / count;
        int second = MORNING + (int) (width * n + width * (0.3 + 0.004 * dice.below(100)));
        return LocalTime.ofSecondOfDay(second < NOON ? second : second - NOON + AFTERNOON);
    }
}
