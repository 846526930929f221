package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One settlement and its lines. Money in fen. */
final class Bill {
    final String id;
    final LocalDateTime settledAt;
    final List<Line> lines;

    @Nullable
    Bill reversalOf;

    /** Taken back as a whole, or the taking back itself: nothing of it stands. */
    boolean cancelled;

    long total;
    long ownPay;
    long overLimit;
    long prePay;
    long inPolicy;
    long deductible;
    int rate;
    long pool;
    long civilServants;
    long seriousIllness;
    long assistance;
    long fundTotal;
    long personPays;
    long account;
    long cash;
    /** The fund's money that a behaviour took with the settlement as such, not with one of its lines. */
    long taken;

    Bill(String id, LocalDateTime settledAt, List<Line> lines) {
        this.id = id;
        this.settledAt = settledAt;
        this.lines = new ArrayList<>(lines);
    }

    long sum(ToLongFunction<Line> amount) {
        return lines.stream().mapToLong(amount).sum();
    }

    void addUp() {
        total = sum(line -> line.amount);
        ownPay = sum(line -> line.ownPay);
        overLimit = sum(line -> line.overLimit);
        prePay = sum(line -> line.prePay);
        inPolicy = sum(line -> line.inPolicy);
    }

    /** Once the fund's payments are known: who pays the rest, and how much of the fund's money each line carries. */
    void close(boolean fromAccount) {
        fundTotal = pool + civilServants + seriousIllness + assistance;
        personPays = total - fundTotal;
        account = fromAccount ? personPays : 0;
        cash = personPays - account;
        share();
    }

    /** Spreads the fund's money over the lines by their in-policy amounts; the odd fen go to the largest remainders. */
    private void share() {
        if (inPolicy <= 0) {
            return;
        }
        long left = fundTotal;
        for (Line line : lines) {
            line.fund = Math.floorDiv(fundTotal * line.inPolicy, inPolicy);
            left -= line.fund;
        }
        List<Line> byRemainder = lines.stream()
                .sorted(Comparator.comparingLong((Line line) -> -Math.floorMod(fundTotal * line.inPolicy, inPolicy)))
                .toList();
        for (int i = 0; i < left; i++) {
            byRemainder.get(i).fund++;
        }
    }

    /** The bill taken back in full: every amount negative. */
    Bill reversal(String reversalId, LocalDateTime when, List<Line> refunds) {
        var back = new Bill(reversalId, when, refunds);
        back.reversalOf = this;
        back.cancelled = true;
        cancelled = true;
        back.total = -total;
        back.ownPay = -ownPay;
        back.overLimit = -overLimit;
        back.prePay = -prePay;
        back.inPolicy = -inPolicy;
        back.deductible = -deductible;
        back.rate = rate;
        back.pool = -pool;
        back.civilServants = -civilServants;
        back.seriousIllness = -seriousIllness;
        back.assistance = -assistance;
        back.fundTotal = -fundTotal;
        back.personPays = -personPays;
        back.account = -account;
        back.cash = -cash;
        return back;
    }
}
