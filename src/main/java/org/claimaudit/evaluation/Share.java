package org.claimaudit.evaluation;

import java.util.Locale;

/**
 * So many of so many, with the 95 % interval of Wilson (1927), which holds for few cases and for shares near 0 and 1 too.
 *
 * @param of how many there are; with 0 the share is not defined
 */
public record Share(long part, long of) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Whether there is anything to take a share of. */
    public boolean isDefined() {
        return of > 0;
    }

    /** 0 to 1. */
    public double value() {
        return (double) part / of;
    }

    /** Lower end of the interval, 0 to 1. */
    public double low() {
        return part == 0 ? 0 : centre() - reach();
    }

    /** Upper end of the interval, 0 to 1. */
    public double high() {
        return part == of ? 1 : centre() + reach();
    }

    /** With four decimals, for programs; empty when it is not defined. */
    public String decimal() {
        return isDefined() ? String.format(Locale.ROOT, "%.4f", value()) : "";
    }

    /** Per cent with its interval, for reading: {@code 98.3 (95.1-99.4)}; empty when it is not defined. */
    public String percent() {
        return isDefined() ? percent(value()) + " (" + percent(low()) + "-" + percent(high()) + ")" : "";
    }

    /** Only what is whole has no decimal. */
    private static String percent(double share) {
        return share == 1 ? "100" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private double centre() {
        return (value() + Z * Z / (2.0 * of)) / (1 + Z * Z / of);
    }

    private double reach() {
        double p = value();
        return Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
    }
}
