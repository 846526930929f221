package org.claimaudit.conform;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.claimaudit.conform.ClaimsWorld.Encounter;
import org.claimaudit.conform.ClaimsWorld.Line;
import org.claimaudit.conform.ClaimsWorld.Settlement;
import org.jspecify.annotations.Nullable;

/** Nets and shares the claims of one person one after another, in plain Java: slow, and easy to see through. */
final class NettingOracle {
    /** A settlement after its reversals. */
    record Net(Settlement source, @Nullable String mdtrt, BigDecimal medfee, BigDecimal fund, boolean part) {}

    /** A line after its refunds. */
    private static final class Rest {
        final Line source;
        final @Nullable String setl;
        final @Nullable String mdtrt;
        int count;
        BigInteger share = BigInteger.ZERO;

        Rest(Line source, @Nullable String setl, @Nullable String mdtrt) {
            this.source = source;
            this.setl = setl;
            this.mdtrt = mdtrt;
            this.count = source.count();
        }

        BigDecimal part(BigDecimal amount) {
            return amount.multiply(BigDecimal.valueOf(count))
                    .divide(BigDecimal.valueOf(source.count()), 2, RoundingMode.HALF_UP);
        }

        BigDecimal amount() {
            return part(source.amount());
        }

        BigDecimal policy() {
            BigDecimal own = source.own() == null ? BigDecimal.ZERO : source.own();
            BigDecimal full = source.policy() == null ? source.amount().subtract(own) : source.policy();
            return part(full.max(BigDecimal.ZERO));
        }
    }

    private final ClaimsWorld world;
    /** The lines, without a number that a stay settled again has outlived. */
    private final List<Line> lines = new ArrayList<>();

    private final Map<String, Net> paid = new TreeMap<>();
    /** Reversals that count, by number, with what they stand for. */
    private final Map<String, Reversal> reversals = new HashMap<>();

    /** The settlement that a reversal reaches in the end, and whether it takes from it (−1) or gives back (1). */
    private record Reversal(Settlement source, String original, int side, boolean byAmount) {
        BigDecimal taken(BigDecimal amount) {
            return amount.abs().multiply(BigDecimal.valueOf(-side));
        }
    }

    /** How many a refund takes back, by line; negative where it gives back. */
    private final Map<String, Integer> steps = new HashMap<>();

    NettingOracle(ClaimsWorld world) {
        this.world = world;
        net();
        world.lines.forEach(l -> lines.add(keptNumber(l) ? l.withoutSettlement() : l));
    }

    /** Whether all lines of a stay or visit that was settled again still bear the number of the settlement that was taken back. */
    private boolean keptNumber(Line line) {
        Set<String> numbers = new HashSet<>();
        world.lines.stream()
                .filter(l -> valid(l.valid()) && l.setl() != null && Objects.equals(l.mdtrt(), line.mdtrt()))
                .forEach(l -> numbers.add(Objects.requireNonNull(l.setl())));
        Set<String> again = new HashSet<>();
        paid.values().stream()
                .filter(n -> n.mdtrt() != null)
                .forEach(n -> again.add(Objects.requireNonNull(n.mdtrt())));
        List<Settlement> gone = world.settlements.stream()
                .filter(s -> s.mdtrt() != null && again.contains(s.mdtrt()))
                .filter(s -> !"1".equals(s.refund()) && s.medfee().signum() > 0 && !paid.containsKey(s.id()))
                .toList();
        return line.setl() != null
                && numbers.size() == 1
                && gone.stream().anyMatch(s -> Objects.equals(s.mdtrt(), line.mdtrt()))
                && gone.stream().anyMatch(s -> numbers.contains(s.id()));
    }

    private static boolean valid(@Nullable String flag) {
        return flag == null || flag.equals("1");
    }

    private static boolean reversal(Settlement s) {
        return "1".equals(s.refund()) || (s.init() != null && s.medfee().signum() < 0);
    }

