package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Gb18030Test {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decodesAsJavaDoes(long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder();
        while (text.length() < 50_000) {
            int c = random.nextInt(10) == 0 ? random.nextInt(0x110000) : random.nextInt(0x10000);
            if (c < 0x80 || (Character.isDefined(c) && (c < 0xd800 || c > 0xf8ff))) {
                text.appendCodePoint(c);
            }
        }
        byte[] in = text.toString().getBytes(Gb18030.CHARSET);
        var output = new Gb18030.Output();
        Gb18030.decode(in, 0, in.length, output);
        String expected = new String(in, Gb18030.CHARSET);
        assertThat(new String(output.bytes, 0, output.length, StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void saysWhereTheTextIsDamaged() {
        byte[] in = "张三,李四".getBytes(Gb18030.CHARSET);
        var output = new Gb18030.Output();
        in[3] = ',';
        Gb18030.decode(in, 0, in.length, output);
        assertThat(output.invalidAt).isEqualTo(2);
        Gb18030.decode("张三".getBytes(Gb18030.CHARSET), 0, 3, output);
        assertThat(output.invalidAt).isEqualTo(2);
    }
}
