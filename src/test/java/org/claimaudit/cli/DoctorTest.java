package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path dir;

    @Test
    void aFitMachineIsFit() {
        Call call = doctor();
        assertThat(call.code()).as(call.out()).isZero();
        assertThat(call.out())
                .contains("DuckDB v", "rules read without fault", "This machine is fit.")
                .doesNotContain("FAIL");
        assertThat(dir.resolve("store")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsSaidWithAdvice() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        Call call = doctor("--out", file.resolve("out").toString());
        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out()).contains("FAIL", "cannot be written");
        call = doctor("--rules", dir.resolve("no-rules").toString());
        assertThat(call.code()).isEqualTo(1);
        assertThat(call.out()).contains("FAIL", "no-rules", "not fit yet");
    }

    @Test
    void aStoreInUseIsNoFault() {
        Path store = dir.resolve("store");
        try (Store held = Store.open(new StoreOptions(store, true, "1GB", 1, false, Duration.ZERO, "night"))) {
            assertThat(held).isNotNull();
            Call call = doctor("-q");
            assertThat(call.code()).isZero();
            assertThat(call.out()).startsWith("warn").contains("command=night").doesNotContain("This machine");
        }
    }

    private Call doctor(String... options) {
        var words = new ArrayList<>(
                List.of("doctor", "--store", dir.resolve("store").toString()));
        words.addAll(List.of("--memory", "1GB"));
        words.addAll(List.of(options));
        return Call.of(words.toArray(String[]::new));
    }
}