    private void net() {
        var order = Comparator.comparing(Settlement::time).thenComparing(Settlement::id);
        List<Settlement> valid = world.settlements.stream()
                .filter(s -> valid(s.valid()))
                .sorted(order)
                .toList();
        var back = new HashMap<String, Settlement>();
        valid.stream().filter(NettingOracle::reversal).forEach(r -> back.put(r.id(), r));
        var parent = new HashMap<String, String>();
        back.values().stream().filter(r -> r.init() != null).forEach(r -> parent.put(r.id(), r.init()));
        Set<String> named = new HashSet<>(parent.values());
        var matched = new HashSet<String>();
        for (Settlement r : valid) {
            if (nameless(r, valid)) {
                valid.stream()
                        .filter(s -> !reversal(s) && !named.contains(s.id()) && !parent.containsValue(s.id()))
                        .filter(s ->
                                s.medfee().compareTo(r.medfee().negate()) == 0 && Objects.equals(s.mdtrt(), r.mdtrt()))
                        .findFirst()
                        .ifPresent(s -> {
                            matched.add(r.id());
                            parent.put(r.id(), s.id());
                        });
            }
        }
        matchStrays(valid, named, parent, matched);
        for (Settlement r : back.values()) {
            resolve(r, back, parent, matched);
        }
        dropUndone(parent);
        for (Settlement s : valid) {
            if (!reversal(s)) {
                List<Reversal> mine = reversals.values().stream()
                        .filter(r -> r.original().equals(s.id()))
                        .toList();
                BigDecimal medfee = s.medfee();
                BigDecimal fund = s.fund();
                for (Reversal r : mine) {
                    Settlement amounts = r.byAmount() ? s : r.source();
                    medfee = medfee.subtract(r.taken(amounts.medfee()));
                    fund = fund.subtract(r.taken(amounts.fund()));
                }
                medfee = medfee.max(s.medfee().min(BigDecimal.ZERO)).min(s.medfee());
                fund = fund.max(s.fund().min(BigDecimal.ZERO)).min(s.fund());
                if (mine.isEmpty() || medfee.signum() > 0 || fund.signum() > 0) {
                    paid.put(s.id(), new Net(s, encounter(s), medfee, fund, !mine.isEmpty()));
                }
            }
        }
    }

    /** Whether it says of no settlement that it takes it back, and was not taken back itself. */
    private static boolean nameless(Settlement r, List<Settlement> valid) {
        boolean undone = valid.stream()
                .anyMatch(u -> reversal(u)
                        && r.id().equals(u.init())
                        && u.medfee().compareTo(r.medfee().negate()) == 0);
        return reversal(r) && r.init() == null && r.medfee().signum() < 0 && !undone;
    }

    /** What names no stay or visit either takes back the latest of its amount that is left. */
    private static void matchStrays(
            List<Settlement> valid, Set<String> named, Map<String, String> parent, Set<String> matched) {
        var latestFirst = new ArrayList<>(valid);
        Collections.reverse(latestFirst);
        List<Settlement> strays = latestFirst.stream()
                .filter(r -> nameless(r, valid) && r.mdtrt() == null && !matched.contains(r.id()))
                .toList();
        for (Settlement r : strays) {
            Settlement last = strays.stream()
                    .filter(other -> other.medfee().compareTo(r.medfee()) == 0)
                    .findFirst()
                    .orElseThrow();
            latestFirst.stream()
                    .filter(s -> !reversal(s) && !named.contains(s.id()) && !parent.containsValue(s.id()))
                    .filter(s -> s.medfee().compareTo(r.medfee().negate()) == 0
                            && !s.time().isAfter(last.time()))
                    .findFirst()
                    .ifPresent(s -> {
                        matched.add(r.id());
                        parent.put(r.id(), s.id());
                    });
        }
    }

    /** Follows the numbers up to what is no reversal; a circle, or one that names nothing, stands for nothing. */
    private void resolve(Settlement r, Map<String, Settlement> back, Map<String, String> parent, Set<String> matched) {
        int side = -1;
        var seen = new HashSet<String>();
        Settlement at = r;
        String up = parent.get(r.id());
        while (up != null && back.containsKey(up) && seen.add(up)) {
            Settlement above = Objects.requireNonNull(back.get(up));
            if (at.medfee().signum() >= 0 || above.medfee().signum() >= 0) {
                side = -side;
            }
            at = above;
            up = parent.get(up);
        }
        if (up != null && !back.containsKey(up)) {
            reversals.put(r.id(), new Reversal(r, up, side, matched.contains(r.id())));
        }
    }

    /** A reversal that later ones took back wholly goes, and they with it. */
    private void dropUndone(Map<String, String> parent) {
        var gone = new HashSet<String>();
        for (Reversal top : reversals.values()) {
            BigDecimal left = BigDecimal.ZERO;
            boolean against = false;
            var below = new ArrayList<String>();
            for (Reversal r : reversals.values()) {
                String at = r.source().id();
                while (at != null && !at.equals(top.source().id())) {
                    at = parent.get(at);
                }
                if (at != null) {
                    below.add(r.source().id());
                    BigDecimal amount = r.source().medfee().abs();
                    left = r.side() == top.side() ? left.add(amount) : left.subtract(amount);
                    against |= r.side() != top.side();
                }
            }
            if (against && left.signum() <= 0) {
                gone.addAll(below);
            }
        }
        reversals.keySet().removeAll(gone);
    }

