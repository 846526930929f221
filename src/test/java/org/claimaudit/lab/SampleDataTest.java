package org.claimaudit.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed sample data is what the generator makes: the commands stand in {@code sample-data/README.md}. */
class SampleDataTest {
    private static final Path SAMPLES = Path.of("sample-data");

    @TempDir
    Path folder;

    @Test
    void theCountyIsWhatTheGeneratorMakes() {
        generate(2026, 1, 3000, 30, 990000, false, true);
        assertSameAs("county");
    }

    @Test
    void theCleanMonthIsWhatTheGeneratorMakes() {
        generate(2026, 3, 1500, 24, 8, true, false);
        assertSameAs("clean");
    }

    private void generate(int year, int first, int people, int institutions, long seed, boolean clean, boolean dirty) {
        Generator.generate(new GeneratorOptions(
                folder,
                YearMonth.of(year, first),
                YearMonth.of(year, 3),
                people,
                institutions,
                seed,
                clean,
                new BigDecimal("0.005"),
                Layout.PLATFORM,
                Charset.forName("GB18030"),
                dirty));
    }

    private void assertSameAs(String sample) {
        Path committed = SAMPLES.resolve(sample);
        assertThat(relative(committed)).isEqualTo(relative(folder));
        assertThat(Exports.files(folder))
                .allSatisfy(file -> assertThat(file)
                        .hasSameBinaryContentAs(
                                committed.resolve(folder.relativize(file).toString())));
    }

    private static List<String> relative(Path root) {
        return Exports.files(root).stream()
                .map(file -> root.relativize(file).toString())
                .toList();
    }
}
