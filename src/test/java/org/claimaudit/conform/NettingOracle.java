package org.claimaudit.conform;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
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
    private final Map<String, Net> paid = new TreeMap<>();
    private final Map<String, String> originalOf = new HashMap<>();

    NettingOracle(ClaimsWorld world) {
        this.world = world;
        net();
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
        var taken = new HashMap<String, List<Settlement>>();
        for (Settlement r : valid) {
            if (reversal(r) && r.init() != null) {
                taken.computeIfAbsent(r.init(), k -> new ArrayList<>()).add(r);
                originalOf.put(r.id(), r.init());
            }
        }
        Set<String> named = new HashSet<>(taken.keySet());
        var used = new HashSet<String>();
        for (Settlement r : valid) {
            if (reversal(r) && r.init() == null && r.medfee().signum() < 0) {
                valid.stream()
                        .filter(s -> !reversal(s) && !named.contains(s.id()) && !used.contains(s.id()))
                        .filter(s ->
                                s.medfee().compareTo(r.medfee().negate()) == 0 && Objects.equals(s.mdtrt(), r.mdtrt()))
                        .findFirst()
                        .ifPresent(s -> {
                            used.add(s.id());
                            taken.computeIfAbsent(s.id(), k -> new ArrayList<>())
                                    .add(s);
                        });
            }
        }
        for (Settlement s : valid) {
            if (!reversal(s)) {
                List<Settlement> back = taken.getOrDefault(s.id(), List.of());
                BigDecimal medfee = s.medfee();
                BigDecimal fund = s.fund();
                for (Settlement r : back) {
                    medfee = medfee.subtract(r.medfee().abs());
                    fund = fund.subtract(r.fund().abs());
                }
                medfee = medfee.max(s.medfee().min(BigDecimal.ZERO));
                fund = fund.max(s.fund().min(BigDecimal.ZERO));
                if (back.isEmpty() || medfee.signum() > 0 || fund.signum() > 0) {
                    paid.put(s.id(), new Net(s, encounter(s), medfee, fund, !back.isEmpty()));
                }
            }
        }
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
        for (Line l : world.lines) {
            if (!valid(l.valid())) {
                continue;
            }
            String setl = bearer(l);
            boolean bearable = setl != null || (l.setl() == null && unsettled(l.mdtrt()));
            if (bearable) {
                Net n = setl == null ? null : paid.get(setl);
                String mdtrt = n != null && n.mdtrt() != null ? n.mdtrt() : l.mdtrt();
                boolean back = l.count() < 0 || (l.setl() != null && !l.setl().equals(setl));
                (back ? refunds : charges).add(new Rest(l, setl, mdtrt));
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
            String setl = originalOf.getOrDefault(l.setl(), l.setl());
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
            String init = r.source.init();
            boolean exists = init != null
                    && world.lines.stream().anyMatch(l -> l.id().equals(init) && valid(l.valid()) && l.count() > 0);
            if (!exists) {
                loose.add(r);
                quantity.put(r, Math.abs(r.source.count()));
            }
        }
        for (Rest c : charges) {
            int back = refundsNaming(c.source.id());
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
        for (Rest r : loose) {
            int left = quantity.getOrDefault(r, 0);
            for (Rest c : latest) {
                boolean same = Objects.equals(c.setl, r.setl)
                        && Objects.equals(c.mdtrt, r.mdtrt)
                        && c.source.item().equals(r.source.item())
                        && c.source.price() == r.source.price();
                if (same) {
                    int take = Math.min(left, c.count);
                    c.count -= take;
                    left -= take;
                }
            }
        }
    }

    /** What refunds in any valid settlement, or in none, take back of the line. */
    private int refundsNaming(String line) {
        int sum = 0;
        for (Line l : world.lines) {
            boolean back = l.count() < 0 || (l.setl() != null && originalOf.containsKey(l.setl()));
            boolean counts = l.setl() == null || paid.containsKey(originalOf.getOrDefault(l.setl(), l.setl()));
            if (valid(l.valid()) && line.equals(l.init()) && back && counts) {
                sum += Math.abs(l.count());
            }
        }
        return sum;
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