    private @Nullable String encounter(Settlement s) {
        if (s.mdtrt() != null) {
            return s.mdtrt();
        }
        var byLine = world.lines.stream()
                .filter(l -> valid(l.valid()) && s.id().equals(l.setl()) && l.mdtrt() != null)
                .map(l -> Objects.requireNonNull(l.mdtrt()))
                .min(Comparator.naturalOrder());
        if (byLine.isPresent()) {
            return byLine.get();
        }
        List<Encounter> sameDay = world.encounters.stream()
                .filter(e ->
                        e.begin().toLocalDate().equals(s.begin()) && e.medType().equals(s.medType()))
                .toList();
        return sameDay.size() == 1 ? sameDay.get(0).id() : null;
    }

    /** setl_id → medfee, fund, refd_part, mdtrt_id. */
    Map<String, List<String>> settlements() {
        var result = new TreeMap<String, List<String>>();
        paid.forEach((id, n) -> result.put(
                id,
                List.of(
                        n.medfee().setScale(2).toPlainString(),
                        n.fund().setScale(2).toPlainString(),
                        String.valueOf(n.part()),
                        String.valueOf(n.mdtrt()))));
        return result;
    }

    /** feedetl_sn → setl_id, mdtrt_id, month, cnt, amount, inscp, fund. */
    Map<String, List<String>> lines() {
        var charges = new ArrayList<Rest>();
        var refunds = new ArrayList<Rest>();
        trace();
        for (Line l : lines) {
            if (!valid(l.valid())) {
                continue;
            }
            String setl = bearer(l);
            boolean bearable = setl != null || (l.setl() == null && unsettled(l.mdtrt()));
            if (bearable) {
                Net n = setl == null ? null : paid.get(setl);
                String mdtrt = n != null && n.mdtrt() != null ? n.mdtrt() : l.mdtrt();
                boolean charge = !steps.containsKey(l.id()) && l.count() > 0;
                (charge ? charges : refunds).add(new Rest(l, setl, mdtrt));
            }
        }
        takeBack(charges, refunds);
        charges.removeIf(c -> c.count <= 0);
        paid.keySet().forEach(setl -> share(setl, charges));
        var result = new TreeMap<String, List<String>>();
        for (Rest c : charges) {
            result.put(
                    c.source.id(),
                    List.of(
                            String.valueOf(c.setl),
                            String.valueOf(c.mdtrt),
                            month(c),
                            c.count + ".0000",
                            c.amount().toPlainString(),
                            c.policy().toPlainString(),
                            new BigDecimal(c.share, 2).toPlainString()));
        }
        return result;
    }

    private Net paid(String setl) {
        return Objects.requireNonNull(paid.get(setl));
    }

    private String month(Rest c) {
        var day = c.setl == null
                ? world.encounters.stream()
                        .filter(e -> e.id().equals(c.mdtrt))
                        .findFirst()
                        .map(Encounter::end)
                        .orElseThrow()
                : paid(c.setl).source().time();
        return day.toString().substring(0, 7);
    }

    private boolean unsettled(@Nullable String mdtrt) {
        return paid.values().stream().noneMatch(n -> Objects.equals(n.mdtrt(), mdtrt))
                && world.encounters.stream()
                        .anyMatch(e -> e.id().equals(mdtrt)
                                && e.end() != null
                                && e.medType().equals("21"));
    }

    /** The valid settlement that a line is in. */
    private @Nullable String bearer(Line l) {
        if (l.setl() != null) {
            Reversal r = reversals.get(l.setl());
            String setl = r == null ? l.setl() : r.original();
            return paid.containsKey(setl) ? setl : null;
        }
        List<Net> candidates = paid.values().stream()
                .filter(n -> n.mdtrt() != null && n.mdtrt().equals(l.mdtrt()))
                .toList();
        LocalDate day = l.time().toLocalDate();
        var byTime = Comparator.comparing((Net n) -> n.source().time())
                .thenComparing(n -> n.source().id());
        return candidates.stream()
                .filter(n -> !n.source().end().isBefore(day))
                .min(Comparator.comparing((Net n) -> n.source().end())
                        .thenComparing(n -> n.source().time().isBefore(l.time()))
                        .thenComparing(byTime))
                .or(() -> candidates.stream()
                        .min(Comparator.comparing((Net n) -> n.source().end())
                                .reversed()
                                .thenComparing(byTime)))
                .map(n -> n.source().id())
                .orElse(null);
    }

