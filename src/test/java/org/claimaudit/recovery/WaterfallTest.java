package org.claimaudit.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.claimaudit.check.Pending;
import org.claimaudit.recovery.Waterfall.Place;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two window passes against serving one claim after another, in whole fen. */
class WaterfallTest {
    private static Store store;

    @BeforeAll
    static void open() {
        store = Store.openMemory(true);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /** A claim in fen on a line of a settlement, or on the settlement itself ({@code line} is null). */
    private record Claim(
            String finding,
            Place place,
            String grade,
            @Nullable String line,
            String settlement,
            long capRow,
            long capSettlement,
            long capAccount,
            long gross,
            long accountGross) {
        String rowTable() {
            return line == null ? "settlement" : "fee_line";
        }

        String row() {
            return line == null ? settlement : line;
        }

        String id() {
            return finding + " " + row();
        }
    }

    private record Net(long pooled, long account) {}

    /** What a decision has upheld of a row for a finding, whether the run has that finding or not. */
    private record Upheld(String finding, @Nullable String line, String settlement, long fen) {
        static Upheld of(Claim claim, String finding, long fen) {
            return new Upheld(finding, claim.line(), claim.settlement(), fen);
        }

        String rowTable() {
            return line == null ? "settlement" : "fee_line";
        }

        String row() {
            return line == null ? settlement : line;
        }
    }

    static List<Long> seeds() {
        return LongStream.range(0, 250).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithServingOneAfterAnother(long seed) {
        List<Claim> claims = claims(new SplittableRandom(seed));
        assertThat(bySql(claims, List.of())).as("seed " + seed).isEqualTo(oneAfterAnother(claims, List.of()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsUpheldIsServedFirstAndKeptFromOthers(long seed) {
        var random = new SplittableRandom(seed);
        List<Claim> claims = claims(random);
        var upheld = new ArrayList<Upheld>();
        for (Claim claim : claims) {
            switch (random.nextInt(5)) {
                case 0 -> upheld.add(Upheld.of(claim, claim.finding(), random.nextLong(2 * claim.gross() + 1)));
                case 1 -> upheld.add(Upheld.of(claim, "gone-" + upheld.size(), random.nextLong(claim.capRow() + 1)));
                default -> {}
            }
        }
        assertThat(bySql(claims, upheld)).as("seed " + seed).isEqualTo(oneAfterAnother(claims, upheld));
    }

    @Test
    void partOfASettlementLeftForTheLaterClaim() {
        var first = new Place("a", 3, 100);
        var last = new Place("b", 5, 100);
        var claims = List.of(
                new Claim("f1", last, "violation", null, "S", 10_000, 10_000, 0, 5_000, 0),
                new Claim("f2", first, "suspect", "L1", "S", 6_000, 10_000, 0, 6_000, 0),
                new Claim("f3", first, "violation", "L2", "S", 4_000, 10_000, 0, 4_000, 0));
        // Violations first: the line's 40.00, then the excess of 50.00; 10.00 are left for the suspect line of 60.00.
        assertThat(bySql(claims, List.of()))
                .containsEntry("f3 L2", new Net(4_000, 0))
                .containsEntry("f1 S", new Net(5_000, 0))
                .containsEntry("f2 L1", new Net(1_000, 0));
    }

    /** Few settlements, lines and rules, so that everything overlaps; caps of nothing and of a fen among them. */
    private static List<Claim> claims(SplittableRandom random) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < 6; i++) {
            places.add(new Place("rule-" + i, random.nextInt(1, 6), random.nextInt(3) * 50));
        }
        var claims = new ArrayList<Claim>();
        var finding = 0;
        for (int s = 0; s < random.nextInt(1, 6); s++) {
            long[] lines = new long[random.nextInt(0, 6)];
            long paid = 0;
            for (int l = 0; l < lines.length; l++) {
                lines[l] = cap(random);
                paid += lines[l];
            }
            // The lines need not carry all of what a settlement paid, nor may they be believed to carry no more.
            long cap = random.nextInt(3) == 0 ? cap(random) : paid;
            long account = random.nextBoolean() ? 0 : random.nextInt(5_000);
            for (int c = 0; c < random.nextInt(0, 25); c++) {
                int l = random.nextInt(-1, lines.length);
                long row = l < 0 ? cap : lines[l];
                claims.add(new Claim(
                        "f" + random.nextInt(1000, 10_000) + "-" + finding++,
                        places.get(random.nextInt(places.size())),
                        random.nextInt(2) == 0 ? "violation" : "suspect",
                        l < 0 ? null : "L" + s + "-" + l,
                        "S" + s,
                        row,
                        cap,
                        account,
                        random.nextInt(3) == 0 ? row : random.nextLong(row + 1),
                        l < 0 ? random.nextLong(account + 1) : 0));
            }
        }
        return claims;
    }

    private static long cap(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> 0;
            default -> random.nextInt(20_000);
        };
    }

    private static Map<String, Net> oneAfterAnother(List<Claim> claims, List<Upheld> upheld) {
        var spoken = new HashMap<String, Long>();
        upheld.forEach(part -> spoken.put(part.finding() + " " + part.row(), part.fen()));
        var left = new Left(claims);
        List<Claim> order = claims.stream()
                .sorted(Comparator.comparing((Claim c) ->
                                !spoken.containsKey(c.id()) && c.grade().equals("suspect"))
                        .thenComparing(c -> c.place().tier())
                        .thenComparing(c -> c.place().priority())
                        .thenComparing(c -> c.place().ruleId())
                        .thenComparing(Claim::finding)
                        .thenComparing(Claim::rowTable)
                        .thenComparing(Claim::row))
                .toList();
        for (Claim claim : order) {
            Long part = spoken.get(claim.id());
            if (part != null) {
                left.serve(claim, Math.min(claim.gross(), part));
                spoken.put(claim.id(), part - Math.min(claim.gross(), part));
            }
        }
        for (Upheld part : upheld) {
            left.keep(part, Objects.requireNonNull(spoken.get(part.finding() + " " + part.row())));
        }
        order.stream()
                .filter(claim -> !spoken.containsKey(claim.id()))
                .forEach(claim -> left.serve(claim, claim.gross()));
        return left.nets;
    }

    private static final class Left {
        private final Map<String, Long> ofRow = new HashMap<>();
        private final Map<String, Long> ofSettlement = new HashMap<>();
        private final Map<String, Long> ofAccount = new HashMap<>();
        private final Map<String, Net> nets = new TreeMap<>();

        Left(List<Claim> claims) {
            for (Claim claim : claims) {
                ofRow.put(claim.row(), claim.capRow());
                ofSettlement.put(claim.settlement(), claim.capSettlement());
                ofAccount.put(claim.settlement(), claim.capAccount());
            }
        }

        void serve(Claim claim, long wanted) {
            long net = Math.max(
                    0, Math.min(wanted, Math.min(of(ofRow, claim.row()), of(ofSettlement, claim.settlement()))));
            long account = Math.min(claim.accountGross(), of(ofAccount, claim.settlement()));
            ofRow.merge(claim.row(), -net, Long::sum);
            ofSettlement.merge(claim.settlement(), -net, Long::sum);
            ofAccount.merge(claim.settlement(), -account, Long::sum);
            nets.put(claim.id(), new Net(net, account));
        }

        void keep(Upheld part, long fen) {
            ofRow.merge(part.row(), -fen, Long::sum);
            ofSettlement.merge(part.settlement(), -fen, Long::sum);
        }

        private static long of(Map<String, Long> left, String key) {
            return Objects.requireNonNull(left.get(key));
        }
    }

    private static Map<String, Net> bySql(List<Claim> claims, List<Upheld> upheld) {
        Db db = store.db();
        Pending.create(db);
        db.execute("DELETE FROM ledger.confirmed");
        if (!upheld.isEmpty()) {
            db.load(
                    "ledger.confirmed",
                    List.of("decision_id", "finding_id", "row_table", "row_id", "setl_id", "amount"),
                    upheld.stream()
                            .map(part -> new @Nullable Object[] {
                                1, part.finding(), part.rowTable(), part.row(), part.settlement(), yuan(part.fen())
                            })
                            .toList());
        }
        var claimRows = new ArrayList<@Nullable Object[]>();
        var findingRows = new ArrayList<@Nullable Object[]>();
        for (Claim claim : claims) {
            findingRows.add(
                    new @Nullable Object[] {claim.finding(), claim.place().ruleId(), claim.grade()});
            claimRows.add(new @Nullable Object[] {
                claim.finding(),
                claim.place().ruleId(),
                claim.rowTable(),
                claim.row(),
                claim.settlement(),
                yuan(claim.capRow()),
                yuan(claim.capSettlement()),
                yuan(claim.capAccount()),
                yuan(claim.gross()),
                yuan(claim.accountGross()),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO
            });
        }
        if (!claims.isEmpty()) {
            db.load("audit_finding", List.of("finding_id", "rule_id", "grade"), findingRows);
            db.load(
                    "audit_claim",
                    List.of(
                            "finding_id",
                            "rule_id",
                            "row_table",
                            "row_id",
                            "setl_id",
                            "cap_row",
                            "cap_setl",
                            "cap_account",
                            "amount_gross",
                            "account_gross",
                            "amount_net",
                            "withheld",
                            "account"),
                    claimRows);
        }
        new Waterfall(db).run(claims.stream().map(Claim::place).distinct().toList());
        var nets = new TreeMap<String, Net>();
        db.stream(
                "SELECT finding_id || ' ' || row_id AS claim, amount_net, account FROM audit_claim",
                row -> nets.put(
                        row.str("claim"), new Net(fen(row.decimal("amount_net")), fen(row.decimal("account")))));
        return nets;
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    private static long fen(@Nullable BigDecimal yuan) {
        return Objects.requireNonNull(yuan).movePointRight(2).longValueExact();
    }
}
