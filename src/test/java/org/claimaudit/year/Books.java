package org.claimaudit.year;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the ledger should say, kept on paper: every answer replays from the first day all that the bureau ever did. Amounts in fen. */
final class Books {
    /** What was done; a finding's id or null for a lump sum or an institution's own business. */
    private record Act(
            String kind,
            LocalDate day,
            String institution,
            @Nullable String finding,
            long fen) {}

    /** What moved by it: acts on an institution's findings as a whole are spread over them. */
    record Moved(YearMonth month, String kind, String institution, long fen) {}

    /** Where one finding stands. */
    static final class Stand {
        final String id;
        final String institution;
        long upheld;
        long demanded;
        long deducted;
        long returned;
        long waived;
        long refunded;
        boolean contested;

        @Nullable
        LocalDate since;

        boolean touched;

        Stand(String id, String institution) {
            this.id = id;
            this.institution = institution;
        }

        /** Below nothing when more came back than is still upheld. */
        long rest() {
            return demanded - deducted - returned - waived + refunded;
        }

        long open() {
            return Math.max(0, rest());
        }

        long owed() {
            return Math.max(0, -rest());
        }
    }

    private final Map<String, String> institutions = new TreeMap<>();
    private final List<Act> acts = new ArrayList<>();

    void found(String id, String institution) {
        institutions.put(id, institution);
    }

    void act(String kind, LocalDate day, String institution, @Nullable String finding, long fen) {
        acts.add(new Act(kind, day, institution, finding, fen));
    }

    /** A decision that holds so much of a finding. */
    void decide(String finding, LocalDate day, long fen, boolean demanded) {
        String institution = institution(finding);
        act("decided", day, institution, finding, fen);
        if (demanded) {
            act("demanded-rest", day, institution, finding, 0);
        }
    }

    String institution(String finding) {
        return String.valueOf(institutions.get(finding));
    }

    List<Stand> findings() {
        return replay(new ArrayList<>());
    }

    List<Moved> moved() {
        var moved = new ArrayList<Moved>();
        replay(moved);
        return moved;
    }

    Stand stand(String finding) {
        return findings().stream()
                .filter(one -> one.id.equals(finding))
                .findFirst()
                .orElseThrow();
    }

    long sum(ToLongFunction<Stand> what, Predicate<Stand> which) {
        return findings().stream().filter(which).mapToLong(what).sum();
    }

    /** Fines and damages, which are in no other sum. */
    long beside(String kind) {
        return acts.stream()
                .filter(act -> act.kind().equals(kind))
                .mapToLong(Act::fen)
                .sum();
    }

    private List<Stand> replay(List<Moved> moved) {
        var stands = new TreeMap<String, Stand>();
        institutions.forEach((id, institution) -> stands.put(id, new Stand(id, institution)));
        for (Act act : acts) {
            List<Stand> all = stands.values().stream()
                    .filter(one -> act.finding() == null
                            ? one.institution.equals(act.institution())
                            : one.id.equals(act.finding()))
                    .toList();
            switch (act.kind()) {
                case "appealed" -> all.forEach(one -> one.contested = true);
                case "decided" -> all.forEach(one -> decide(one, act, moved));
                case "demanded-rest" -> all.forEach(one -> demand(one, act, moved));
                case "fined", "fine_paid", "damages", "damages_paid" ->
                    note(moved, act, act.institution(), act.kind(), act.fen());
                default -> settle(all, act, moved);
            }
        }
        return List.copyOf(stands.values());
    }

    private static void decide(Stand one, Act act, List<Moved> moved) {
        long quiet = one.upheld - one.demanded;
        long less = one.upheld - act.fen();
        note(moved, act, one.institution, "upheld", -less);
        note(moved, act, one.institution, "lowered", Math.min(less, quiet));
        note(moved, act, one.institution, "cancelled", less - quiet);
        one.demanded -= Math.max(0, less - quiet);
        one.upheld = act.fen();
        one.contested = false;
        one.touched |= act.fen() > 0;
    }

    private static void demand(Stand one, Act act, List<Moved> moved) {
        long fen = one.upheld - one.demanded;
        note(moved, act, one.institution, "demanded", fen);
        if (fen > 0 && one.since == null) {
            one.since = act.day();
        }
        one.demanded += fen;
    }

    /** A lump sum goes to the oldest demands first and passes over what is contested. */
    private static void settle(List<Stand> all, Act act, List<Moved> moved) {
        long rest = act.fen();
        List<Stand> order = act.finding() != null
                ? all
                : all.stream()
                        .filter(one -> !one.contested && one.rest() > 0)
                        .sorted(Comparator.comparing((Stand one) -> String.valueOf(one.since))
                                .thenComparing(one -> one.id))
                        .toList();
        for (Stand one : order) {
            long part = act.kind().equals("refunded") ? rest : Math.min(rest, one.rest());
            switch (act.kind()) {
                case "deducted" -> one.deducted += part;
                case "returned" -> one.returned += part;
                case "waived" -> one.waived += part;
                case "refunded" -> one.refunded += part;
                default -> throw new IllegalArgumentException(act.kind());
            }
            note(moved, act, one.institution, act.kind(), part);
            rest -= part;
        }
        if (rest != 0) {
            throw new IllegalStateException("the bureau moved more than is open: " + act);
        }
    }

    private static void note(List<Moved> moved, Act act, String institution, String kind, long fen) {
        if (fen > 0) {
            moved.add(new Moved(YearMonth.from(act.day()), kind, institution, fen));
        }
    }
}
