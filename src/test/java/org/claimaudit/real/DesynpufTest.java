package org.claimaudit.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.claimaudit.Cli;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real claims that nobody here wrote: the CMS 2008–2010 Data Entrepreneurs' Synthetic Public Use File (DE-SynPUF), sample 1, in the folder that
 * {@code CLAIMAUDIT_DESYNPUF} names. The answers were counted apart, with plain SQL over the published files.
 */
@EnabledIfEnvironmentVariable(named = "CLAIMAUDIT_DESYNPUF", matches = ".+")
class DesynpufTest {
    @TempDir
    static Path dir;

    private static JsonNode summary;
    private static Path run;

    @BeforeAll
    static void auditThreeYears() throws Exception {
        Cli call = Cli.call(
                "run",
                System.getenv("CLAIMAUDIT_DESYNPUF"),
                "--profile",
                "rules/profiles/desynpuf.yaml",
                "--from",
                "2007-12",
                "--to",
                "2010-12",
                "--store",
                dir.resolve("store"),
                "--out",
                dir.resolve("out"));
        assertThat(call.code()).as(call.err()).isZero();
        run = dir.resolve("out/latest").toRealPath();
        summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    }

    @Test
    void everyRowIsAccountedFor() {
        for (JsonNode input : summary.get("inputs")) {
            assertThat(input.get("rowsRead").asLong())
                    .as(input.toString())
                    .isEqualTo(input.get("rowsLoaded").asLong()
                            + input.get("rowsDuplicate").asLong()
                            + input.get("rowsRejected").asLong());
        }
        JsonNode settlement = inputs("settlement").findFirst().orElseThrow();
        assertThat(settlement.get("rowsRead").asLong()).isEqualTo(5775);
        assertThat(settlement.get("rowsLoaded").asLong()).isEqualTo(5768);
        assertThat(settlement.get("rowsDuplicate").asLong()
                        + settlement.get("rowsRejected").asLong())
                .as("second segments")
                .isEqualTo(7);
    }

    @Test
    void loadedMoneyAndPeopleAsCounted() {
        var options = new StoreOptions(dir.resolve("store"), false, "1GB", 2, false, Duration.ZERO, "test");
        try (Store store = Store.open(options)) {
            var db = store.db();
            assertThat(db.count("SELECT count(DISTINCT psn_no) FROM data.settlement"))
                    .isEqualTo(3268);
            assertThat(db.count("SELECT count(DISTINCT fixmedins_code) FROM data.settlement"))
                    .isEqualTo(1477);
            assertThat(db.count("SELECT count(*) FROM data.settlement WHERE hifp_pay < 0"))
                    .isEqualTo(8);
            BigDecimal paid = db.first("SELECT sum(hifp_pay) AS paid FROM data.settlement", row -> row.decimal("paid"))
                    .orElseThrow();
            assertThat(paid).isEqualByComparingTo("55626120.00");
        }
    }

    @Test
    void declaredDaysPastTheStay() {
        JsonNode rule = rule("declared-days-exceed-stay");
        assertThat(rule.get("findings").asInt()).isEqualTo(35);
        assertThat(rule.get("gross").asText()).isEqualTo("166819.37");
        List<Map<String, String>> findings = findings("violations.csv", "declared-days-exceed-stay");
        assertThat(findings).hasSize(35);
        assertThat(findings.stream().filter(f -> f.get("amount_gross").equals("0.00")))
                .as("stays that paid nothing")
                .hasSize(3);
    }

    @Test
    void overlappingStaysPairByPair() {
        assertThat(rule("overlapping-stays").get("findings").asInt()).isEqualTo(168);
        List<Map<String, String>> apart = findings("violations.csv", "overlapping-stays");
        List<Map<String, String>> together = findings("clues.csv", "overlapping-stays");
        assertThat(apart).as("at two institutions").hasSize(117);
        assertThat(together).as("at one institution").hasSize(51);
        Set<String> persons = new HashSet<>();
        // masked numbers may coincide, so people are told apart by what the findings rest on
        var options = new StoreOptions(dir.resolve("store"), false, "1GB", 2, false, Duration.ZERO, "test");
        try (Store store = Store.open(options)) {
            persons.addAll(store.db()
                    .list(
                            "SELECT DISTINCT psn_no FROM ledger.finding WHERE rule_id = 'overlapping-stays'",
                            row -> row.str("psn_no")));
        }
        assertThat(persons).hasSize(139);
    }

    @Test
    void readmittedForTheSameDisease() {
        assertThat(rule("split-stay").get("findings").asInt()).isEqualTo(4);
    }

    @Test
    void nobodyWasAdmittedAfterDeath() {
        assertThat(rule("deceased-claim").get("outcome").asText()).isEqualTo("clean");
    }

    @Test
    void whatCouldNotRunSaysWhatIsMissing() {
        for (String id : List.of("bed-days-exceed-stay", "phantom-bed-days", "duplicate-line", "over-limit-price")) {
            assertThat(rule(id).get("outcome").asText()).as(id).isEqualTo("not_applicable");
            assertThat(rule(id).get("reason").asText()).as(id).contains("fee_line");
        }
        assertThat(StreamSupport.stream(summary.get("rules").spliterator(), false)
                        .map(rule -> rule.get("outcome").asText()))
                .doesNotContain("errored", "skipped");
    }

    private static Stream<JsonNode> inputs(String table) {
        return StreamSupport.stream(summary.get("inputs").spliterator(), false)
                .filter(input -> input.get("table").asText().equals(table));
    }

    private static JsonNode rule(String id) {
        return StreamSupport.stream(summary.get("rules").spliterator(), false)
                .filter(rule -> rule.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, String>> findings(String file, String rule) {
        return Cli.csv(run.resolve(file)).stream()
                .filter(row -> row.get("rule_id").equals(rule))
                .toList();
    }
}
