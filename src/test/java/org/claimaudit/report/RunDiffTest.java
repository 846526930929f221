package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.claimaudit.cases.Run;
import org.claimaudit.cases.TestRuns;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changed between two runs, and which of the causes on record is named. */
class RunDiffTest {
    private final Store store = Store.openMemory(true);
    private final Db db = store.db();

    @BeforeEach
    void twoRuns() {
        Tables.create(db);
        TestRuns.run(db, "run-1", 1, "2026-03");
        TestRuns.run(db, "run-2", 2, "2026-03");
        TestRuns.finding(db, "run-1", "gone", "suspect", "H1", "60.00", "60.00", "S1", "F1", "100.00", "500.00");
        TestRuns.finding(db, "run-1", "less", "suspect", "H1", "50.00", "50.00", "S2", "F2", "100.00", "500.00");
        TestRuns.finding(db, "run-1", "same", "suspect", "H1", "9.00", "9.00", "S3", "F3", "100.00", "500.00");
        TestRuns.finding(db, "run-2", "less", "suspect", "H1", "50.00", "20.00", "S2", "F2", "100.00", "500.00");
        TestRuns.finding(db, "run-2", "same", "suspect", "H1", "9.00", "9.00", "S3", "F3", "100.00", "500.00");
        TestRuns.finding(db, "run-2", "come", "suspect", "H2", "30.00", "30.00", "S4", "F4", "100.00", "500.00");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void withoutACauseNoneIsInvented() throws IOException {
        assertThat(csv())
                .containsExactly(
                        "gone,split-stay,title,H1,H1,2026-03,cleared,unknown,60.00,,suspect,",
                        "come,split-stay,title,H2,H2,2026-03,new,unknown,,30.00,,suspect",
                        "less,split-stay,title,H1,H1,2026-03,changed,shared,50.00,20.00,suspect,suspect",
                        "same,split-stay,title,H1,H1,2026-03,same,,9.00,9.00,suspect,suspect");
        assertThat(diff().text())
                .containsPattern("as before +1 +9.00 +9.00")
                .containsPattern("total +4 +119.00 +59.00")
                .contains("changed, another finding claims of the same money: 50.00 -> 20.00 at H1");
    }

    @Test
    void aRunIsNotComparedWithItself() {
        Run run = Run.find(db, "run-1");
        assertThatThrownBy(() -> RunDiff.of(db, run, run, Locale.ENGLISH))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run-1 cannot be compared with itself");
    }

    @Test
    void namesTheFirstCauseThatHolds() throws IOException {
        setting("run-1", "other-rule.days", "1");
        setting("run-2", "other-rule.days", "2");
        assertThat(why("gone")).isEqualTo("unknown");
        part("run-1", "knowledge", "price_limit.csv", "aa");
        part("run-2", "knowledge", "price_limit.csv", "bb");
        assertThat(why("gone")).isEqualTo("knowledge");
        db.execute("UPDATE ledger.run SET as_of = as_of + 1 WHERE run_id = 'run-2'");
        assertThat(why("gone")).isEqualTo("day");
        db.script("INSERT INTO ledger.batch VALUES (1, 'ingest', TIMESTAMP '2026-04-01 01:01:00', NULL),"
                + " (3, 'ingest', TIMESTAMP '2026-04-01 01:03:00', NULL)");
        assertThat(why("gone")).as("both batches stand outside").isEqualTo("day");
        db.script("INSERT INTO ledger.batch VALUES (2, 'ingest', TIMESTAMP '2026-04-01 01:01:30', NULL)");
        assertThat(why("gone")).isEqualTo("data");
        setting("run-1", "split-stay.days", "1");
        setting("run-2", "split-stay.days", "2");
        assertThat(why("gone")).isEqualTo("parameter");
        part("run-1", "rule", "split-stay", "aa");
        part("run-2", "rule", "split-stay", "bb");
        assertThat(why("come")).isEqualTo("rule");
        db.execute("UPDATE ledger.run_rule SET outcome = 'errored', population = NULL WHERE run_id = 'run-2'");
        assertThat(why("gone")).isEqualTo("not-run");
        db.execute(
                "INSERT INTO ledger.exempted VALUES ('run-2', 'E1', 'gone', 'split-stay', 'H1', 'fee_line', 'F1', 'f.csv', 2, 60, true)");
        assertThat(why("gone")).isEqualTo("exemption");
    }

    @Test
    void whatAnOfficerDecidedInBetweenIsNoOtherFindingsMoney() throws IOException {
        decide("less", "2026-04-01 01:02:30", "partly");
        decide("same", "2026-04-01 01:01:30", "upheld");
        assertThat(why("less")).as("after both runs").isEqualTo("shared");
        decide("less", "2026-04-01 01:01:30", "appealed");
        assertThat(why("less")).as("which moves no money").isEqualTo("shared");
        decide("less", "2026-04-01 01:01:30", "partly");
        assertThat(why("less")).isEqualTo("decided");
        assertThat(why("same")).isEmpty();
        assertThat(diff().text()).contains("changed, decided by an officer: 50.00 -> 20.00 at H1");
    }

    @Test
    void whatTheGateWithholdsIsNoOtherFindingsMoney() throws IOException {
        decide("less", "2026-04-01 01:01:30", "partly");
        db.execute(
                "UPDATE ledger.finding SET amount_net = 0, withheld = 50 WHERE run_id = 'run-2' AND finding_id = 'less'");
        assertThat(why("less")).isEqualTo("withheld");
    }

    private void decide(String finding, String recorded, String decision) {
        long id = db.count("SELECT count(*) + 1 FROM ledger.decision");
        db.execute(
                "INSERT INTO ledger.paper VALUES (?, 'decisions', 'd.csv', '', 1, CAST(? AS TIMESTAMP))", id, recorded);
        db.execute(
                "INSERT INTO ledger.decision VALUES (?, ?, 2, ?, ?, NULL, 20, 'o', DATE '2026-04-01', '', '', 'run-1')",
                id,
                id,
                finding,
                decision);
    }

    @Test
    void aGradeThatChangedIsOfTheRule() throws IOException {
        part("run-1", "rule", "split-stay", "aa");
        part("run-2", "rule", "split-stay", "bb");
        assertThat(why("less")).isEqualTo("shared");
        db.execute(
                "UPDATE ledger.finding SET grade = 'violation' WHERE run_id = 'run-2' AND finding_id IN ('less', 'same')");
        assertThat(why("less")).isEqualTo("rule");
        assertThat(why("same")).isEqualTo("rule");
        assertThat(csv()).anyMatch(line -> line.endsWith("9.00,9.00,suspect,violation"));
    }

    @Test
    void theReportSaysInBriefWhatTheListSays() {
        assertThat(RunChanges.Brief.of(db, Run.find(db, "run-2")).groups())
                .as("no run before it")
                .isEmpty();
        db.execute("UPDATE ledger.run SET baseline_run_id = 'run-1' WHERE run_id = 'run-2'");
        var brief = RunChanges.Brief.of(db, Run.find(db, "run-2"));
        assertThat(brief.groups())
                .extracting(
                        group -> group.change() + " " + group.findings() + " " + group.before() + " " + group.after())
                .containsExactly(
                        "new 1 0.00 30.00", "cleared 1 60.00 0.00", "changed 1 50.00 20.00", "same 1 9.00 9.00");
        assertThat(brief.moved()).isEqualTo(3);
        assertThat(brief.largest()).extracting(RunChanges.Line::findingId).containsExactly("gone", "come", "less");
    }

    @Test
    void runsWithoutACommonMonthAreRefused() {
        TestRuns.run(db, "run-3", 3, "2026-04");
        assertThatThrownBy(() -> RunDiff.of(db, Run.find(db, "run-1"), Run.find(db, "run-3"), Locale.ENGLISH))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no month in common");
    }

    private RunDiff diff() {
        return RunDiff.of(db, Run.find(db, "run-1"), Run.find(db, "run-2"), Locale.ENGLISH);
    }

    private List<String> csv() throws IOException {
        var out = new StringWriter();
        diff().csv(out, CsvProfile.PLAIN);
        return out.toString().lines().skip(1).toList();
    }

    private String why(String finding) throws IOException {
        return csv().stream()
                .filter(line -> line.startsWith(finding))
                .map(line -> line.split(",", -1)[7])
                .findFirst()
                .orElseThrow();
    }

    private void part(String run, String kind, String name, String sha256) {
        db.execute("INSERT INTO ledger.run_part VALUES (?, ?, ?, NULL, ?)", run, kind, name, sha256);
    }

    private void setting(String run, String name, String value) {
        db.execute("INSERT INTO ledger.run_part VALUES (?, 'setting', ?, ?, NULL)", run, name, value);
    }
}
