package org.claimaudit.recovery;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Parts of an amount in proportion to weights, to the fen: by largest remainder, the first of equal ones. */
final class Shares {
    private Shares() {}

    /** The parts, which add up to {@code fen}; none is above its weight when {@code fen} is not above their sum. */
    static long[] of(long fen, long[] weights) {
        BigInteger sum = BigInteger.ZERO;
        for (long weight : weights) {
            sum = sum.add(BigInteger.valueOf(weight));
        }
        var parts = new long[weights.length];
        if (sum.signum() == 0) {
            return parts;
        }
        var remainders = new BigInteger[weights.length];
        long rest = fen;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] quotient = BigInteger.valueOf(fen)
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(sum);
            parts[i] = quotient[0].longValueExact();
            remainders[i] = quotient[1];
            rest -= parts[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(rest)
                .forEach(i -> parts[i]++);
        return parts;
    }
}
