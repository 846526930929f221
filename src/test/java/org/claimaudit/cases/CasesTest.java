package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.DisplayWidth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static Store store;
    private static Db db;

    @BeforeAll
    static void fill() {
        store = Store.openMemory(true);
        db = store.db();
        run("run-1", 1, "complete");
        finding("run-1", "a1", "split-stay", "suspect", "H1", "P00000001", "2026-03", "100.00", "new");
        finding("run-1", "a2", "split-stay", "suspect", "H2", "P00000002", "2026-03", "99.99", "persisting");
        finding("run-1", "a3", "duplicate-line", "violation", "H1", "P00000001", "2026-02", "5.00", "new");
        finding("run-1", "a4", "volume-spike-own", "clue", null, null, "2026-03", "0.00", "new");
        run("run-2", 2, "running");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void comesByInstitutionAndRule() {
        assertThat(ids(CaseFilter.all())).containsExactly("a4", "a3", "a1", "a2");
    }

    @Test
    void everyFilterNarrows() {
        assertThat(ids(filter(List.of("H1"), List.of(), List.of(), null, null, null, null)))
                .containsExactly("a3", "a1");
        assertThat(ids(filter(List.of(), List.of("split-*", "volume-spike-own"), List.of(), null, null, null, null)))
                .containsExactly("a4", "a1", "a2");
        assertThat(ids(filter(List.of(), List.of(), List.of("violation", "clue"), null, null, null, null)))
                .containsExactly("a4", "a3");
        assertThat(ids(filter(List.of(), List.of(), List.of(), "persisting", null, null, null)))
                .containsExactly("a2");
        assertThat(ids(filter(List.of(), List.of(), List.of(), null, "100", null, null)))
                .containsExactly("a1");
        assertThat(ids(filter(List.of(), List.of(), List.of(), null, null, "2026-02", null)))
                .containsExactly("a3");
        assertThat(ids(filter(List.of("H1"), List.of("split-stay"), List.of(), null, null, null, "P00000001")))
                .containsExactly("a1");
        assertThat(ids(filter(List.of("H1' OR true --"), List.of(), List.of(), null, null, null, null)))
                .isEmpty();
    }

    @Test
    void theLastRunIsTheLastThatEnded() {
        assertThat(Run.find(db, "last").id()).isEqualTo("run-1");
        assertThat(Run.all(db)).extracting(Run::id).containsExactly("run-2", "run-1");
    }

    @Test
    void listsAndExportsMasked() throws IOException {
        Run run = Run.find(db, "run-1");
        assertThat(CaseList.text(db, run, CaseFilter.all(), Locale.ENGLISH, 2, false))
                .contains("duplicate-line", "******001", "4 findings, 2 shown")
                .doesNotContain("P00000001", "split-stay");
        assertThat(CaseList.text(db, run, CaseFilter.all(), Locale.CHINESE, 10, true)
                        .lines())
                .contains("H2 H2", "    持续  split-stay  P00000002 说明")
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(80));
        var out = new StringWriter();
        CaseList.export(db, run, CaseFilter.all(), Locale.CHINESE, CsvProfile.PLAIN, false, false, out);
        assertThat(out.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("a1,split-stay,标题,suspect,high,H1,"));
        assertThat(out.toString()).contains("******001 说明").doesNotContain("P00000001");
    }

    private static List<String> ids(CaseFilter filter) {
        return Cases.list(db, Run.find(db, "last"), filter, Locale.ENGLISH, 100).stream()
                .map(Case::findingId)
                .toList();
    }

    private static CaseFilter filter(
            List<String> institutions,
            List<String> rules,
            List<String> grades,
            @Nullable String status,
            @Nullable String min,
            @Nullable String month,
            @Nullable String person) {
        return new CaseFilter(
                List.of(),
                institutions,
                rules,
                grades,
                status,
                min == null ? null : new BigDecimal(min),
                month,
                person);
    }

    private static void run(String id, int ordinal, String status) {
        db.execute(
                "INSERT INTO ledger.run (run_id, ordinal, command, status, from_month, to_month, as_of, tool_version, rule_set_sha256, cleared, started_at)"
                        + " VALUES (?, ?, 'check', ?, '2026-03', '2026-03', ?, '0.1.0', '', 0, ?)",
                id,
                ordinal,
                status,
                LocalDate.of(2026, 4, 1),
                LocalDateTime.of(2026, 4, 1, 1, 5));
        for (String rule : List.of("split-stay", "duplicate-line", "volume-spike-own")) {
            db.execute(
                    "INSERT INTO ledger.run_rule VALUES (?, ?, 'f', 'title', '标题', 'suspect', 4, 0, 'high', 'law', '法', 'found', 1, 1, 0, 0, 1, NULL, NULL)",
                    id,
                    rule);
        }
    }

    private static void finding(
            String run,
            String id,
            String rule,
            String grade,
            @Nullable String institution,
            @Nullable String person,
            String month,
            String gross,
            String status) {
        db.execute(
                "INSERT INTO ledger.finding VALUES (?,?,?,?,'high',?,?,?,NULL,NULL,NULL,NULL,?,?,?,1,?,?,0,0,?,NULL)",
                run,
                id,
                rule,
                grade,
                institution,
                institution,
                person,
                month,
                person + " says",
                person + " 说明",
                new BigDecimal(gross),
                new BigDecimal(gross),
                status);
    }
}
