package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataIngestTest {
    private static final Path SAMPLES = Path.of("sample-data");

    @TempDir
    Path folder;

    @Test
    void theDirtyCountyIsLoadedButForAFewRowsAndItsTruthIsNoTable() throws Exception {
        try (var fixture = new IngestFixture(folder)) {
            IngestResult result = fixture.load(SAMPLES.resolve("county"));
            assertThat(result.skipped()).singleElement().asString().contains("truth.csv");
            assertThat(result.files()).hasSize(24).allSatisfy(file -> {
                assertThat(file.rowsRead()).isEqualTo(file.rowsLoaded() + file.rowsDuplicate() + file.rowsRejected());
                assertThat(file.missingShare()).isLessThan(0.01);
            });
            assertThat(result.files().stream()
                            .mapToLong(InputFile::rowsRejected)
                            .sum())
                    .isPositive();
            assertThat(result.files().stream()
                            .mapToLong(InputFile::rowsDuplicate)
                            .sum())
                    .isPositive();
        }
    }

    @Test
    void theCleanMonthIsLoadedWhole() throws Exception {
        try (var fixture = new IngestFixture(folder)) {
            IngestResult result = fixture.load(SAMPLES.resolve("clean"));
            assertThat(result.skipped()).singleElement().asString().contains("truth.csv");
            assertThat(result.files())
                    .hasSize(18)
                    .allSatisfy(file -> assertThat(file.rowsLoaded()).isEqualTo(file.rowsRead()));
        }
    }
}
