package org.claimaudit.lab;

import java.util.List;

/**
 * A seeded source of chance whose numbers never change between Java versions: the same options must give the same
 * bytes for as long as the sample data is kept. (SplitMix64.)
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice that depend on the seed and the keys alone, so that one person's fate does not depend on another's. */
    static Dice of(long seed, long... keys) {
        long state = mix(seed + GOLDEN);
        for (long key : keys) {
            state = mix(state ^ mix(key * GOLDEN + 1));
        }
        return new Dice(state);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number from 0 up to and without {@code bound}. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean chance(double probability) {
        return (next() >>> 11) * 0x1p-53 < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