    private void takeBack(List<Rest> charges, List<Rest> refunds) {
        var loose = new ArrayList<Rest>();
        var quantity = new HashMap<Rest, Integer>();
        for (Rest r : refunds) {
            if (original(r.source) == null) {
                loose.add(r);
                quantity.put(r, steps.getOrDefault(r.source.id(), 0));
            }
        }
        for (Rest c : charges) {
            int back = Math.max(0, refundsOf(c.source.id()));
            if (back > c.count) {
                loose.add(c);
                quantity.put(c, back - c.count);
            }
            c.count = Math.max(0, c.count - back);
        }
        var latest = new ArrayList<>(charges);
        latest.sort(Comparator.comparing((Rest c) -> c.source.time())
                .thenComparing(c -> c.source.id())
                .reversed());
        var done = new HashSet<Rest>();
        for (Rest r : loose) {
            int left = 0;
            for (Rest other : loose) {
                if (alike(r, other) && !done.contains(other)) {
                    left += quantity.getOrDefault(other, 0);
                    done.add(other);
                }
            }
            for (Rest c : latest) {
                if (alike(c, r)) {
                    int take = Math.max(0, Math.min(left, c.count));
                    c.count -= take;
                    left -= take;
                }
            }
        }
    }

    private static boolean alike(Rest a, Rest b) {
        return Objects.equals(a.setl, b.setl)
                && Objects.equals(a.mdtrt, b.mdtrt)
                && a.source.item().equals(b.source.item())
                && a.source.price() == b.source.price();
    }

    /** Finds the lines that take back, or give back (negative), from whichever valid settlement they stand in. */
    private void trace() {
        for (Line l : lines) {
            boolean counts = l.setl() == null || bearer(l) != null;
            Reversal r = l.setl() == null ? null : reversals.get(l.setl());
            if (valid(l.valid()) && counts && (r != null || l.count() < 0)) {
                steps.put(l.id(), Math.abs(l.count()) * (r != null && r.side() > 0 ? -1 : 1));
            }
        }
        Set<String> refunds = Set.copyOf(steps.keySet());
        for (Line l : lines) {
            Line named = l.init() == null ? null : line(l.init());
            boolean beside = named != null
                    && refunds.contains(named.id())
                    && Objects.equals(named.setl(), l.setl())
                    && Objects.equals(named.mdtrt(), l.mdtrt());
            if (valid(l.valid()) && beside && !refunds.contains(l.id())) {
                steps.put(l.id(), -l.count());
            }
        }
    }

    private @Nullable Line line(String id) {
        return lines.stream()
                .filter(l -> l.id().equals(id) && valid(l.valid()))
                .findFirst()
                .orElse(null);
    }

    /** The charge that a refund is about in the end. */
    private @Nullable String original(Line refund) {
        Line at = refund;
        while (at != null && steps.containsKey(at.id())) {
            at = at.init() == null ? null : line(at.init());
        }
        return at == null || at.count() <= 0 ? null : at.id();
    }

    private int refundsOf(String charge) {
        return lines.stream()
                .filter(l -> valid(l.valid()) && steps.containsKey(l.id()) && charge.equals(original(l)))
                .mapToInt(l -> steps.getOrDefault(l.id(), 0))
                .sum();
    }

    private void share(String setl, List<Rest> charges) {
        List<Rest> mine = charges.stream().filter(c -> setl.equals(c.setl)).toList();
        Net net = paid(setl);
        BigInteger fund = fen(net.fund());
        BigInteger policy = mine.stream().map(c -> fen(c.policy())).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger amount = mine.stream().map(c -> fen(c.amount())).reduce(BigInteger.ZERO, BigInteger::add);
        boolean byPolicy = policy.signum() > 0;
        BigInteger target = fund.min(policy);
        if (!byPolicy) {
            if (amount.signum() <= 0 || net.medfee().signum() <= 0) {
                return;
            }
            target = net.fund()
                    .multiply(new BigDecimal(amount, 2))
                    .divide(net.medfee(), 2, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .min(fund)
                    .min(amount);
        }
        if (target.signum() <= 0) {
            return;
        }
        BigInteger whole = byPolicy ? policy : amount;
        BigInteger left = target;
        var remainder = new HashMap<Rest, BigInteger>();
        for (Rest c : mine) {
            BigInteger[] parts =
                    target.multiply(fen(byPolicy ? c.policy() : c.amount())).divideAndRemainder(whole);
            c.share = parts[0];
            remainder.put(c, parts[1]);
            left = left.subtract(parts[0]);
        }
        while (left.signum() > 0) {
            Rest next = mine.stream()
                    .min(Comparator.comparing((Rest c) -> remainder.getOrDefault(c, BigInteger.ZERO))
                            .reversed()
                            .thenComparing(c -> c.source.id()))
                    .orElseThrow();
            next.share = next.share.add(BigInteger.ONE);
            remainder.put(next, BigInteger.valueOf(-1));
            left = left.subtract(BigInteger.ONE);
        }
    }

    private static BigInteger fen(BigDecimal yuan) {
        return yuan.setScale(2).unscaledValue();
    }
}
