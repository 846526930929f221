package org.claimaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    @TempDir
    Path dir;

    @Test
    void keepsWhatWasCommittedAndNothingElse() {
        try (Store store = open(true)) {
            store.db().execute("CREATE TABLE t (x INTEGER)");
            store.db().execute("INSERT INTO t VALUES (?)", 1);
            assertThatThrownBy(() -> store.db().transaction(() -> {
                        store.db().execute("INSERT INTO t VALUES (2)");
                        store.db().execute("SELECT no_such_column FROM t");
                    }))
                    .isInstanceOf(DbException.class)
                    .hasMessageContaining("no_such_column");
        }
        try (Store store = open(false)) {
            assertThat(store.db().list("SELECT x FROM t", row -> row.whole("x")))
                    .containsExactly(1L);
        }
    }

    @Test
    void variablesKeepTheirTypes() {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            db.variable("amount", new BigDecimal("12.30"));
            db.variable("day", LocalDate.of(2024, 2, 29));
            db.variable("codes", List.of("11", "it's"));
            String types = db.first(
                            "SELECT typeof(getvariable('amount')) || ' ' || typeof(getvariable('day')) || ' ' || typeof(getvariable('codes')) AS t",
                            row -> row.str("t"))
                    .orElseThrow();
            assertThat(types).startsWith("DECIMAL(").endsWith(" DATE VARCHAR[]");
            assertThat(db.count("SELECT len(getvariable('codes'))")).isEqualTo(2);
            db.dropVariable("day");
            assertThat(db.count("SELECT count(getvariable('day'))")).isZero();
        }
    }

    @Test
    void sandboxSeesNothingButTheDatabase() throws Exception {
        Path secret = Files.writeString(dir.resolve("secret.csv"), "a\n1\n");
        try (Store store = open(true)) {
            assertThat(store.db().count("SELECT count(*) FROM read_csv('" + secret + "')"))
                    .isEqualTo(1);
            store.sandbox();
            assertThatThrownBy(() -> store.db().count("SELECT count(*) FROM read_csv('" + secret + "')"))
                    .isInstanceOf(DbException.class);
            assertThatThrownBy(() -> store.db().script("SET enable_external_access = true"))
                    .isInstanceOf(DbException.class);
            store.unsandbox();
            assertThat(store.db().count("SELECT count(*) FROM read_csv('" + secret + "')"))
                    .isEqualTo(1);
        }
    }

    @Test
    void secondOpenerIsToldWhoHoldsTheLock() {
        try (Store first = open(true)) {
            assertThat(first.db().count("SELECT 1")).isEqualTo(1);
            UserError error =
                    catchThrowableOfType(UserError.class, () -> open(true).close());
            assertThat(error.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(error.what())
                    .contains("pid=" + ProcessHandle.current().pid())
                    .contains("user=")
                    .contains("host=")
                    .contains("start=");
        }
        open(true).close();
    }

    @Test
    void missingStoreIsNotMade() {
        UserError error = catchThrowableOfType(UserError.class, () -> open(false));
        assertThat(error.exitCode()).isEqualTo(ExitCode.MISSING.code());
        assertThat(dir.resolve("store")).doesNotExist();
    }

    @Test
    void slowStatementIsStopped() {
        try (Store store = Store.openMemory(false)) {
            store.db().timeout(Duration.ofSeconds(1));
            assertThatThrownBy(
                            () -> store.db()
                                    .count(
                                            "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7"))
                    .isInstanceOf(QueryTimeout.class);
            assertThat(store.db().count("SELECT 3")).isEqualTo(3);
        }
    }

    @Test
    void filesAreForTheirOwnerOnly() throws Exception {
        open(true).close();
        assertThat(Files.getPosixFilePermissions(dir.resolve("store"))).hasSize(3);
        assertThat(Files.getPosixFilePermissions(dir.resolve("store/claimaudit.duckdb")))
                .hasSize(2);
    }

    private Store open(boolean create) {
        return Store.open(new StoreOptions(dir.resolve("store"), create, "1GB", 2, false, Duration.ZERO, "test"));
    }
}
