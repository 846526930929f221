package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void acceptsWhatJavaAccepts(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            var bytes = new byte[1 + random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                // Bytes at the edges of the allowed ranges come often.
                int[] edges = {0xe0, 0xed, 0xf0, 0xf4, 0xc1, 0xc2, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xef, 0xf5};
                int b = random.nextInt(3) == 0 ? random.nextInt(256) : edges[random.nextInt(edges.length)];
                bytes[i] = (byte) (random.nextInt(4) == 0 ? 'a' : b);
            }
            assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0)
                    .as("seed %d, bytes %s", seed, bytes)
                    .isEqualTo(valid(bytes));
        }
    }

    private static boolean valid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
