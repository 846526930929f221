package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void everyKeyRequirementAndFallbackNamesAColumn() {
        var faults = new ArrayList<String>();
        for (TableDef table : Tables.all()) {
            var named = new ArrayList<>(table.key());
            table.required().forEach(named::addAll);
            table.columns().forEach(c -> {
                if (c.fallback() != null) {
                    named.add(c.fallback());
                }
            });
            named.stream().filter(c -> !table.has(c)).forEach(c -> faults.add(table.name() + "." + c));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aHeaderNameMeansOneColumnOfATable() {
        var faults = new ArrayList<String>();
        for (TableDef table : Tables.all()) {
            var seen = new HashSet<String>();
            for (ColumnDef column : table.columns()) {
                var names = new ArrayList<>(List.of(column.name(), column.zh()));
                names.addAll(column.names());
                names.stream()
                        .filter(n -> !seen.add(HeaderNames.normalise(n)))
                        .forEach(n -> faults.add(table.name() + "." + column.name() + ": " + n));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void otherTablesOfThePlatformAreNotTakenForOurs() {
        for (String header : List.of(
                "psn_setl_cum_sn,insutype,year,cum_ym,psn_no,psn_insu_rlts_id,insu_admdvs,cum_type_code,cum,vali_flag,updt_time",
                "rx_id,rxno,mdtrt_id,setl_id,psn_no,psn_name,age,fixmedins_code,prsc_date,bilg_dr_code,bilg_dr_name,vali_flag",
                "mdtrt_id,psn_no,fixmedins_code,med_type,begntime,endtime,inhosp_stas,ipt_otp_no,out_flag,vali_flag")) {
            assertThat(Recognition.best(List.of(header.split(",")))
                            .map(r -> r.table().name()))
                    .as(header)
                    .isEmpty();
        }
        assertThat(Recognition.best(List.of("psn_no", "psn_insu_rlts_id", "insutype", "psn_insu_stas")))
                .hasValueSatisfying(r -> assertThat(r.table().name()).isEqualTo("insurance"));
    }

    @Test
    void allTablesExistAndAColumnThatIsNewIsAdded() {
        try (Store store = Store.openMemory(false)) {
            Tables.create(store.db());
            store.db().script("ALTER TABLE data.settlement DROP COLUMN certno");
            Tables.create(store.db());
            Tables.create(store.db());
            assertThat(store.db().count("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'data'"))
                    .isEqualTo(Tables.all().size());
            assertThat(store.db().count("SELECT count(certno) FROM data.settlement"))
                    .isZero();
        }
    }

    @Test
    void aKeyOfSeveralColumnsIsJoined() {
        try (Store store = Store.openMemory(false)) {
            Tables.create(store.db());
            store.db()
                    .execute("INSERT INTO data.price_limit (hilist_code, valid_from, file_id, source_line)"
                            + " VALUES ('X1', DATE '2024-02-29', 1, 2)");
            String sql = "SELECT " + Tables.get("price_limit").rowIdSql() + " AS id FROM data.price_limit";
            assertThat(store.db().list(sql, row -> row.str("id"))).containsExactly("X1||2024-02-29|");
        }
    }
}
