package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeCheckTest {
    private static final String PRICE =
            "hilist_code,hilist_name,hosp_lv,pric_uplmt_amt,valid_from,valid_to,region,source\n";
    private static final String BED = "001109000010000,床位费,05,60.00,";

    @TempDir
    Path folder;

    private Path knowledge = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        knowledge = Files.createDirectories(folder.resolve("knowledge"));
    }

    @Test
    void theShippedTablesHaveNoFault() {
        KnowledgeCheck.Result shipped = KnowledgeCheck.run(RuleFolders.of(List.of(), ""), null);
        assertThat(shipped.faults()).isEmpty();
        assertThat(shipped.unchecked()).isEmpty();
        assertThat(shipped.tables()).isEqualTo(28);
    }

    /** Two rows of price_limit about one item, and what must be said about the second (line 3); nothing for a clean pair. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2024-01-01,2024-12-31,990000 | 2024-12-31,,990000           | the same
            2024-01-01,2024-12-31,990000 | 2025-01-01,,990000           |
            2024-01-01,2024-12-31,990000 | 2025-01-02,,990000           | has no row from 2025-01-01 to 2025-01-01, between line 2
            2024-01-01,,990000           | 2025-01-01,2025-12-31,990000 | the same
            ,,990000                     | ,,990000                     | the same
            2024-01-01,,990000           | 2024-01-01,,                 |
            2024-01-01,,990000           | 2024-01-01,,990001           |
            2024-01-01,2024-06-30,990000 | 2025-12-31,2025-01-01,990000 | column valid_to, "2025-01-01": the day lies before valid_from "2025-12-31"
            2024-01-01,2024-06-30,990000 | 2024-07-01,,99              | column region, "99": this is not the form
            """)
    void twoRowsOfOneKey(String first, String second, String fault) throws IOException {
        write("price_limit", PRICE + BED + first + ",甲文件\n" + BED + second + ",甲文件\n");
        List<String> faults = faults(null);
        if (fault == null) {
            assertThat(faults).isEmpty();
        } else if (fault.equals("the same")) {
            assertThat(faults).singleElement().asString().contains("price_limit.csv:3: ", "is said again that line 2");
        } else {
            assertThat(faults).singleElement().asString().contains("price_limit.csv:3: ", fault);
        }
    }

    @Test
    void anOverlapTellsWhatIsSaidOtherwise() throws IOException {
        write(
                "price_limit",
                PRICE + "001109000010000,甲,05,60.00,2024-01-01,2026-12-31,990000,甲\n"
                        + "001109000010000,甲,05,60.00,2024-02-01,2024-02-29,980000,甲\n"
                        + "001109000010000,乙,05,80.00,2025-01-01,2025-01-31,990000,甲\n"
                        + "001109000010000,乙,06,80.00,2025-01-01,2025-01-31,990000,甲\n"
                        // the long row is still in force after the short one
                        + "001109000010000,乙,05,90.00,2026-01-01,,990000,甲\n");
        assertThat(faults(null))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault)
                        .contains(
                                "price_limit.csv:4: column valid_from, \"2025-01-01\"",
                                "hosp_lv \"05\", region \"990000\" has days in common with line 2",
                                "(pric_uplmt_amt \"80.00\" / \"60.00\")",
                                "valid_to"))
                .anySatisfy(fault -> assertThat(fault).contains("price_limit.csv:6: ", "with line 2,"));
    }

    /** A row of a table, and what must be said about it. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:001109000010001,05,60,990000,甲   | column hilist_code, "001109000010001": the code stands in no list (national_item.national_code)
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:0011090000100,05,60,990000,甲     | column hilist_code, "0011090000100": the code stands in no list
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:001109000010000,15,60,990000,甲   | column hosp_lv, "15": the code stands in no list (hosp_lv)
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:001109000010000,05,60,990000,     | column source is empty
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:001109000010000,05,,990000,甲     | column pric_uplmt_amt is empty
            price_limit     | hilist_code,hosp_lv,pric_uplmt_amt,region,source:001109000010000,05,60,990000,甲   |
            gender_item     | hilist_code,gend,region,source:0033130,2,990000,甲                                 |
            gender_item     | hilist_code,gend,region,source:0039,2,990000,甲                                    | column hilist_code, "0039": the code stands in no list
            gender_item     | hilist_code,gend,region,source:003313,女,990000,甲                                 | column gend, "女": no rule understands this value. Write one of 1, 2
            freq_limit      | hilist_code,period,max_cnt,region,source:003403010010000,15d,1,990000,甲           |
            freq_limit      | hilist_code,period,max_cnt,region,source:003403010010000,hour,1,990000,甲          | column period, "hour": no rule understands
            restricted_dx   | dx_code,gend,region,source:N4O,1,990000,甲                                         | column dx_code, "N4O": this is not the form
            restricted_dx   | dx_code,gend,region,source:N40.x01,1,990000,甲                                     |
            organ_procedure | organ,item_code,effect,region,source:阑尾,47.0,remove,990000,甲                    |
            organ_procedure | organ,item_code,effect,region,source:阑尾,47.x0,remove,990000,甲                   | column item_code, "47.x0": the code stands in no list
            policy          | policy_key,insutype,value,region,source:visit_limits,390,1,990000,甲               | column policy_key, "visit_limits": no rule understands
            policy          | policy_key,insutype,value,region,source:visit_limit,39,1,990000,甲                 | column insutype, "39": the code stands in no list
            policy          | policy_key,med_type,value,region,source:visit_limit,21,1,990000,甲                 |
            policy          | policy_key,med_type,value,region,source:visit_limit,67,1,990000,甲                 | column med_type, "67": the code stands in no list
            charge_class    | match_kind,pattern,charge_class,source:keyword,试,33,甲                            | column charge_class, "33": the code stands in no list
            charge_class    | match_kind,pattern,charge_class,valid_to,source:keyword,试,12,2026-01-01,甲         | column valid_to, "2026-01-01": no rule goes by this column
            holiday         | date,kind,source:2026-01-01,STAT,甲                                                |
            holiday         | date,kind,source:2026-01-01,OFF,甲                                                 | column kind, "OFF": no rule understands this value. Write one of REST, STAT, WORK
            uplift_pair     | dx_code,lower_dx_code,lower_drg_code,confirm_word,region,source:J18,J06,ZZ99,肺,990000,甲 | column lower_drg_code, "ZZ99": the code stands in no list (drg_weight.drg_code)
            """)
    void oneRow(String table, String text, String fault) throws IOException {
        write(table, text.replace(':', '\n') + "\n");
        if (fault == null) {
            assertThat(faults(null)).isEmpty();
        } else {
            assertThat(faults(null)).singleElement().asString().contains(table + ".csv:2: ", fault);
        }
    }

    @Test
    void aRegionWithoutAListIsNamed() throws IOException {
        write("price_limit", PRICE + BED + "2024-01-01,,430000,甲\n" + "007,甲,05,60,2024-01-01,,430000,甲\n");
        KnowledgeCheck.Result result = KnowledgeCheck.run(folders(), null);
        assertThat(result.faults()).isEmpty();
        assertThat(result.unchecked())
                .containsExactly("Not checked: price_limit.hilist_code in region \"430000\" (2 rows);"
                        + " national_item.national_code has no code for that region.");
    }

    @Test
    void ofAFileOfTheBureauAndTheShippedOneTheBureausCounts() throws IOException {
        // Beside the shipped rows both would be overlaps.
        write("price_limit", PRICE + BED + "2024-01-01,,990000,甲\n");
        write("charge_class", "match_kind,pattern,charge_class,source\nprefix,001101,12,甲\n");
        KnowledgeCheck.Result result = KnowledgeCheck.run(folders(), null);
        assertThat(result.faults()).isEmpty();
        KnowledgeCheck.Result shipped = KnowledgeCheck.run(RuleFolders.of(List.of(), ""), null);
        assertThat(result.rows()).isEqualTo(shipped.rows() - 25 + 1);
    }

    @Test
    void whatWasLoadedGoesBeforeTheFiles() throws IOException {
        write("price_limit", PRICE + "007,甲,05,60,2024-01-01,,990000,甲\n");
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            Tables.create(db);
            assertThat(faults(db)).hasSize(1);
            db.script(
                    "INSERT INTO ledger.file VALUES (1, 1, 'limits.csv', '', 'price_limit', '', 'UTF-8', 1, 1, 1, 0, 0, 0, '');"
                            + " INSERT INTO data.price_limit BY NAME SELECT 1 AS file_id, 7 AS source_line, '001109000010000' AS hilist_code,"
                            + " '05' AS hosp_lv, 60 AS pric_uplmt_amt, DATE '2025-02-01' AS valid_from, DATE '2025-01-01' AS valid_to,"
                            + " '990000' AS region, '甲' AS source");
            assertThat(faults(db))
                    .singleElement()
                    .asString()
                    .startsWith("limits.csv:7: column valid_to, \"2025-01-01\"");
        }
    }

    /** A word that is in no rule would be accepted and do nothing. */
    @Test
    void everyKeyOfAPolicyIsReadByARule() throws IOException {
        String rules;
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            rules = files.filter(file -> file.toString().endsWith(".sql"))
                    .map(KnowledgeCheckTest::text)
                    .collect(Collectors.joining());
        }
        assertThat(Tables.get("policy")
                        .column("policy_key")
                        .orElseThrow()
                        .known()
                        .words())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(rules).contains("'" + key + "'"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String table, String text) throws IOException {
        Files.writeString(knowledge.resolve(table + ".csv"), text);
    }

    private RuleFolders folders() {
        return RuleFolders.of(List.of(folder), "");
    }

    private List<String> faults(@Nullable Db store) {
        return KnowledgeCheck.run(folders(), store).faults().stream()
                .map(Object::toString)
                .toList();
    }
}
