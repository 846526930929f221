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
    }

    private record Net(long pooled, long account) {}

    static List<Long> seeds() {
        return LongStream.range(0, 250).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithServingOneAfterAnother(long seed) {
        List<Claim> claims = claims(new SplittableRandom(seed));
        assertThat(bySql(claims)).as("seed " + seed).isEqualTo(oneAfterAnother(claims));
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
        assertThat(bySql(claims))
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

    private static Map<String, Net> oneAfterAnother(List<Claim> claims) {
        var order = new ArrayList<>(claims);
        order.sort(Comparator.comparing((Claim c) -> c.grade().equals("suspect"))
                .thenComparing(c -> c.place().tier())
                .thenComparing(c -> c.place().priority())
                .thenComparing(c -> c.place().ruleId())
                .thenComparing(Claim::finding)
                .thenComparing(Claim::rowTable)
                .thenComparing(Claim::row));
        var leftOfRow = new HashMap<String, Long>();
        var leftOfSettlement = new HashMap<String, Long>();
        var leftOfAccount = new HashMap<String, Long>();
        var nets = new TreeMap<String, Net>();
        for (Claim claim : order) {
            long row = leftOfRow.getOrDefault(claim.row(), claim.capRow());
            long settlement = leftOfSettlement.getOrDefault(claim.settlement(), claim.capSettlement());
            long account = leftOfAccount.getOrDefault(claim.settlement(), claim.capAccount());
            long net = Math.min(claim.gross(), Math.min(row, settlement));
            long accountNet = Math.min(claim.accountGross(), account);
            leftOfRow.put(claim.row(), row - net);
            leftOfSettlement.put(claim.settlement(), settlement - net);
            leftOfAccount.put(claim.settlement(), account - accountNet);
            nets.put(claim.finding() + " " + claim.row(), new Net(net, accountNet));
        }
        return nets;
    }

    private static Map<String, Net> bySql(List<Claim> claims) {
        Db db = store.db();
        Pending.create(db);
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
