package org.claimaudit.lab;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What happens in one month: episodes begun in it and stays that reach into it. Only this much is held in memory. */
final class Plan {
    final YearMonth month;
    private final List<Episode> episodes = new ArrayList<>();
    private final Map<Integer, List<Episode>> byPerson = new HashMap<>();

    Plan(YearMonth month, List<Episode> carriedOver) {
        this.month = month;
        carriedOver.forEach(this::add);
    }

    Episode add(Episode episode) {
        episodes.add(episode);
        byPerson.computeIfAbsent(episode.person, p -> new ArrayList<>(2)).add(episode);
        return episode;
    }

    List<Episode> episodes() {
        return episodes;
    }

    List<Episode> of(int person) {
        return byPerson.getOrDefault(person, List.of());
    }

    /** Nothing at all is planned for the person. */
    boolean idle(int person) {
        return !byPerson.containsKey(person);
    }

    /** Nothing is planned for the person on that day. */
    boolean free(int person, LocalDate day) {
        return of(person).stream().noneMatch(episode -> episode.covers(day));
    }

    /** Honest and ordinary stays settled this month, in the order of planning. */
    List<Episode> ordinaryStays(Predicate<Episode> which) {
        return episodes.stream()
                .filter(e -> e.isStay() && e.behaviour == null && e.traits.isEmpty() && e.before == null)
                .filter(e -> e.month().equals(month))
                .filter(which)
                .toList();
    }

    /** Honest stays, or visits and purchases, at the institution that are settled this month. */
    long honestAt(Institution institution, boolean stays) {
        return episodes.stream()
                .filter(e -> e.at.equals(institution)
                        && e.isStay() == stays
                        && e.behaviour == null
                        && e.month().equals(month))
                .count();
    }
}
