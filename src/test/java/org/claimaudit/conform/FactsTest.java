package org.claimaudit.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How facts are kept, what rules see of them, and what becomes of faulty files. */
class FactsTest {
    @TempDir
    Path folder;

    private List<Path> regions = List.of();
    private final Store store = Store.openMemory(true);
    private final Db db = store.db();

    @BeforeEach
    void settlements() {
        Tables.create(db);
        for (String month : List.of("2025-12", "2026-01", "2026-02", "2026-03")) {
            FactTables.insert(
                    db,
                    "settlement",
                    1,
                    List.of(Map.of(
                            "setl_id", "S" + month,
                            "psn_no", "P1",
                            "fixmedins_code", "H1",
                            "med_type", "11",
                            "begndate", month + "-01",
                            "setl_time", month + "-28 23:59:59",
                            "medfee_sumamt", "10.00",
                            "hifp_pay", "6.00")));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingIsBuiltTwice() {
        FactSet shipped = FactTables.shipped();
        assertThat(Facts.refresh(db, shipped).months()).contains("2025-12", "2026-03");
        db.script("CREATE TEMP TABLE before AS SELECT rowid AS r, * FROM fact.visit");
        assertThat(Facts.refresh(db, shipped).months()).isEmpty();
        assertThat(db.count("SELECT count(*) FROM before JOIN fact.visit v ON v.rowid = before.r"))
                .isEqualTo(4);
    }

    @Test
    void factsSeeTheNationalValuesOfARegionsOwn() throws IOException {
        db.script(
                "UPDATE data.settlement SET hosp_lv = '11' WHERE setl_id = 'S2026-03'; UPDATE data.settlement SET med_type = '9903'");
        fact("level", "", "SELECT month_of(setl_time) AS month, setl_id, hosp_lv, med_type FROM settlement");
        Path national = Path.of("rules/regions/national.csv");
        regions = List.of(national);
        Facts.refresh(db, set());
        List<String> columns = List.of("hosp_lv", "med_type");
        assertThat(FactTables.rows(db, "level", columns)).contains(List.of("11", "9903"), List.of("null", "9903"));

        // the most local file counts, and a change of region builds everything anew
        Path county = Files.writeString(
                folder.resolve("320999.csv"), "code_list,code,national_code\nmed_type,9903,11\ninsutype,1,310\n");
        regions = List.of(county, Path.of("rules/regions/320000.csv"), national);
        Facts.refresh(db, set());
        assertThat(FactTables.rows(db, "level", columns)).contains(List.of("08", "11"), List.of("null", "11"));
        assertThat(db.count("SELECT count(*) FROM data.settlement WHERE hosp_lv = '11' AND med_type = '9903'"))
                .isEqualTo(1);
    }

    @Test
    void onlyTheDirtyMonthIsBuilt() {
        FactSet shipped = FactTables.shipped();
        Facts.refresh(db, shipped);
        db.script("UPDATE fact.visit SET fund = -1; INSERT INTO ledger.dirty_month VALUES ('2026-02')");
        Facts.refresh(db, shipped);
        assertThat(FactTables.rows(db, "visit", List.of("month", "fund")))
                .containsExactly(
                        List.of("2025-12", "-1.00"),
                        List.of("2026-01", "-1.00"),
                        List.of("2026-02", "6.00"),
                        List.of("2026-03", "-1.00"));
        assertThat(db.count("SELECT count(*) FROM ledger.dirty_month")).isZero();
    }

    @Test
    void aTableWithoutMonthsBuildsOnlyTheFactsThatReadIt() {
        FactSet shipped = FactTables.shipped();
        Facts.refresh(db, shipped);
        db.script(
                "UPDATE fact.valid_settlement SET fund = -1; INSERT INTO ledger.dirty_month VALUES ('*death_registry')");
        FactTables.insert(db, "death_registry", 2, List.of(Map.of("cert_no", "C1", "die_date", "2026-03-01")));
        Facts.refresh(db, shipped);
        assertThat(db.count("SELECT count(*) FROM fact.death")).isEqualTo(1);
        assertThat(db.count("SELECT count(*) FROM fact.valid_settlement WHERE fund = -1"))
                .isEqualTo(4);

        db.script("INSERT INTO ledger.dirty_month VALUES ('*institution')");
        Facts.refresh(db, shipped);
        assertThat(db.count("SELECT count(*) FROM fact.valid_settlement WHERE fund = -1"))
                .isZero();
    }

    @Test
    void aFactWhoseTextChangedIsBuiltWholeWithThoseThatDependOnIt() throws IOException {
        fact("base", "", "SELECT month_of(setl_time) AS month, setl_id FROM settlement");
        fact("above", "depends: [base]", "SELECT month, setl_id FROM base");
        fact("beside", "", "SELECT month_of(setl_time) AS month, setl_id FROM settlement");
        Facts.refresh(db, set());
        db.script("DELETE FROM fact.base; DELETE FROM fact.above; DELETE FROM fact.beside");
        fact("base", "", "SELECT month_of(setl_time) AS month, setl_id, 1 AS more FROM settlement");
        Facts.refresh(db, set());
        assertThat(db.count("SELECT sum(more) FROM fact.base")).isEqualTo(4);
        assertThat(db.count("SELECT count(*) FROM fact.above")).isEqualTo(4);
        assertThat(db.count("SELECT count(*) FROM fact.beside")).isZero();
    }

    @Test
    void whatAFactDecidesBuildsItsDependentsAnew() throws IOException {
        fact("rate", "decides: [high]", "SELECT max(medfee_sumamt) > 50 AS high, count(*) AS n FROM settlement");
        fact("above", "depends: [rate]", "SELECT month_of(setl_time) AS month, high FROM settlement CROSS JOIN rate");
        Facts.refresh(db, set());
        db.script("DELETE FROM fact.above; UPDATE data.settlement SET medfee_sumamt = 20");
        db.script("INSERT INTO ledger.dirty_month VALUES ('2026-03')");
        Facts.refresh(db, set());
        assertThat(FactTables.rows(db, "above", List.of("month", "high"))).containsExactly(List.of("2026-03", "false"));
        db.script("UPDATE data.settlement SET medfee_sumamt = 99 WHERE setl_id = 'S2026-03'");
        db.script("INSERT INTO ledger.dirty_month VALUES ('2026-03')");
        Facts.refresh(db, set());
        assertThat(db.count("SELECT count(*) FROM fact.above WHERE high")).isEqualTo(4);
    }

    @Test
    void aBrokenFactTakesOnlyItsDependentsWithIt() throws IOException {
        fact("sound", "", "SELECT month_of(setl_time) AS month FROM settlement");
        fact("broken", "", "SELECT month_of(setl_time) AS month, CAST(setl_id AS INTEGER) AS n FROM settlement");
        fact("above", "depends: [broken]", "SELECT * FROM broken");
        FactReport report = Facts.refresh(db, set());
        assertThat(report.failed()).containsOnlyKeys("broken", "above");
        assertThat(report.failed().get("broken")).contains("Could not convert");
        assertThat(db.count("SELECT count(*) FROM fact.sound")).isEqualTo(4);

        fact("broken", "", "SELECT month_of(setl_time) AS month, 1 AS n FROM settlement");
        assertThat(Facts.refresh(db, set()).failed()).isEmpty();
        assertThat(db.count("SELECT count(*) FROM fact.above")).isEqualTo(4);
    }

    @Test
    void theWindowShowsItsMonthsAndTheLookback() {
        FactSet shipped = FactTables.shipped();
        Facts.refresh(db, shipped);
        Window.open(
                db,
                shipped,
                Set.of("death"),
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 3, 1),
                31,
                LocalDate.of(2026, 3, 2));
        assertThat(db.list("SELECT month || ' ' || audited AS m FROM valid_settlement ORDER BY 1", row -> row.str("m")))
                .containsExactly("2026-01 false", "2026-02 true");
        assertThat(db.count("SELECT count(*) FROM settlement")).isEqualTo(3);
        assertThat(db.count("SELECT count(*) FROM fund_convention")).isEqualTo(1);
        assertThat(db.count("SELECT count(*) FROM charge_class WHERE shipped = 1"))
                .isPositive();
        assertThat(db.first(
                        "SELECT getvariable('window_from') AS f, getvariable('window_to') AS t, getvariable('as_of') AS a",
                        row -> List.of(
                                String.valueOf(row.date("f")),
                                String.valueOf(row.date("t")),
                                String.valueOf(row.date("a")))))
                .hasValue(List.of("2026-02-01", "2026-03-01", "2026-03-02"));
        assertThatThrownBy(() -> db.count("SELECT count(*) FROM death")).hasMessageContaining("death");
    }

    @Test
    void theBureausKnowledgeReplacesTheShippedOne() throws IOException {
        Path limits = folder.resolve("price_limit.csv");
        Files.writeString(limits, "hilist_code,hosp_lv,pric_uplmt_amt\nA,05,1.5\n");
        Knowledge.load(db, List.of(limits));
        Views.open(db);
        assertThat(db.count("SELECT count(*) FROM price_limit WHERE pric_uplmt_amt = 1.5 AND shipped = 1"))
                .isEqualTo(1);
        FactTables.insert(db, "price_limit", 1, List.of(Map.of("hilist_code", "B", "pric_uplmt_amt", "2")));
        assertThat(db.list("SELECT hilist_code AS c FROM price_limit", row -> row.str("c")))
                .containsExactly("B");
    }

    @Test
    void theFileOfTheLaterFolderCountsAndSomeTablesAreAddedTo() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(folder.resolve("price_limit.csv"), "hilist_code,pric_uplmt_amt\nA,1\nB,1\n");
        Files.writeString(own.resolve("price_limit.csv"), "hilist_code,pric_uplmt_amt\nA,2\n");
        String header = "match_kind,pattern,charge_class\n";
        Files.writeString(folder.resolve("charge_class.csv"), header + "prefix,00,01\nprefix,01,01\nprefix,01,02\n");
        Files.writeString(own.resolve("charge_class.csv"), header + "prefix,00,09\nkeyword,01,09\n");
        Knowledge.load(
                db,
                List.of(
                        folder.resolve("charge_class.csv"),
                        folder.resolve("price_limit.csv"),
                        own.resolve("charge_class.csv"),
                        own.resolve("price_limit.csv")));
        Views.open(db);
        assertThat(db.list(
                        "SELECT hilist_code || ' ' || CAST(pric_uplmt_amt AS INTEGER) AS r FROM price_limit",
                        row -> row.str("r")))
                .containsExactly("A 2");
        assertThat(db.list(
                        "SELECT match_kind || ' ' || pattern || ' ' || charge_class AS r FROM charge_class ORDER BY 1",
                        row -> row.str("r")))
                .containsExactly("keyword 01 09", "prefix 00 09", "prefix 01 01", "prefix 01 02");
    }

