package org.claimaudit.cases;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * What a stratified random sample says about all that it was drawn from, in fen: Σ N·ȳ over the strata, with the two-sided 95 % interval of
 * Student's t at Satterthwaite's degrees of freedom (W. G. Cochran, Sampling Techniques, 5.4). It is no claim on anybody.
 *
 * @param records in the strata
 * @param reviewed of them
 * @param wrong of the reviewed
 * @param found fen that the fund paid wrongly for the reviewed
 * @param interval empty where too few were reviewed, or none was found wrong
 * @param mostWrong where none was found wrong: how many records of all may still be, with 95 % confidence
 */
public record Estimate(
        long records, long reviewed, long wrong, long found, Optional<Interval> interval, Optional<Long> mostWrong) {

    /** Fen: what is paid wrongly in all records, and between what bounds. */
    public record Interval(long total, long low, long high) {}

    /**
     * What was reviewed of one stratum.
     *
     * @param records in it
     * @param fund fen that the fund paid for all of them
     * @param reviewedFund fen that it paid for the reviewed
     * @param wrong fen paid wrongly, one number for each reviewed record
     */
    public record Reviewed(long records, long fund, long reviewedFund, List<Long> wrong) {
        private boolean suffices() {
            return wrong.size() >= Math.min(2, records);
        }

        private long found() {
            return wrong.stream().mapToLong(Long::longValue).sum();
        }

        /** N·ȳ. */
        private BigDecimal total() {
            return number(found()).multiply(number(records)).divide(number(wrong.size()), EXACT);
        }

        /** N(N−n)s²/n; nothing when all were reviewed. */
        private BigDecimal variance() {
            int n = wrong.size();
            if (n == records) {
                return BigDecimal.ZERO;
            }
            BigDecimal squares = wrong.stream()
                    .map(fen -> number(fen).multiply(number(n)).subtract(number(found())))
                    .map(difference -> difference.multiply(difference))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            // The differences are n times too large: s² = squares / n² / (n − 1).
            return squares.divide(number(n).pow(2).multiply(number(n - 1L)), EXACT)
                    .multiply(number(records))
                    .multiply(number(records - n))
                    .divide(number(n), EXACT);
        }
    }

    private static final MathContext EXACT = MathContext.DECIMAL128;

    /** Student's t, two-sided 95 %, for 1 to 30 degrees of freedom; beyond, {@link #LARGE}. */
    private static final String[] STUDENT =
            ("12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110"
                            + " 2.101 2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042")
                    .split(" ");

    /** The value of 31 and more degrees of freedom, on the safe side. */
    private static final String LARGE = STUDENT[STUDENT.length - 1];

    /** −ln 0.05: so many records, each missed with probability e⁻¹, are missed together in one case of twenty. */
    private static final double DOUBT = -Math.log(0.05);

    /** The estimate over some strata. */
    static Estimate of(List<Reviewed> strata) {
        long records = strata.stream().mapToLong(Reviewed::records).sum();
        long reviewed = strata.stream().mapToLong(one -> one.wrong().size()).sum();
        long found = strata.stream().mapToLong(Reviewed::found).sum();
        long wrong = strata.stream()
                .flatMap(one -> one.wrong().stream())
                .filter(fen -> fen > 0)
                .count();
        boolean enough = strata.stream().allMatch(Reviewed::suffices);
        return new Estimate(
                records,
                reviewed,
                wrong,
                found,
                enough && wrong > 0 ? Optional.of(interval(strata, found)) : Optional.empty(),
                enough && wrong == 0 ? Optional.of(mostWrong(strata)) : Optional.empty());
    }

    private static Interval interval(List<Reviewed> strata, long found) {
        BigDecimal total = sum(strata.stream().map(Reviewed::total).toList());
        BigDecimal variance = sum(strata.stream().map(Reviewed::variance).toList());
        BigDecimal margin = variance.signum() == 0
                ? BigDecimal.ZERO
                : variance.sqrt(EXACT).multiply(new BigDecimal(student(strata, variance)));
        // What was found is certain, and no more can be wrong than what was found and all that nobody looked at.
        long most = found
                + strata.stream()
                        .mapToLong(one -> one.fund() - one.reviewedFund())
                        .sum();
        return new Interval(
                fen(total),
                Math.max(found, fen(total.subtract(margin))),
                Math.max(fen(total), Math.min(most, fen(total.add(margin)))));
    }

    private static String student(List<Reviewed> strata, BigDecimal variance) {
        BigDecimal divisor = BigDecimal.ZERO;
        for (Reviewed one : strata) {
            BigDecimal part = one.variance();
            if (part.signum() > 0) {
                divisor = divisor.add(part.pow(2).divide(number(one.wrong().size() - 1L), EXACT));
            }
        }
        int freedom = variance.pow(2)
                .divide(divisor, 0, RoundingMode.DOWN)
                .min(number(31))
                .intValueExact();
        return freedom > STUDENT.length ? LARGE : STUDENT[freedom - 1];
    }

    /** Nobody knows where they hide: at worst all in the stratum that was looked at least. */
    private static long mostWrong(List<Reviewed> strata) {
        double seen = strata.stream()
                .mapToDouble(one -> one.wrong().size() / (double) one.records())
                .min()
                .orElse(1);
        long unseen = strata.stream()
                .mapToLong(one -> one.records() - one.wrong().size())
                .sum();
        return seen >= 1 ? 0 : Math.min(unseen, (long) Math.floor(DOUBT / -Math.log1p(-seen)));
    }

    private static BigDecimal sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    private static long fen(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
