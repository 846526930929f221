package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.claimaudit.store.parquet.ColumnBuffer;
import org.claimaudit.store.parquet.ParquetType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Running numbers are what keys mostly are; hashes that are alike by chance cost the time that they are to save. */
    @ParameterizedTest
    @CsvSource({"6, 6", "7, 7", "8, 8", "12, 10", "15, 15", "16, 16", "18, 18", "22, 20", "22, 22", "30, 28", "36, 27"})
    void runningNumbersAreUnlike(int length, int lastDigit) {
        var column = new ColumnBuffer(ParquetType.TEXT);
        var file = new KeyHashes();
        for (int i = 0; i < 1_000_000; i++) {
            byte[] digits = String.valueOf(i).getBytes(StandardCharsets.US_ASCII);
            byte[] room = column.room(length);
            Arrays.fill(room, column.at(), column.at() + length, (byte) '0');
            System.arraycopy(digits, 0, room, column.at() + lastDigit - digits.length, digits.length);
            column.text(length);
            file.add(new long[] {column.hash(0)});
        }
        assertThat(KeyHashes.mayRepeat(List.of(file), 1_000_000)).isFalse();
    }

    /** Two dozen months of a call must not fill the heap. */
    @Test
    void ofManyRowsNothingIsKept() {
        long[] million = new SplittableRandom(1).longs(1 << 20).toArray();
        List<KeyHashes> files = List.of(new KeyHashes(), new KeyHashes());
        files.forEach(file -> IntStream.range(0, 8).forEach(i -> file.add(million)));
        KeyHashes.bound(files);
        assertThat(files.get(0))
                .extracting("hashes")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(8);
        files.get(1).add(new long[1]);
        KeyHashes.bound(files);
        for (KeyHashes file : files) {
            assertThat(file)
                    .extracting("hashes")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }
        assertThat(KeyHashes.mayRepeat(files, (1 << 24) + 1)).isTrue();
    }

    @Test
    void rowsWhoseKeysAreNotKnownMayBeAlike() {
        assertThat(KeyHashes.mayRepeat(List.of(new KeyHashes()), 2)).isTrue();
    }
}