    @Test
    void aFaultyKnowledgeTableIsNamedWithLineAndColumn() throws IOException {
        Path limits = folder.resolve("price_limit.csv");
        Files.writeString(limits, "hilist_code,pric_uplmt_amt\nA,1\nB,cheap\n");
        assertThatThrownBy(() -> Knowledge.load(db, List.of(limits)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("price_limit.csv:3: ")
                .hasMessageContaining("\"cheap\" in column pric_uplmt_amt");
        Files.writeString(limits, "hilist_code,price\nA,1\n");
        assertThatThrownBy(() -> Knowledge.load(db, List.of(limits))).hasMessageContaining("no column price");
        Files.writeString(limits, "hilist_code,pric_uplmt_amt\nA\n");
        assertThatThrownBy(() -> Knowledge.load(db, List.of(limits))).hasMessageContaining("1 cells, the header 2");
    }

    @Test
    void faultyFactFilesAreRefused() throws IOException {
        fact("one", "depends: [two]", "SELECT 1");
        fact("two", "depends: [one]", "SELECT 1");
        assertThatThrownBy(this::set).isInstanceOf(UserError.class).hasMessageContaining("one, two");
        fact("two", "depends: [three]", "SELECT 1");
        assertThatThrownBy(this::set).hasMessageContaining("depends on three");
        fact("two", "renew: week", "SELECT 1");
        assertThatThrownBy(this::set).hasMessageContaining("two.sql:4");
    }

    @Test
    void everyFactNamesAllThatItReads() {
        FactSet shipped = FactTables.shipped();
        for (FactFile fact : shipped.facts()) {
            String select = fact.sql().substring(fact.sql().indexOf("---*/"));
            var names = new TreeSet<>(shipped.ids());
            Tables.all().forEach(table -> names.add(table.name()));
            names.removeIf(name -> !Pattern.compile("(FROM|JOIN) " + name + "\\b")
                    .matcher(select)
                    .find());
            assertThat(names)
                    .as(fact.id())
                    .isSubsetOf(Stream.concat(fact.depends().stream(), fact.sources().stream())
                            .toList());
        }
    }

    private void fact(String id, String more, String select) throws IOException {
        Files.writeString(
                folder.resolve(id + ".sql"),
                "/*---\nid: " + id + "\ndoc: { zh: 例, en: example }\n" + more + "\n---*/\n" + select + "\n");
    }

    private FactSet set() {
        return FactSet.read(
                FactTables.files(folder, ".sql"), List.of(Path.of("rules", "macros.sql")), List.of(), regions);
    }
}
