package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that facts and rules share. */
class MacrosTest {
    private static final Store STORE = Store.openMemory(true);

    @BeforeAll
    static void define() {
        STORE.db().script(Macros.read(Path.of("rules", "macros.sql")));
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "null",
            value = {
                "days_between(DATE '2024-02-28', DATE '2024-03-01') | 2 | INTEGER",
                "days_between(TIMESTAMP '2025-12-31 23:59:00', TIMESTAMP '2026-01-01 00:01:00') | 1 | INTEGER",
                "days_between(DATE '2024-03-01', DATE '2024-02-28') | -2 | INTEGER",
                "minutes_between(TIMESTAMP '2026-03-01 10:00:30', TIMESTAMP '2026-03-01 10:10:29') | 9 | BIGINT",
                "plus_days(DATE '2024-02-28', 2) | 2024-03-01 | DATE",
                "len(day_series(DATE '2024-02-28', DATE '2024-03-01')) | 2 | BIGINT",
                "len(day_series(DATE '2024-02-28', DATE '2024-02-28')) | 0 | BIGINT",
                "month_after('2025-12') | 2026-01 | VARCHAR",
                "month_begin('2024-02') | 2024-02-01 | DATE",
                "month_of(TIMESTAMP '2024-02-29 23:59:59') | 2024-02 | VARCHAR",
                "in_region('990000', '990001') | true | BOOLEAN",
                "in_region('990000', '980001') | false | BOOLEAN",
                "in_region('990000', NULL) | false | BOOLEAN",
                "in_region('', NULL) | true | BOOLEAN",
                "in_region(NULL, '1') | true | BOOLEAN",
                "in_region('990001', '990001') | true | BOOLEAN",
                "in_force(DATE '2026-03-01', DATE '2026-03-31', TIMESTAMP '2026-03-31 23:00:00') | true | BOOLEAN",
                "in_force(DATE '2026-03-01', NULL, DATE '2026-02-28') | false | BOOLEAN",
                "in_force(NULL, DATE '2026-03-31', DATE '2026-04-01') | false | BOOLEAN",
                "has_trait('per_diem,psychiatric', 'psychiatric') | true | BOOLEAN",
                "has_trait('per_diem,psychiatric', 'diem') | false | BOOLEAN",
                "has_trait(NULL, 'chemo') | false | BOOLEAN",
                "is_valid(NULL) | true | BOOLEAN",
                "is_valid('01') | true | BOOLEAN",
                "is_valid('0') | false | BOOLEAN",
                "is_yes(NULL) | false | BOOLEAN",
                "is_yes('001') | true | BOOLEAN",
                "is_yes('000') | false | BOOLEAN",
                "fen(12.34::DECIMAL(18,2)) | 1234 | HUGEINT",
                "yuan(-1) | -0.01 | DECIMAL(18,2)",
                "money_part(100.00::DECIMAL(18,2), 1, 3) | 33.33 | DECIMAL(18,2)",
                "money_part(0.05::DECIMAL(18,2), 1, 2) | 0.03 | DECIMAL(18,2)",
                "money_part(-0.05::DECIMAL(18,2), 1, 2) | -0.03 | DECIMAL(18,2)",
                "money_part(180.00::DECIMAL(18,2), 20.5::DECIMAL(18,6), 180) | 20.50 | DECIMAL(18,2)",
                "money_part(9999999999.99::DECIMAL(18,2), 99999.999999, 99999.999999) | 9999999999.99 | DECIMAL(18,2)",
                "money_part(1.00::DECIMAL(18,2), 1, 0) | null | DECIMAL(18,2)",
                "at_rate(333.33::DECIMAL(18,2), 0.60) | 200.00 | DECIMAL(18,2)",
                "at_rate(333.34::DECIMAL(18,2), 0.60) | 200.00 | DECIMAL(18,2)",
                "at_rate(0.05::DECIMAL(18,2), 0.5) | 0.03 | DECIMAL(18,2)",
                "ratio(40.00::DECIMAL(18,2), 90.00::DECIMAL(18,2)) | 0.4444 | DECIMAL(14,4)",
                "ratio(2, 3) | 0.6667 | DECIMAL(14,4)",
                "ratio(1, 0) | null | DECIMAL(14,4)",
                "village_name('青禾县柳湾镇李村村民委员会') | 李村 | VARCHAR",
                "village_name('开发区青坝村委会') | 青坝村 | VARCHAR",
                "village_name('李村社区卫生服务站') | 李村社区卫生服务站 | VARCHAR",
                "town_name('青禾县柳湾镇李村卫生室') | 柳湾镇 | VARCHAR",
                "is_area_of('9900011', '石泉镇李村', 'H1', '柳湾镇李村卫生室', 'village', '990001') | false | BOOLEAN",
                "is_area_of('9900011', '李村', 'H1', '柳湾镇李村第二卫生室', 'village', '990001') | true | BOOLEAN",
                "is_area_of('9900011', '李村', 'H1', '李村头村卫生室', 'village', '990001') | false | BOOLEAN",
                "is_area_of('9900021', '李村', 'H1', '李村卫生室', 'village', '990001') | false | BOOLEAN",
                "round(robust_z(40, 10, 2, 3), 4) | 10.1175 | DOUBLE",
                "round(robust_z(40, 10, 0, 3), 4) | 7.9789 | DOUBLE",
                "robust_z(40, 10, 0, 0) | null | DOUBLE",
            })
    void means(String expression, String value, String type) {
        String sql = "SELECT CAST(v AS VARCHAR) AS v, typeof(v) AS t FROM (SELECT " + expression + " AS v)";
        assertThat(STORE.db().list(sql, row -> row.text("v") + " " + row.str("t")))
                .containsExactly(value + " " + type);
    }
}
