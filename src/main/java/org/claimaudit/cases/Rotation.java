package org.claimaudit.cases;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.claimaudit.support.Messages;

/**
 * Who reviews which area in which month: a first and a second person for each, drawn by lot so that nobody keeps an area two months running
 * and everybody comes to every area about equally often.
 */
public final class Rotation {
    /** The lot is drawn anew so often at most until nobody came to an area two times more than somebody else. */
    private static final int DRAWS = 200;
    /** Ways that cost so much are no ways. */
    private static final long NEVER = 1_000_000_000L;

    private final List<String> auditors;
    private final List<String> areas;
    private final List<YearMonth> months;
    private final Set<String> barred;
    private final Random random;
    private final Map<String, Integer> visits = new HashMap<>();
    private final Map<String, Integer> loads = new HashMap<>();
    private List<Turn> before = List.of();

    /** One area in one month. */
    public record Turn(YearMonth month, String area, String first, String second) {
        boolean has(String auditor) {
            return first.equals(auditor) || second.equals(auditor);
        }
    }

    private Rotation(
            List<String> auditors, List<String> areas, List<YearMonth> months, Set<String> barred, Random random) {
        this.auditors = auditors;
        this.areas = areas;
        this.months = months;
        this.barred = barred;
        this.random = random;
    }

    /**
     * Draws a rotation; the same arguments give the same one.
     *
     * @param barred {@code auditor:area} of those who must not review an area
     * @throws IllegalArgumentException with the reason, in the user's language, when there is none
     */
    public static List<Turn> draw(
            List<String> auditors, List<String> areas, List<YearMonth> months, Set<String> barred, long seed) {
        for (String area : areas) {
            long free = auditors.stream()
                    .filter(auditor -> !barred.contains(auditor + ":" + area))
                    .count();
            // Two this month and two others the next.
            long needed = months.size() > 1 ? 4 : 2;
            if (free < needed) {
                throw new IllegalArgumentException(
                        Messages.text("assign.few", area, Long.toString(free), Long.toString(needed)));
            }
        }
        var random = new Random(seed);
        List<Turn> best = List.of();
        int leastSpread = Integer.MAX_VALUE;
        for (int i = 0; i < DRAWS && leastSpread > 1; i++) {
            var rotation = new Rotation(auditors, areas, months, barred, random);
            Optional<List<Turn>> drawn = rotation.draw();
            int spread = rotation.spread();
            if (drawn.isPresent() && spread < leastSpread) {
                best = drawn.get();
                leastSpread = spread;
            }
        }
        if (best.isEmpty()) {
            throw new IllegalArgumentException(Messages.text("assign.impossible"));
        }
        return best;
    }

    /** What is wrong with a table of turns, in the user's language; empty when nothing is. */
    public static Optional<String> conflict(List<Turn> turns) {
        Map<String, Turn> seen = new HashMap<>();
        for (Turn turn : turns) {
            if (turn.first().equals(turn.second())) {
                return Optional.of(Messages.text(
                        "assign.same", turn.first(), turn.area(), turn.month().toString()));
            }
            if (seen.put(turn.month() + " " + turn.area(), turn) != null) {
                return Optional.of(
                        Messages.text("assign.twice", turn.area(), turn.month().toString()));
            }
        }
        for (Turn turn : turns) {
            Turn last = seen.get(turn.month().minusMonths(1) + " " + turn.area());
            for (String auditor : List.of(turn.first(), turn.second())) {
                if (last != null && last.has(auditor)) {
                    return Optional.of(Messages.text(
                            "assign.keeps",
                            auditor,
                            turn.area(),
                            last.month().toString(),
                            turn.month().toString()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<List<Turn>> draw() {
        var turns = new ArrayList<Turn>();
        for (YearMonth month : months) {
            Map<String, Integer> busy = new HashMap<>();
            Optional<List<String>> first = match(busy, Map.of());
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> taken = new HashMap<>();
            for (int i = 0; i < areas.size(); i++) {
                taken.put(areas.get(i), first.get().get(i));
            }
            Optional<List<String>> second = match(busy, taken);
            if (second.isEmpty()) {
                return Optional.empty();
            }
            var now = new ArrayList<Turn>();
            for (int i = 0; i < areas.size(); i++) {
                now.add(new Turn(
                        month, areas.get(i), first.get().get(i), second.get().get(i)));
            }
            turns.addAll(now);
            before = now;
        }
        return Optional.of(turns);
    }

    /** One auditor for each area, at the least cost; those who are busy this month already come last. */
    private Optional<List<String>> match(Map<String, Integer> busy, Map<String, String> taken) {
        int each = (2 * areas.size() + auditors.size() - 1) / auditors.size();
        var places = new ArrayList<String>();
        for (String auditor : shuffled()) {
            places.addAll(Collections.nCopies(each - busy.getOrDefault(auditor, 0), auditor));
        }
        if (places.size() < areas.size()) {
            return Optional.empty();
        }
        long[][] costs = new long[areas.size()][places.size()];
        for (int i = 0; i < areas.size(); i++) {
            for (int j = 0; j < places.size(); j++) {
                costs[i][j] = cost(areas.get(i), places.get(j), busy, taken);
            }
        }
        int[] chosen = LeastCost.match(costs);
        var result = new ArrayList<String>();
        for (int i = 0; i < chosen.length; i++) {
            if (costs[i][chosen[i]] >= NEVER) {
                return Optional.empty();
            }
            String auditor = places.get(chosen[i]);
            result.add(auditor);
            busy.merge(auditor, 1, Integer::sum);
            loads.merge(auditor, 1, Integer::sum);
            visits.merge(auditor + ":" + areas.get(i), 1, Integer::sum);
        }
        return Optional.of(result);
    }

    private long cost(String area, String auditor, Map<String, Integer> busy, Map<String, String> taken) {
        boolean keeps = before.stream().anyMatch(turn -> turn.area().equals(area) && turn.has(auditor));
        if (keeps || auditor.equals(taken.get(area)) || barred.contains(auditor + ":" + area)) {
            return NEVER;
        }
        long visited = visits.getOrDefault(auditor + ":" + area, 0);
        return visited * visited * 10_000
                + busy.getOrDefault(auditor, 0) * 1_000_000L
                + loads.getOrDefault(auditor, 0) * 100L
                + random.nextInt(100);
    }

    private List<String> shuffled() {
        var order = new ArrayList<>(auditors);
        Collections.shuffle(order, random);
        return order;
    }

    /** How many times more the one who came most often to an area was there than the one who came least often. */
    private int spread() {
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (String auditor : auditors) {
            for (String area : areas) {
                if (!barred.contains(auditor + ":" + area)) {
                    int times = visits.getOrDefault(auditor + ":" + area, 0);
                    most = Math.max(most, times);
                    least = Math.min(least, times);
                }
            }
        }
        return most - least;
    }
}
