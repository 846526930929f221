package org.claimaudit.lab;

import java.util.Comparator;

/** Amounts changed so that they no longer add up: a line, the pooled fund, or the fund's total alone. */
final class Tampering {
    private Tampering() {}

    static void beforeSettlement(Bill bill, Dice dice) {
        if (dice.below(3) != 0) {
            return;
        }
        long more = dice.between(20, 60) * 100L;
        bill.lines.stream().max(Comparator.comparingLong(line -> line.inPolicy)).ifPresent(line -> {
            line.amount += more;
            line.inPolicy += more;
            line.plant(more, line.inPolicy);
        });
    }

    static void afterSettlement(Bill bill, Dice dice) {
        int way = dice.below(3);
        if (way == 0) {
            return;
        }
        bill.taken = dice.between(20, 60) * 100L;
        bill.fundTotal += bill.taken;
        if (way == 1) {
            bill.pool += bill.taken;
        }
    }
}
