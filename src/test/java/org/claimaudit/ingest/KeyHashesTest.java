package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashesTest {
    /** From so many values, 0 among them, that about every second draw holds one twice. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000, 20_000})
    void findsEqualHashesWhereverTheyStand(int rows) {
        var random = new SplittableRandom(rows);
        int twice = 0;
        for (int round = 0; round < 40; round++) {
            List<KeyHashes> files = List.of(new KeyHashes(), new KeyHashes(), new KeyHashes());
            var all = new ArrayList<Long>();
            while (all.size() < rows) {
                long[] part = LongStream.range(0, Math.min(rows - all.size(), 1 + random.nextInt(500)))
                        .map(i -> random.nextLong((long) rows * rows) * 0x9e3779b97f4a7c15L)
                        .toArray();
                files.get(random.nextInt(3)).add(part);
                LongStream.of(part).forEach(all::add);
            }
            boolean repeats = all.stream().distinct().count() < rows;
            assertThat(KeyHashes.mayRepeat(files, rows)).isEqualTo(repeats);
            twice += repeats ? 1 : 0;
        }
        assertThat(twice).isBetween(rows == 1 ? 0 : 5, 35);
    }

    @Test
    void manyUnlikeHashesAreUnlike() {
        var file = new KeyHashes();
        file.add(new SplittableRandom(1).longs(1_000_000).distinct().toArray());
        assertThat(KeyHashes.mayRepeat(List.of(file), 1_000_000)).isFalse();
        file.add(new long[] {new SplittableRandom(1).nextLong()});
        assertThat(KeyHashes.mayRepeat(List.of(file), 1_000_001)).isTrue();
    }

    @Test
    void rowsWhoseKeysAreNotKnownMayBeAlike() {
        assertThat(KeyHashes.mayRepeat(List.of(new KeyHashes()), 2)).isTrue();
    }
}
