package org.claimaudit.conform;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random claims of one person at one hospital, full of what exports contain: reversals whole and in part, with and without the original's
 * number, refunds of lines, lines without a settlement, stays settled in parts. Few different values, so that they meet.
 */
final class ClaimsWorld {
    record Settlement(
            String id,
            @Nullable String mdtrt,
            String medType,
            LocalDate begin,
            LocalDate end,
            LocalDateTime time,
            BigDecimal medfee,
            BigDecimal fund,
            @Nullable String refund,
            @Nullable String init,
            @Nullable String valid) {
        Map<String, @Nullable String> row(String person) {
            var row = new HashMap<String, @Nullable String>();
            row.put("setl_id", id);
            row.put("mdtrt_id", mdtrt);
            row.put("psn_no", person);
            row.put("fixmedins_code", "H1");
            row.put("med_type", medType);
            row.put("begndate", begin.toString());
            row.put("enddate", end.toString());
            row.put("setl_time", time.toString());
            row.put("medfee_sumamt", medfee.toPlainString());
            row.put("hifp_pay", fund.toPlainString());
            row.put("refd_setl_flag", refund);
            row.put("init_setl_id", init);
            row.put("vali_flag", valid);
            return row;
        }
    }

    record Encounter(
            String id,
            String medType,
            LocalDateTime begin,
            @Nullable LocalDateTime end) {
        Map<String, @Nullable String> row(String person) {
            var row = new HashMap<String, @Nullable String>();
            row.put("mdtrt_id", id);
            row.put("psn_no", person);
            row.put("fixmedins_code", "H1");
            row.put("med_type", medType);
            row.put("begntime", begin.toString());
            row.put("endtime", end == null ? null : end.toString());
            return row;
        }
    }

    record Line(
            String id,
            @Nullable String setl,
            @Nullable String mdtrt,
            LocalDateTime time,
            String item,
            int count,
            int price,
            BigDecimal amount,
            @Nullable BigDecimal policy,
            @Nullable BigDecimal own,
            @Nullable String init,
            @Nullable String valid) {
        Line withoutSettlement() {
            return new Line(id, null, mdtrt, time, item, count, price, amount, policy, own, init, valid);
        }

        Map<String, @Nullable String> row() {
            var row = new HashMap<String, @Nullable String>();
            row.put("feedetl_sn", id);
            row.put("setl_id", setl);
            row.put("mdtrt_id", mdtrt);
            row.put("fee_ocur_time", time.toString());
            row.put("hilist_code", item);
            row.put("cnt", Integer.toString(count));
            row.put("pric", Integer.toString(price));
            row.put("det_item_fee_sumamt", amount.toPlainString());
            row.put("inscp_amt", policy == null ? null : policy.toPlainString());
            row.put("fulamt_ownpay_amt", own == null ? null : own.toPlainString());
            row.put("init_feedetl_sn", init);
            row.put("vali_flag", valid);
            return row;
        }
    }

    final String person;
    final List<Settlement> settlements = new ArrayList<>();
    final List<Encounter> encounters = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    private final SplittableRandom random;

    private final int monthsLater;

    ClaimsWorld(String person, SplittableRandom random, int monthsLater) {
        this.person = person;
        this.random = random;
        this.monthsLater = monthsLater;
        addEncounters();
        addSettlements();
        addReversals();
        addLines();
        addRefunds();
    }

