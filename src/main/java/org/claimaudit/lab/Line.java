package org.claimaudit.lab;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One fee line. Price in ten-thousandths of a yuan, money in fen. */
final class Line {
    final Item item;
    final LocalDateTime time;
    final int count;
    final long price;
    final long covered;
    String number = "";
    String order = "";
    boolean takenHome;
    /** Days for which a drug that is taken home lasts; 0 for anything else. */
    int days;

    @Nullable
    Line refundOf;

    long amount;
    long ownPay;
    long overLimit;
    long prePay;
    long inPolicy;
    /** The fund's money in this line, once the bill is settled. */
    long fund;
    /** The part of the line that a behaviour has put there: {@code planted / plantedOf}; nothing if 0 / 0. */
    long planted;

    long plantedOf;

    /** @param covered the part of the price that the fund looks at */
    Line(Item item, LocalDateTime time, int count, long price, long covered) {
        this.item = item;
        this.time = time;
        this.count = count;
        this.price = price;
        this.covered = covered;
        amount = fen(price * count);
        ownPay = item.grade().equals("03") ? amount : 0;
        overLimit = amount - ownPay - (ownPay == 0 ? fen(covered * count) : 0);
        long rest = amount - ownPay - overLimit;
        prePay = item.grade().equals("02") ? Tariff.percent(rest, 10) : 0;
        inPolicy = rest - prePay;
    }

    Line order(String number) {
        order = number;
        return this;
    }

    /** This line is the behaviour's work, or {@code part / whole} of it is. */
    Line plant(long part, long whole) {
        planted = part;
        plantedOf = whole;
        return this;
    }

    boolean isPlanted() {
        return plantedOf != 0;
    }

    /** The fund's money that the behaviour took with this line. */
    long taken() {
        return plantedOf == 0 ? 0 : Math.floorDiv(2 * fund * planted + plantedOf, 2 * plantedOf);
    }

    /** The same line entered again. */
    Line copy() {
        var copy = new Line(item, time, count, price, covered);
        copy.order = order;
        copy.takenHome = takenHome;
        copy.days = days;
        return copy;
    }

    /** The line given back on a later day. */
    Line refund(LocalDateTime when) {
        var refund = new Line(item, when, -count, price, covered);
        refund.order = order;
        refund.refundOf = this;
        refund.days = days;
        return refund;
    }

    /** Half-up, away from zero, so that a refund takes back exactly what was charged. */
    private static long fen(long tenThousandths) {
        long half = Math.abs(tenThousandths) + 50;
        return Long.signum(tenThousandths) * (half / 100);
    }
}
