package org.claimaudit.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.claimaudit.cases.CaseHistory.Event;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of the procedure: which may follow which, and what is due when. */
class ProceedingsTest {
    private static final String HEADER =
            "case_no,step,date,officer,document,outcome,reason,fixmedins_code,finding_id\n";
    private static final RuleFolders FOLDERS = RuleFolders.of(List.of(), "");
    private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

    @TempDir
    Path dir;

    private Store store;
    private Db db;
    private int files;

    @BeforeEach
    void fill() {
        store = Store.openMemory(true);
        db = store.db();
        TestRuns.run(db, "run-1", 1, "2026-03");
        TestRuns.finding(
                db, "run-1", "a000000000000001", "violation", "H1", "60.00", "60.00", "S1", "L1", "60.00", "60.00");
        TestRuns.finding(
                db, "run-1", "a000000000000002", "violation", "H1", "60.00", "60.00", "S2", "L2", "60.00", "60.00");
        TestRuns.finding(
                db, "run-1", "a000000000000003", "suspect", "H2", "30.00", "30.00", "S3", "L3", "30.00", "30.00");
        // Qingming: Monday the 6th is off, for it Saturday the 11th is worked.
        db.script("""
                CREATE TABLE data.holiday (date DATE, kind VARCHAR);
                INSERT INTO data.holiday VALUES ('2026-04-05', 'STAT'), ('2026-04-06', 'REST'), ('2026-04-11', 'WORK'),
                    ('2026-05-01', 'STAT'), ('2026-05-04', 'REST'), ('2026-05-05', 'REST')""");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theWholeWayOfACase() throws IOException {
        assertThat(take("""
                A1,线索,2026-04-01,甲、乙,,,,,a000000000000001
                A1,并案,2026-04-01,甲、乙,,,,,a000000000000002
                A1,核查,2026-04-02,甲、乙,,,,,
                A1,立案,2026-04-10,甲、乙,立1,,,,
                A1,调查终结,2026-05-10,甲、乙,,,,,
                A1,告知,2026-05-20,甲、乙,告1,,,,
                A1,决定,2026-06-01,甲、乙,决1,行政处罚,,,
                A1,送达,2026-06-03,甲、乙,,,,,
                A1,结案,2026-06-20,甲、乙,,,,,
                """).fresh()).isEqualTo(9);
        Proceeding one = Proceeding.all(db).get(0);
        assertThat(one.institution()).isEqualTo("H1");
        assertThat(one.state()).isEqualTo(Step.CLOSED);
        assertThat(one.since()).isEqualTo("2026-06-20");
        assertThat(Proceeding.agenda(db, FOLDERS, TODAY).due()).isEmpty();

        List<Event> of = CaseHistory.of(db, "a000000000000002");
        assertThat(of)
                .extracting(Event::what)
                .containsExactly(
                        "run-1",
                        "clue",
                        "linked",
                        "checking",
                        "filed",
                        "reported",
                        "notified",
                        "decided",
                        "delivered",
                        "closed");
        assertThat(of.get(7).outcome()).isEqualTo("punish");
        assertThat(CaseHistory.of(db, "A1")).hasSize(11);
        assertThat(CaseHistory.of(db, "A2")).isEmpty();
    }

    /** The 1st of April is a Wednesday. */
    @Test
    void clocksInWorkingDays() throws IOException {
        take("A1,clue,2026-04-01,甲、乙,,,,H1,\nA2,clue,2026-04-01,甲、乙,,,,H2,\nA2,extended,2026-04-03,甲、乙,批1,,,,\n");
        // 2, 3, 7, 8, 9, 10, 11 (Saturday), 13 … 17, 20, 21, 22; extended: 23, 24, 27 … 30, 6, 7, 8, 11 … 15, 18 May
        assertThat(due(TODAY)).containsExactly("A1 clue 2026-04-22", "A2 clue 2026-05-18");
    }

    @Test
    void clocksInCalendarDaysEndOnWorkingDaysAndStandStillWithTheCase() throws IOException {
        // 90 days after the 2nd of February are Sunday the 3rd of May, and Monday and Tuesday are off.
        take("B1,filed,2026-02-02,甲、乙,立1,,,H1,\n");
        assertThat(due(TODAY)).containsExactly("B1 filed 2026-05-06");
        take("B1,suspended,2026-02-10,甲、乙,中1,,,,\n");
        assertThat(due(TODAY)).containsExactly("B1 suspended still");
        take("B1,resumed,2026-02-20,甲、乙,,,,,\n");
        assertThat(due(TODAY)).containsExactly("B1 filed 2026-05-13");
        take("B1,extended,2026-05-11,甲、乙,批1,,,,\nB1,extended,2026-06-08,甲、乙,批2,,,,\n");
        // 90 + 30 + 60 and 10 days of suspension
        assertThat(due(TODAY)).containsExactly("B1 filed 2026-08-11");
        assertThat(refusal("B1,extended,2026-08-10,甲、乙,批3,,,,")).contains("column step", "no time runs");
    }

    @Test
    void whatRunsBesides() throws IOException {
        take("""
                C1,filed,2026-04-07,甲、乙,立1,,,H1,
                C1,evidence_registered,2026-04-08,甲、乙,,,,,
                C1,sealed,2026-04-09,甲、乙,,,,,
                C1,seal_extended,2026-05-08,甲、乙,批1,,,,
                """);
        assertThat(Proceeding.agenda(db, FOLDERS, TODAY).due())
                .extracting(due -> due.title().en() + " " + due.due())
                .containsExactly(
                        "what becomes of registered evidence 2026-04-16",
                        "seal 2026-06-08",
                        "decision of the case 2026-07-06");
        take("C1,unsealed,2026-05-09,甲、乙,,,,,\nC1,evidence_settled,2026-05-09,甲、乙,,,,,\n");
        assertThat(due(TODAY)).containsExactly("C1 filed 2026-07-06");
    }

    @Test
    void whatTheOtherSideMayStillDoIsNeverOverdue() throws IOException {
        take("""
                D1,filed,2026-01-05,甲、乙,立1,,,H1,
                D1,reported,2026-01-10,甲、乙,,,,,
                D1,decided,2026-01-12,甲、乙,决1,no_punish,,,
                D1,delivered,2026-01-13,甲、乙,,,,,
                """);
        assertThat(due(LocalDate.of(2026, 3, 1)))
                .containsExactly("D1 delivered 2026-01-28", "D1 delivered 2026-03-16", "D1 delivered 2026-07-13");
        assertThat(due(TODAY)).containsExactly("D1 delivered 2026-01-28", "D1 delivered 2026-07-13");
    }

    @Test
    void saysOfWhichYearsItKnowsNoHolidays() throws IOException {
        take("E1,filed,2026-12-01,甲、乙,立1,,,H1,\n");
        assertThat(Proceeding.agenda(db, FOLDERS, TODAY).unknownYears()).containsExactly(2027);
    }

    @Test
    void theSameLineAgainChangesNothing() throws IOException {
        String line = "A1,clue,2026-04-01,甲、乙,,,,H1,\n";
        take(line);
        assertThat(take(line).again()).isTrue();
        assertThat(take(line + "A1,checking,2026-04-02,甲、乙,,,,,\n")).isEqualTo(new Proceedings.Taken(false, 1, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A1,reported,2026-05-01,甲,,,,,|step|stands as clue; what may follow is: checking, filed, not_filed, linked
            A9,checking,2026-05-01,甲,,,,H1,|step|begins with one of: clue, filed
            A9,立案,2026-05-01,甲,,,,H1,|document|empty
            A9,clue,2026-05-01,甲,,,,,|fixmedins_code|empty
            A9,foo,2026-05-01,甲,,,,H1,|step|one of: clue
            A1,checking,2026-03-31,甲,,,,,|date|before 2026-04-01
            A1,linked,2026-05-01,甲,,,,,a000000000000003|finding_id|lies with H1
            A1,linked,2026-05-01,甲,,,,,|finding_id|empty
            A1,linked,2026-05-01,甲,,,,,a00000000000000f|finding_id|no run
            A9,clue,2026-05-01,甲,,,,,a000000000000001|finding_id|open case A1
            B1,decided,2026-05-20,甲,d,punish,,,|outcome|not notified
            B1,decided,2026-05-20,甲,d,what,,,|outcome|one of: punish
            B1,unsealed,2026-04-30,甲,,,,,|date|before 2026-05-01
            """)
    void aWrongLineIsNamedAndNothingIsTaken(String line, String column, String why) throws IOException {
        take(
                "A1,clue,2026-04-01,甲,,,,,a000000000000001\nB1,filed,2026-04-01,甲,l,,,H2,\nB1,reported,2026-05-01,甲,,,,,\n");
        assertThat(refusal("A2,clue,2026-04-01,甲,,,,H2,\n" + line))
                .contains("line 3, column " + column)
                .contains(why);
        assertThat(Proceeding.all(db)).hasSize(2);
    }

    /** Every way from one state to another, against the list as the law has it. */
    @Test
    void onlyTheseStepsFollow() {
        List<String> legal = List.of(
                "CLUE CHECKING",
                "CLUE FILED",
                "CLUE NOT_FILED",
                "CHECKING FILED",
                "CHECKING NOT_FILED",
                "FILED SUSPENDED",
                "FILED TERMINATED",
                "FILED REPORTED",
                "SUSPENDED RESUMED",
                "SUSPENDED TERMINATED",
                "REPORTED NOTIFIED",
                "REPORTED DECIDED",
                "REPORTED RESUMED",
                "REPORTED TERMINATED",
                "NOTIFIED DECIDED",
                "NOTIFIED RESUMED",
                "NOTIFIED TERMINATED",
                "DECIDED DELIVERED",
                "DELIVERED CLOSED",
                "TERMINATED CLOSED");
        List<String> found = Stream.of(Step.values())
                .filter(state -> !state.isMeanwhile())
                .flatMap(state -> Stream.of(Step.values())
                        .filter(step -> !step.isMeanwhile() && step.mayFollow(state))
                        .map(step -> state + " " + step))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(legal);
    }

    private List<String> due(LocalDate today) {
        return Proceeding.agenda(db, FOLDERS, today).due().stream()
                .map(one -> one.of().caseNo() + " "
                        + String.valueOf(one.of().state()).toLowerCase(Locale.ROOT) + " "
                        + (one.due() == null ? "still" : one.due()))
                .toList();
    }

    private Proceedings.Taken take(String lines) throws IOException {
        return Proceedings.take(db, FOLDERS, file(lines), false, Clock.systemUTC());
    }

    private String refusal(String lines) throws IOException {
        Path file = file(lines);
        UserError error = catchThrowableOfType(
                UserError.class, () -> Proceedings.take(db, FOLDERS, file, false, Clock.systemUTC()));
        assertThat(error.exitCode()).isEqualTo(ExitCode.BAD_INPUT.code());
        return error.what();
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(dir.resolve("p" + files++ + ".csv"), HEADER + lines);
    }
}
