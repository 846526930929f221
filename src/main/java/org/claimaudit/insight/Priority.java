package org.claimaudit.insight;

/**
 * Where to go first: points of an institution between 0 and 100, in tenths of a point. Each part is plain arithmetic that a reader can repeat.
 *
 * @param amount the size of the money at risk, at most 25 points: 0 at 100 yuan, and a quarter more for each further digit, all at a million
 * @param share the money at risk against the fund money received, at most 25 points: one for each per cent
 * @param families in how many families of rules there are violations or suspects, at most 20 points: five for each
 * @param clues clues that few peers have, at most 15 points: five for each rule, less the share of the peers that it points at too
 * @param months earlier months with violations or suspects, at most 15 points: three for each
 */
public record Priority(int amount, int share, int families, int clues, int months) {
    /**
     * Counts the points.
     *
     * @param riskFen money at risk: net and withheld, fen
     * @param fundFen fund money received in the audited months, fen; 0 when not known
     * @param rareClues over the rules with a clue, the sum of the share of peers that they do not point at, in thousandths
     */
    public static Priority of(long riskFen, long fundFen, long families, long rareClues, long earlierMonths) {
        double digits = Math.log10(Math.max(1.0, riskFen / 100.0)) - 2;
        double share = fundFen <= 0 ? 0 : 100.0 * riskFen / fundFen;
        return new Priority(
                tenths(25 * digits / 4, 25),
                tenths(share, 25),
                tenths(5.0 * families, 20),
                tenths(5 * rareClues / 1000.0, 15),
                tenths(3.0 * earlierMonths, 15));
    }

    /** All points, in tenths. */
    public int total() {
        return amount + share + families + clues + months;
    }

    private static int tenths(double points, int most) {
        return (int) Math.round(10 * Math.max(0, Math.min(points, most)));
    }
}
