package org.claimaudit.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.recovery.FundRoom.Claimed;
import org.claimaudit.recovery.FundRoom.Part;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.recovery.LedgerFigures.Figures;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of decisions and payments keeps the books: against a ledger that replays everything. */
class LedgerTest {
    private static final int OPERATIONS = 10_000;
    private static final int SETTLEMENTS = 30;
    private static final int FINDINGS = 90;
    private static final List<String> INSTITUTIONS = List.of("H1", "H2", "H3", "");

    private final Map<String, List<Claimed>> claims = new HashMap<>();
    private final Map<String, Long> paid = new HashMap<>();
    private final Map<String, String> institution = new HashMap<>();
    private final Set<String> contested = new TreeSet<>();
    private final FundRoom room = new FundRoom();
    private final Ledger ledger = new Ledger();
    private final SlowLedger slow = new SlowLedger();
    private int refused;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20260331})
    void tenThousandOperations(long seed) {
        var random = new SplittableRandom(seed);
        world(random);
        for (int i = 0; i < OPERATIONS; i++) {
            String id = "f" + random.nextInt(FINDINGS);
            step(random, id, voucher(i));
            check(id, "seed " + seed + ", operation " + i);
        }
        assertThat(refused).as("operations that were refused").isBetween(OPERATIONS / 20, OPERATIONS * 9 / 10);
        settlementsGiveNoMoreThanWasPaid();
        figuresInTheStore();
    }

    @Test
    void whatIsUpheldForOneFindingIsNotThereForAnother() {
        var line = new Claimed("fee_line", "L1", "S1", "2026-03", 10_000, 10_000, 10_000, 10_000);
        var other = new Claimed("fee_line", "L1", "S1", "2026-03", 8_000, 0, 10_000, 10_000);
        room.claim("a", List.of(line));
        room.claim("b", List.of(other));
        room.uphold("a", 4_000);
        assertThat(room.uphold("b", 6_000)).containsExactly(new Part(other, 6_000));
        assertThat(why(() -> room.uphold("a", 4_001))).contains("40.00 are left");
        assertThat(why(() -> room.uphold("b", 8_001))).contains("claims 80.00");
        room.uphold("b", 0);
        assertThat(room.uphold("a", 10_000)).containsExactly(new Part(line, 10_000));
    }

    @Test
    void partsAreInProportionToTheFen() {
        assertThat(Shares.of(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
        assertThat(Shares.of(5, new long[] {0, 10, 0, 90})).containsExactly(0, 1, 0, 4);
        assertThat(Shares.of(0, new long[] {0, 0})).containsExactly(0, 0);
    }

    @Test
    void loweringADemandThatWasPaidOwesItBack() {
        ledger.confirm("f", "H1", 10_000, voucher(1));
        assertThat(why(() -> ledger.post(PostingKind.DEDUCTED, "f", "H1", 1, voucher(1))))
                .contains("0.00 are open");
        ledger.demandRest("f", "H1", voucher(1));
        assertThat(ledger.demandRest("f", "H1", voucher(2))).isZero();
        ledger.post(PostingKind.DEDUCTED, "f", "H1", 10_000, voucher(2));
        ledger.confirm("f", "H1", 6_000, voucher(3));
        assertThat(ledger.balance("f", Account.OPEN)).isEqualTo(-4_000);
        assertThat(why(() -> ledger.post(PostingKind.REFUNDED, "f", "H1", 4_001, voucher(4))))
                .contains("40.00");
        ledger.post(PostingKind.REFUNDED, "f", "H1", 4_000, voucher(4));
        assertThat(ledger.balance("f", Account.OPEN)).isZero();
        assertThat(ledger.upheld("f")).isEqualTo(6_000);
    }

    @Test
    void lumpSumsGoToTheOldestDemandAndPassContestedFindingsOver() {
        for (String id : List.of("a", "b", "c")) {
            ledger.confirm(id, "H1", 1_000, voucher(1));
        }
        ledger.demandRest("b", "H1", voucher(2));
        ledger.demandRest("a", "H1", voucher(40));
        ledger.demandRest("c", "H1", voucher(1));
        ledger.contested("c", true);
        ledger.spread(PostingKind.DEDUCTED, "H1", Set.of("a", "b", "c"), 1_500, voucher(50));
        assertThat(ledger.balance("b", Account.DEDUCTED)).isEqualTo(1_000);
        assertThat(ledger.balance("a", Account.DEDUCTED)).isEqualTo(500);
        assertThat(why(() -> ledger.spread(PostingKind.DEDUCTED, "H1", Set.of("a", "b", "c"), 501, voucher(51))))
                .contains("5.00 are open");
    }

    /** Findings that overlap on the lines of few settlements, with net amounts as a run would give them. */
    private void world(SplittableRandom random) {
        var lines = new ArrayList<Claimed>();
        for (int s = 0; s < SETTLEMENTS; s++) {
            long cap = random.nextLong(1, 50_000);
            paid.put("S" + s, cap);
            for (int l = 0; l < random.nextInt(1, 5); l++) {
                lines.add(new Claimed(
                        "fee_line", "L" + s + "-" + l, "S" + s, "2026-03", 0, 0, random.nextLong(cap + 1), cap));
            }
            lines.add(new Claimed("settlement", "S" + s, "S" + s, "2026-03", 0, 0, cap, cap));
        }
        for (int f = 0; f < FINDINGS; f++) {
            var rows = new HashMap<String, Claimed>();
            for (int i = 0; i < random.nextInt(0, 6); i++) {
                Claimed line = lines.get(random.nextInt(lines.size()));
                long gross = random.nextLong(line.ofRow() + 1);
                rows.put(
                        line.id(),
                        new Claimed(
                                line.table(),
                                line.id(),
                                line.settlement(),
                                line.month(),
                                gross,
                                random.nextLong(gross + 1),
                                line.ofRow(),
                                line.ofSettlement()));
            }
            List<Claimed> claimed = List.copyOf(rows.values());
            claims.put("f" + f, claimed);
            institution.put("f" + f, INSTITUTIONS.get(random.nextInt(INSTITUTIONS.size())));
            room.claim("f" + f, claimed);
        }
    }

    private void step(SplittableRandom random, String id, Voucher voucher) {
        String at = at(id);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> uphold(random, id, voucher);
            case 3, 4 -> {
                SlowLedger.Stand before = slow.stand(id);
                long demanded = ledger.demandRest(id, at, voucher);
                assertThat(demanded).isEqualTo(before.upheld - before.demanded);
                slow.happened(id, "demanded", demanded);
            }
            case 5 ->
                move(random, PostingKind.DEDUCTED, id, voucher, slow.stand(id).open());
            case 6 ->
                move(random, PostingKind.RETURNED, id, voucher, slow.stand(id).open());
            case 7 ->
                move(random, PostingKind.WAIVED, id, voucher, slow.stand(id).open());
            case 8 ->
                move(random, PostingKind.REFUNDED, id, voucher, -slow.stand(id).open());
            case 9 -> lump(random, at, voucher);
            case 10 -> {
                boolean fine = random.nextBoolean();
                move(random, fine ? PostingKind.FINED : PostingKind.DAMAGES, id, voucher, Long.MAX_VALUE);
                PostingKind payment = fine ? PostingKind.FINE_PAID : PostingKind.DAMAGES_PAID;
                move(
                        random,
                        payment,
                        id,
                        voucher,
                        slow.sum(id, fine ? "fined" : "damages") - slow.sum(id, payment.word()));
            }
            default -> {
                boolean open = random.nextBoolean();
                ledger.contested(id, open);
                if (open) {
                    contested.add(id);
                } else {
                    contested.remove(id);
                }
            }
        }
    }

    private void uphold(SplittableRandom random, String id, Voucher voucher) {
        long gross = claims(id).stream().mapToLong(Claimed::gross).sum();
        long fen = random.nextInt(3) == 0 ? 0 : random.nextLong(gross + gross / 10 + 2);
        boolean possible = fen <= gross && fen <= slow.most(id, claims(id));
        boolean done = attempt(() -> {
            List<Part> parts = room.uphold(id, fen);
            assertThat(parts.stream().mapToLong(Part::fen).sum()).isEqualTo(fen);
            ledger.confirm(id, at(id), fen, voucher);
            slow.spread(id, parts);
            slow.happened(id, "uphold", fen);
        });
        assertThat(done).as("uphold %s of %s", fen, id).isEqualTo(possible);
    }

    private void move(SplittableRandom random, PostingKind kind, String id, Voucher voucher, long covered) {
        long fen = random.nextLong(Math.max(1, Math.min(covered, 20_000)) * 4 / 3 + 1);
        boolean done = attempt(() -> {
            ledger.post(kind, id, at(id), fen, voucher);
            slow.happened(id, kind.word(), fen);
        });
        assertThat(done).as("%s %s of %s", kind, fen, id).isEqualTo(fen > 0 && fen <= covered);
    }

    private void lump(SplittableRandom random, String at, Voucher voucher) {
        Set<String> findings = institution.entrySet().stream()
                .filter(entry -> entry.getValue().equals(at))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        long covered = findings.stream()
                .filter(id -> !contested.contains(id))
                .mapToLong(id -> Math.max(0, slow.stand(id).open()))
                .sum();
        long fen = random.nextLong(covered + covered / 5 + 2);
        int before = ledger.added().size();
        boolean done = attempt(() -> ledger.spread(PostingKind.DEDUCTED, at, findings, fen, voucher));
        assertThat(done).as("lump sum %s at %s", fen, at).isEqualTo(fen > 0 && fen <= covered);
        List<Posting> parts = ledger.added().subList(before, ledger.added().size());
        assertThat(parts.stream().mapToLong(Posting::fen).sum()).isEqualTo(done ? fen : 0);
        for (Posting part : parts) {
            assertThat(contested).doesNotContain(part.findingId());
            slow.happened(String.valueOf(part.findingId()), "deducted", part.fen());
        }
    }

    private void check(String id, String where) {
        SlowLedger.Stand stand = slow.stand(id);
        assertThat(ledger.upheld(id)).as(where).isEqualTo(stand.upheld);
        assertThat(ledger.balance(id, Account.UPHELD)).as(where).isEqualTo(stand.upheld - stand.demanded);
        assertThat(ledger.balance(id, Account.OPEN)).as(where).isEqualTo(stand.open());
        assertThat(stand.demanded).as(where + ": nothing is demanded twice").isBetween(0L, stand.upheld);
        long all = Stream.of(Account.values())
                .mapToLong(account -> ledger.balance(id, account))
                .sum();
        assertThat(all).as(where + ": double entry").isZero();
    }

    private void settlementsGiveNoMoreThanWasPaid() {
        paid.forEach((settlement, cap) ->
                assertThat(slow.ofSettlement(settlement, "")).as(settlement).isLessThanOrEqualTo(cap));
        claims.values().stream()
                .flatMap(List::stream)
                .forEach(
                        row -> assertThat(slow.ofRow(row.table(), row.id(), "")).isLessThanOrEqualTo(row.ofRow()));
    }

    /** What SQL adds up from the stored postings is what the replay says; fines are in none of it. */
    private void figuresInTheStore() {
        try (Store store = Store.openMemory(true)) {
            Journal.append(store.db(), 1, ledger.added());
            var seen = 0;
            for (LedgerFigures.Line line : LedgerFigures.by(store.db(), By.finding)) {
                SlowLedger.Stand stand = slow.stand(String.valueOf(line.key()));
                Figures figures = line.figures();
                assertThat(List.of(
                                fen(figures.upheld()),
                                fen(figures.demanded()),
                                fen(figures.deducted()),
                                fen(figures.returned()),
                                fen(figures.waived()),
                                fen(figures.open()) - fen(figures.owed()),
                                fen(figures.refunded())))
                        .containsExactly(
                                stand.upheld,
                                stand.demanded,
                                stand.deducted,
                                stand.returned,
                                stand.waived,
                                stand.open(),
                                stand.refunded);
                seen++;
            }
            assertThat(seen).isGreaterThan(FINDINGS / 2);
            Figures total = LedgerFigures.total(store.db());
            assertThat(fen(total.deducted())).isEqualTo(slow.sum("deducted"));
            assertThat(fen(LedgerFigures.fines(store.db()).imposed())).isEqualTo(slow.sum("fined"));
            assertThat(fen(LedgerFigures.fines(store.db()).paid())).isEqualTo(slow.sum("fine_paid"));
            assertThat(fen(LedgerFigures.damages(store.db()).paid())).isEqualTo(slow.sum("damages_paid"));
            Ledger again = Journal.load(store.db());
            institution
                    .keySet()
                    .forEach(id -> Stream.of(Account.values())
                            .forEach(account ->
                                    assertThat(again.balance(id, account)).isEqualTo(ledger.balance(id, account))));
        }
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Refused e) {
            refused++;
            return false;
        }
    }

    private String at(String id) {
        return institution.getOrDefault(id, "");
    }

    private List<Claimed> claims(String id) {
        return claims.getOrDefault(id, List.of());
    }

    private static String why(Runnable work) {
        try {
            work.run();
        } catch (Refused e) {
            return e.why();
        }
        return "was done";
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).longValueExact();
    }

    private static Voucher voucher(int day) {
        LocalDate date = LocalDate.of(2026, 1, 1).plusDays(day % 300);
        return new Voucher(date, YearMonth.from(date), "王敏", "D" + day, "", day);
    }
}