    private void addEncounters() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            LocalDateTime begin = day().atTime(8, 0);
            boolean inHouse = random.nextInt(6) == 0;
            encounters.add(new Encounter(
                    person + "M" + encounters.size(),
                    one("21", "21", "11"),
                    begin,
                    inHouse ? null : begin.plusDays(random.nextInt(5))));
        }
    }

    private void addSettlements() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            Encounter stay = encounters.get(random.nextInt(encounters.size()));
            LocalDate begin = random.nextInt(3) > 0 ? stay.begin().toLocalDate() : day();
            LocalDate end = begin.plusDays(random.nextInt(4));
            settlements.add(new Settlement(
                    person + "S" + settlements.size(),
                    random.nextInt(3) > 0 ? stay.id() : null,
                    random.nextInt(4) > 0 ? stay.medType() : one("21", "11"),
                    begin,
                    end,
                    end.atTime(random.nextInt(20, 23), 0),
                    yuan(one(0, 1000, 1000, 2500, 333)),
                    yuan(one(0, 100, 700, 1000, 334, -50)),
                    maybe(3, "0"),
                    null,
                    maybe(6, "1", "1", "1", "1", "0")));
        }
    }

    private void addReversals() {
        for (Settlement s : List.copyOf(settlements)) {
            while (random.nextInt(4) == 0) {
                boolean whole = random.nextBoolean();
                boolean named = random.nextInt(3) > 0;
                BigDecimal sign = BigDecimal.valueOf(named && random.nextInt(3) == 0 ? 1 : -1);
                BigDecimal medfee = whole ? s.medfee() : s.medfee().min(yuan(300));
                BigDecimal fund = whole ? s.fund().abs() : s.fund().abs().min(yuan(100));
                settlements.add(new Settlement(
                        s.id() + "R" + settlements.size(),
                        s.mdtrt(),
                        s.medType(),
                        s.begin(),
                        s.end(),
                        s.time().plusDays(random.nextInt(40)),
                        medfee.multiply(sign),
                        fund.multiply(sign),
                        named && sign.signum() < 0 && random.nextInt(3) == 0 ? null : "1",
                        named ? s.id() : null,
                        maybe(4, "1", "1", "0")));
                addReversalsOfReversals();
            }
        }
    }

    /** The last reversal is taken back itself, whole or in part, once or more often, and so may be what took it back. */
    private void addReversalsOfReversals() {
        while (random.nextInt(3) == 0) {
            Settlement last = settlements.get(settlements.size() - 1);
            Settlement named = random.nextInt(4) > 0 ? last : settlements.get(random.nextInt(settlements.size()));
            boolean whole = random.nextInt(3) > 0;
            BigDecimal medfee =
                    whole ? named.medfee().abs() : yuan(100).min(named.medfee().abs());
            BigDecimal fund =
                    whole ? named.fund().abs() : yuan(50).min(named.fund().abs());
            BigDecimal sign =
                    BigDecimal.valueOf(random.nextInt(4) > 0 ? -named.medfee().signum() : one(1, -1));
            settlements.add(new Settlement(
                    named.id() + "B" + settlements.size(),
                    named.mdtrt(),
                    named.medType(),
                    named.begin(),
                    named.end(),
                    named.time().plusDays(random.nextInt(40)),
                    medfee.multiply(sign),
                    fund.multiply(sign),
                    "1",
                    named.id(),
                    maybe(4, "1", "1", "1", "0")));
        }
    }

    private void addLines() {
        for (int i = random.nextInt(9); i >= 0; i--) {
            Settlement s = settlements.get(random.nextInt(settlements.size()));
            Encounter e = encounters.get(random.nextInt(encounters.size()));
            boolean named = random.nextBoolean();
            int count = random.nextInt(1, 5);
            int price = one(1, 3, 7);
            lines.add(new Line(
                    person + "F" + lines.size(),
                    named ? random.nextInt(12) == 0 ? "UNKNOWN" : s.id() : null,
                    named ? random.nextInt(3) == 0 ? null : s.mdtrt() : e.id(),
                    e.begin().plusDays(random.nextInt(5)).plusHours(random.nextInt(15)),
                    one("A", "B"),
                    count,
                    price,
                    yuan(count * price * 100 + one(0, 0, 0, 1)),
                    maybe(4, yuan(random.nextInt(count * price * 100)), yuan(0), yuan(0)),
                    maybe(2, yuan(33), yuan(9999)),
                    null,
                    maybe(7, "1", "1", "1", "1", "1", "0")));
        }
    }

    private void addRefunds() {
        for (Line line : List.copyOf(lines)) {
            while (random.nextInt(4) == 0) {
                int count = random.nextInt(1, 4);
                Settlement other = settlements.get(random.nextInt(settlements.size()));
                lines.add(new Line(
                        line.id() + "R" + lines.size(),
                        random.nextInt(5) > 1 ? line.setl() : maybe(2, other.id()),
                        line.mdtrt(),
                        line.time().plusDays(random.nextInt(3)),
                        line.item(),
                        -count,
                        line.price(),
                        yuan(-count * line.price() * 100),
                        null,
                        null,
                        maybe(3, line.id(), line.id(), "UNKNOWN"),
                        maybe(5, "1", "1", "1", "0")));
                addRefundsOfRefunds();
            }
        }
    }

    /** The last refund, or any line, is taken back or charged again, mostly beside it. */
    private void addRefundsOfRefunds() {
        while (random.nextInt(3) == 0) {
            Line named = random.nextInt(4) > 0 ? lines.get(lines.size() - 1) : lines.get(random.nextInt(lines.size()));
            int count = (random.nextInt(4) > 0 ? -Integer.signum(named.count()) : 1) * random.nextInt(1, 3);
            lines.add(new Line(
                    named.id() + "B" + lines.size(),
                    random.nextInt(4) > 0
                            ? named.setl()
                            : one(settlements.toArray(Settlement[]::new)).id(),
                    random.nextInt(4) > 0 ? named.mdtrt() : encounters.get(0).id(),
                    named.time().plusDays(random.nextInt(3)),
                    named.item(),
                    count,
                    named.price(),
                    yuan(count * named.price() * 100),
                    null,
                    null,
                    maybe(6, named.id()),
                    maybe(5, "1", "1", "1", "0")));
        }
    }

    /** Around the turn of a month, of a year and a leap day. */
    private LocalDate day() {
        return one(LocalDate.of(2023, 12, 29), LocalDate.of(2024, 2, 27), LocalDate.of(2024, 2, 27))
                .plusDays(random.nextInt(5))
                .plusMonths(monthsLater);
    }

    private static BigDecimal yuan(int fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One of these, or nothing in one of so many cases. */
    @SafeVarargs
    private <T> @Nullable T maybe(int often, T... choices) {
        return random.nextInt(often) == 0 ? null : choices[random.nextInt(choices.length)];
    }
}
