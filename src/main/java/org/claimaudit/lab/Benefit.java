package org.claimaudit.lab;

import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;

/** What the fund pays of a bill, by the county's policy. */
final class Benefit {
    private static final int TOO_HIGH = 95;
    static final long SERIOUS_ILLNESS_FROM = 600_000;

    private final Tariff tariff;

    Benefit(Tariff tariff) {
        this.tariff = tariff;
    }

    static String medType(Episode episode) {
        if (episode.isStay()) {
            return switch (episode.diagnosis.setting()) {
                case "psychiatric" -> "9934";
                case "rehabilitation" -> "990802";
                default -> "21";
            };
        }
        if (episode.kind == Kind.PURCHASE) {
            return "41";
        }
        return episode.has(Trait.EMERGENCY) ? "13" : episode.has(Trait.CHRONIC) ? "140104" : "11";
    }

    void settle(Bill bill, Episode episode, Person person) {
        bill.addUp();
        if (episode.isStay()) {
            stay(bill, episode, person);
        } else if (episode.kind == Kind.VISIT) {
            visit(bill, episode);
        }
        boolean fromAccount = !episode.isStay() && person.employee();
        bill.close(fromAccount);
    }

    private void visit(Bill bill, Episode episode) {
        String level = episode.at.level();
        boolean chronic = episode.has(Trait.CHRONIC);
        long payable = chronic ? bill.inPolicy : Math.min(bill.inPolicy, tariff.visitLimit(level));
        bill.rate = chronic ? tariff.chronicRate() : tariff.outpatientRate(level);
        bill.pool = Tariff.percent(payable, bill.rate);
        if (episode.is(Behaviour.BILL_CHRONIC_WITHOUT_FILING)) {
            long common = Math.min(bill.inPolicy, tariff.visitLimit(level));
            bill.taken = bill.pool - Tariff.percent(common, tariff.outpatientRate(level));
        }
        if (episode.is(Behaviour.PAY_ABOVE_RATE)) {
            bill.taken = Tariff.percent(payable, TOO_HIGH) - bill.pool;
            bill.rate = TOO_HIGH;
            bill.pool += bill.taken;
        }
    }

    private void stay(Bill bill, Episode episode, Person person) {
        String level = episode.at.level();
        bill.deductible = Math.min(bill.inPolicy, Tariff.deductible(level));
        bill.rate = tariff.inpatientRate(level, person.employee());
        bill.pool = Tariff.percent(bill.inPolicy - bill.deductible, bill.rate);
        if (episode.is(Behaviour.WAIVE_DEDUCTIBLE)) {
            bill.deductible = 0;
            bill.taken = Tariff.percent(bill.inPolicy, bill.rate) - bill.pool;
            bill.pool += bill.taken;
        }
        long left = bill.inPolicy - bill.pool;
        if (person.civilServant()) {
            bill.civilServants = Tariff.percent(left, 50);
        } else if (!person.employee() && left > SERIOUS_ILLNESS_FROM) {
            bill.seriousIllness = Tariff.percent(left - SERIOUS_ILLNESS_FROM, 60);
        }
        if (person.helped()) {
            bill.assistance = Tariff.percent(left - bill.seriousIllness, 70);
        }
    }
}
