package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.claimaudit.cases.Estimate.Interval;
import org.claimaudit.cases.Estimate.Reviewed;
import org.junit.jupiter.api.Test;

/** What a sample says of the whole, by hand and against populations that are known whole. */
class EstimateTest {
    @Test
    void byHand() {
        // Stratum 1: N=10, n=4, y = 0,0,6,2: mean 2, s²=(4+4+16+0)/3=8, total 20, variance 10·6·8/4=120.
        // Stratum 2: N=3, all reviewed: 9, no variance. So 29 ± t(3)·√120 = 29 ± 3.182·10.954 = 29 ± 34.9.
        var estimate = Estimate.of(List.of(
                new Reviewed(10, 500, 200, List.of(0L, 0L, 6L, 2L)), new Reviewed(3, 90, 90, List.of(4L, 5L, 0L))));
        assertThat(estimate.records()).isEqualTo(13);
        assertThat(estimate.reviewed()).isEqualTo(7);
        assertThat(estimate.wrong()).isEqualTo(4);
        assertThat(estimate.found()).isEqualTo(17);
        assertThat(estimate.interval()).contains(new Interval(29, 17, 64));
        assertThat(estimate.mostWrong()).isEmpty();
    }

    @Test
    void moreThanTheFundPaidIsNoUpperBound() {
        assertThat(Estimate.of(List.of(new Reviewed(10, 30, 12, List.of(0L, 0L, 6L, 2L))))
                        .interval())
                .contains(new Interval(20, 8, 26));
    }

    @Test
    void tooFewReviewedOfOneClassAreNoEstimate() {
        var estimate =
                Estimate.of(List.of(new Reviewed(10, 500, 200, List.of(0L, 6L)), new Reviewed(5, 90, 30, List.of(4L))));
        assertThat(estimate.found()).isEqualTo(10);
        assertThat(estimate.interval()).isEmpty();
        assertThat(estimate.mostWrong()).isEmpty();
    }

    @Test
    void noneWrongBoundsTheirNumber() {
        // 59 of 1000 seen: 1 − 0.059 to the power of 49 is 0.051, of 50 below 0.05 (and the bound is on the safe side).
        var clean = Collections.nCopies(59, 0L);
        assertThat(Estimate.of(List.of(new Reviewed(1000, 100_000, 5_900, clean)))
                        .mostWrong())
                .contains(49L);
        assertThat(Estimate.of(List.of(new Reviewed(2, 100, 100, List.of(0L, 0L))))
                        .mostWrong())
                .contains(0L);
        // The class that was looked at least decides, and no more can be wrong than nobody looked at.
        assertThat(Estimate.of(List.of(
                                new Reviewed(1000, 100_000, 5_900, clean), new Reviewed(8, 100, 25, List.of(0L, 0L))))
                        .mostWrong())
                .contains(49L);
        assertThat(Estimate.of(List.of(new Reviewed(8, 100, 25, List.of(0L, 0L))))
                        .mostWrong())
                .contains(6L);
    }

    /** Two thousand samples of a county whose errors are known: the interval holds the truth nearly as often as it says. */
    @Test
    void theIntervalHoldsTheTruth() {
        var random = new Random(20260331);
        List<List<Long>> strata = new ArrayList<>();
        long truth = 0;
        for (int records : List.of(400, 150, 40)) {
            var wrong = new ArrayList<Long>();
            for (int i = 0; i < records; i++) {
                wrong.add(random.nextInt(4) == 0 ? 1000L + random.nextInt(200_000 / records) : 0L);
            }
            truth += wrong.stream().mapToLong(Long::longValue).sum();
            strata.add(wrong);
        }
        int samples = 2000;
        int held = 0;
        long sum = 0;
        for (int i = 0; i < samples; i++) {
            var reviewed = new ArrayList<Reviewed>();
            for (List<Long> stratum : strata) {
                var shuffled = new ArrayList<>(stratum);
                Collections.shuffle(shuffled, random);
                reviewed.add(new Reviewed(stratum.size(), 100_000_000, 0, List.copyOf(shuffled.subList(0, 30))));
            }
            Interval interval = Estimate.of(reviewed).interval().orElseThrow();
            sum += interval.total();
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(held).isBetween(samples * 92 / 100, samples * 98 / 100);
        assertThat(sum / samples).isBetween(truth * 98 / 100, truth * 102 / 100);
    }
}
