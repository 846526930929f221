package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes of the keys of staged rows: mostly enough to know, before anything is asked of DuckDB, that no two rows have the same key. To tell this
 * of ten million rows takes a quarter of the time that grouping them in DuckDB does.
 */
final class KeyHashes {
    /** Beyond so many rows of a call they would take too much of the heap: 8 bytes a row, and as many again while they are compared. */
    private static final int MOST = 1 << 24;
    /** Parts in which equal hashes are looked for; the hashes of one fit into the processor's cache. */
    private static final int PARTS = 1024;

    private static final int PART_SHIFT = Long.SIZE - 10;

    private final List<long[]> hashes = new ArrayList<>();
    private long rows;

    void add(long[] more) {
        rows += more.length;
        hashes.add(more);
        bound(List.of(this));
    }

    /** Forgets the hashes of all files of a call that together have too many rows; then two of them may be alike. */
    static void bound(List<KeyHashes> files) {
        if (rows(files) > MOST) {
            files.forEach(file -> file.hashes.clear());
        }
    }

    private static long rows(List<KeyHashes> files) {
        long sum = 0;
        for (KeyHashes file : files) {
            sum += file.rows;
        }
        return sum;
    }

    /**
     * Whether two rows of some files may have the same key.
     *
     * @param loaded how many rows the files have; when not all of them are known here, it may be so
     */
    static boolean mayRepeat(List<KeyHashes> files, long loaded) {
        long known = rows(files);
        if (known != loaded || known > MOST) {
            return true;
        }
        int[] ends = new int[PARTS];
        files.forEach(file -> file.hashes.forEach(part -> {
            for (long hash : part) {
                ends[part(hash)]++;
            }
        }));
        int largest = 0;
        int sum = 0;
        int[] next = new int[PARTS];
        for (int i = 0; i < PARTS; i++) {
            largest = Math.max(largest, ends[i]);
            next[i] = sum;
            sum += ends[i];
            ends[i] = sum;
        }
        long[] sorted = new long[sum];
        files.forEach(file -> file.hashes.forEach(part -> {
            for (long hash : part) {
                sorted[next[part(hash)]++] = hash;
            }
        }));
        long[] seen = new long[Math.max(2, Integer.highestOneBit(largest) * 4)];
        for (int i = 0; i < PARTS; i++) {
            if (repeats(sorted, i == 0 ? 0 : ends[i - 1], ends[i], seen)) {
                return true;
            }
        }
        return false;
    }

    private static int part(long hash) {
        return (int) (hash >>> PART_SHIFT);
    }

    /** @param seen a hash table with open addressing, of which at most half is filled; 0 is a free place */
    private static boolean repeats(long[] hashes, int from, int to, long[] seen) {
        Arrays.fill(seen, 0);
        int mask = seen.length - 1;
        for (int i = from; i < to; i++) {
            long hash = hashes[i] == 0 ? 1 : hashes[i];
            int at = (int) hash & mask;
            while (seen[at] != 0) {
                if (seen[at] == hash) {
                    return true;
                }
                at = (at + 1) & mask;
            }
            seen[at] = hash;
        }
        return false;
    }
}
