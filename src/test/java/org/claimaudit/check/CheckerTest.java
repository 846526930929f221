package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the engine makes of a rule's rows. The store holds for March 2026 two settlements of a stay M1 (S1, 60.00 of the fund; S2, 40.00) with
 * one line each (L1, L2) that carries all of it, one settlement of February (S0), and a death record.
 */
class CheckerTest {
    private static final String COLUMNS =
            "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'settlement', 'S1', 10.005, 'violation', 7)";
    private static Store store;
    private static FactSet facts;
    private static FactReport built;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() {
        store = Store.openMemory(true);
        Db db = store.db();
        Tables.create(db);
        db.script("""
                INSERT INTO ledger.batch VALUES (1, 'test', TIMESTAMP '2026-04-01', NULL);
                INSERT INTO ledger.file VALUES (7, 1, 'march.csv', '', '', 'settlement', '', 0, 0, 0, 0, 0, 0, '');
                INSERT INTO data.settlement (setl_id, mdtrt_id, psn_no, fixmedins_code, fixmedins_name, med_type, begndate, enddate, setl_time,
                    medfee_sumamt, hifp_pay, acct_pay, insutype, file_id, source_line) VALUES
                ('S0', 'M0', 'P1', 'H1', '一院', '11', '2026-02-02', '2026-02-02', '2026-02-02 10:00:00', 50, 50, 0, '390', 7, 2),
                ('S1', 'M1', 'P1', 'H1', '一院', '21', '2026-03-02', '2026-03-05', '2026-03-05 10:00:00', 80, 60, 5, '390', 7, 3),
                ('S2', 'M2', 'P2', 'H2', '二院', '21', '2026-03-02', '2026-03-05', '2026-03-06 10:00:00', 90, 40, 0, '310', 7, 4);
                INSERT INTO data.encounter (mdtrt_id, psn_no, fixmedins_code, med_type, begntime, endtime, file_id, source_line) VALUES
                ('M0', 'P1', 'H1', '11', '2026-02-02 09:00:00', '2026-02-02 09:30:00', 7, 5),
                ('M1', 'P1', 'H1', '21', '2026-03-02 09:00:00', '2026-03-05 09:30:00', 7, 6),
                ('M2', 'P2', 'H2', '21', '2026-03-02 09:00:00', '2026-03-05 09:30:00', 7, 7);
                INSERT INTO data.fee_line (feedetl_sn, mdtrt_id, setl_id, fee_ocur_time, hilist_code, cnt, pric, det_item_fee_sumamt, inscp_amt,
                    file_id, source_line) VALUES
                ('L1', 'M1', 'S1', '2026-03-02 10:00:00', '001', 1, 60, 60, 60, 7, 8),
                ('L2', 'M2', 'S2', '2026-03-02 10:00:00', '001', 1, 90, 90, 90, 7, 9);
                INSERT INTO data.death_registry (cert_no, die_date, file_id, source_line) VALUES ('C1', '2026-03-01', 7, 10);
                """);
        RuleFolders shipped = RuleFolders.of(List.of(), "");
        facts = FactSet.read(
                shipped.factFiles(), shipped.macroFiles(), shipped.knowledgeFiles(), shipped.regionFiles());
        built = Facts.refresh(db, facts);
        assertThat(built.failed()).isEmpty();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void amountsAreRoundedHalfUpAndNeverMoreThanThePaid() throws Exception {
        check(
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'settlement', 'S1', 10.005, 'violation', 7)");
        assertThat(claims()).containsExactly("settlement:S1 10.01 7/5.00 march.csv:3");
        check(
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L2', 1000, 'violation', 0)");
        assertThat(claims()).containsExactly("fee_line:L2 40.00 0/0.00 march.csv:9");
        check(
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L1', -5, 'violation', 0)");
        assertThat(claims()).containsExactly("fee_line:L1 0.00 0/0.00 march.csv:8");
    }

    @Test
    void evidenceStandsBesideTheClaimAndSpeaksOnlyWhenNothingIsClaimed() throws Exception {
        String claimed =
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L1', 5, 'violation', 0)";
        String evidence =
                "('K', 'H2', 'P2', 'M2', NULL, DATE '2026-03-01', DATE '2026-03-09', 'death_registry', 'C1', 0, 'violation', 0)";
        check(claimed, evidence);
        assertThat(finding())
                .isEqualTo(
                        "H1 一院 P1 M1 S1 2026-03-01 2026-03-09 2026-03 violation 2 5.00 | 2 至 2026-03-03 | 2 to 2026-03-03");
        check(claimed.replace(", 5,", ", 0,"), evidence);
        assertThat(finding()).startsWith("H2 二院 null null S1 2026-03-01");
    }

    @Test
    void claimedRowsThatDisagreeLeaveThePlaceOpen() throws Exception {
        check(
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L1', 5, 'violation', 0)",
                "('K', 'H2', 'P1', 'M2', 'S2', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L2', 6, 'violation', 0)");
        assertThat(finding()).startsWith("H2 二院 P1 null null");
    }

    @Test
    void gradeMayOnlyBeLoweredAndAClueClaimsNothing() throws Exception {
        String row =
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'settlement', 'S1', 10, 'suspect', 3)";
        check(row);
        assertThat(finding()).contains("suspect 1 10.00");
        check(row, row.replace("'S1', 10, 'suspect'", "'S2', 10, 'clue'"));
        assertThat(finding()).contains("clue 2 0.00");
        assertThat(claims()).allMatch(claim -> claim.contains(" 0.00 0/0.00 ") || claim.contains(" 0.00 3/0.00 "));
        Files.createDirectories(dir.resolve("demo"));
        check(rule -> rule.replace("grade: violation", "grade: suspect"), row.replace("'suspect'", "'violation'"));
        assertThat(finding()).contains("suspect 1 10.00");
    }

    @Test
    void onlyWhatLiesInTheAuditedMonthsCounts() throws Exception {
        String history =
                "('K', 'H1', 'P1', 'M0', 'S0', DATE '2026-02-02', DATE '2026-02-02', 'settlement', 'S0', 10, 'violation', 0)";
        assertThat(check(history).outcome()).isEqualTo(Outcome.CLEAN);
        check(
                history,
                "('K', 'H1', 'P1', 'M1', 'S1', DATE '2026-03-02', DATE '2026-03-03', 'fee_line', 'L1', 5, 'violation', 0)");
        assertThat(claims())
                .containsExactly("fee_line:L1 5.00 0/0.00 march.csv:8", "settlement:S0 0.00 0/0.00 march.csv:2");
        String register =
                "('K', 'H1', 'P1', NULL, NULL, DATE '2026-03-02', DATE '2026-03-31', 'death_registry', 'C1', 0, 'violation', 0)";
        assertThat(check(register).outcome()).isEqualTo(Outcome.FOUND);
        assertThat(check(register.replace("03-31", "02-28")).outcome()).isEqualTo(Outcome.CLEAN);
    }

    @Test
    void resultThatBreaksTheFormIsAnError() throws Exception {
        assertThat(reason("'S9', 10")).contains("the row S9 of settlement, which does not exist");
        assertThat(reason("NULL, 10")).contains("the row NULL of settlement, which does not exist");
        assertThat(check(COLUMNS.replace("'settlement', 'S1'", "'setl', 'S1'")).reason())
                .asString()
                .contains("the table setl, which is no canonical table");
        assertThat(check(COLUMNS.replace("'settlement', 'S1'", "'encounter', 'M1'"))
                        .reason())
                .asString()
                .contains("claims money on row M1 of encounter");
        assertThat(check(COLUMNS.replace("'violation'", "'certain'")).reason())
                .asString()
                .contains("the grade \"certain\"");
        assertThat(check(rule -> rule.replace("CAST(claim AS DECIMAL(18, 4))", "sqrt(claim)"), COLUMNS)
                        .outcome())
                .isEqualTo(Outcome.ERRORED);
        assertThat(store.db().count("SELECT count(*) FROM audit_finding")).isZero();
    }

    @Test
    void slowRuleIsStopped() throws Exception {
        RuleResult result = check(
                rule -> rule.replace(
                        "WHERE true", "WHERE (SELECT count(*) FROM range(4000000000) a WHERE a.range % 7 = 3) > 0"),
                COLUMNS);
        assertThat(result.outcome()).isEqualTo(Outcome.ERRORED);
        assertThat(result.reason()).asString().contains("ran longer than 1 s");
    }

    @Test
    void missingDataAndBrokenFactsAreNamed() throws Exception {
        RuleResult table = check(
                rule -> rule.replace("requires: [settlement]", "requires: [settlement, referral, stay.dscg_way]"),
                COLUMNS);
        assertThat(table.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(table.reason())
                .asString()
                .contains("referral has no rows; without rows or values: encounter.dscg_way");
        RuleResult either = check(
                rule -> rule.replace("requires: [settlement]", "requires: [referral | settlement.med_type]"), COLUMNS);
        assertThat(either.outcome()).isEqualTo(Outcome.FOUND);
        RuleResult broken = check(
                new FactReport(List.of(), Map.of("stay", "Binder Error: no such thing")),
                rule -> rule.replace("WHERE true", "WHERE (SELECT count(*) FROM stay) > 0"),
                COLUMNS);
        assertThat(broken.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(broken.reason()).asString().contains("stay could not be built: Binder Error");
    }

    @Test
    void theMissingColumnIsNamedWhereAnotherTableIsEmptyToo() throws Exception {
        try (Store withoutLines = Store.openMemory(true)) {
            Tables.create(withoutLines.db());
            withoutLines.db().script("""
                    INSERT INTO data.settlement (setl_id, psn_no, fixmedins_code, med_type, begndate, setl_time, medfee_sumamt, hifp_pay, file_id,
                        source_line) VALUES ('S1', 'P1', 'H1', '11', '2026-03-02', '2026-03-02 10:00:00', 50, 30, 7, 2)""");
            RuleResult result = check(
                    withoutLines.db(),
                    Facts.refresh(withoutLines.db(), facts),
                    rule -> rule.replace("requires: [settlement]", "requires: [valid_settlement.hifmi_pay]"),
                    COLUMNS);
            assertThat(result.reason())
                    .isEqualTo(new Bilingual(
                            "without rows or values: settlement.hifmi_pay (valid_settlement is made from it)",
                            "settlement.hifmi_pay 没有数据或取值（valid_settlement 由其得出）"));
        }
    }

    @Test
    void nothingToLookAtIsNotClean() throws Exception {
        Change looksAtNothing =
                rule -> rule.replace("count(*) FROM settlement", "count(*) FROM settlement WHERE false");
        RuleResult nothing = check(rule -> looksAtNothing.of(rule).replace("WHERE true", "WHERE false"), COLUMNS);
        assertThat(nothing.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(nothing.population()).isZero();
        assertThat(nothing.reason())
                .isEqualTo(new Bilingual("the audited months hold nothing that it looks at", "稽核月份内没有其检查的对象"));
        assertThat(check(rule -> rule.replace("WHERE true", "WHERE false"), COLUMNS)
                        .outcome())
                .isEqualTo(Outcome.CLEAN);
        assertThat(check(looksAtNothing, COLUMNS).outcome())
                .as("what is found counts, whatever the denominator says")
                .isEqualTo(Outcome.FOUND);
    }

    @Test
    void findingIsNamedByRuleAndKeyAlone() throws Exception {
        check(COLUMNS);
        String id = store.db()
                .first("SELECT finding_id FROM audit_finding", row -> row.str("finding_id"))
                .orElseThrow();
        assertThat(id).isEqualTo(Sha256.of("rows\nK\u001f").substring(0, 16));
    }

    private String reason(String rowAndClaim) throws Exception {
        RuleResult result = check(COLUMNS.replace("'S1', 10.005", rowAndClaim));
        assertThat(result.outcome()).isEqualTo(Outcome.ERRORED);
        return String.valueOf(result.reason());
    }

    private interface Change {
        String of(String rule);
    }

    private RuleResult check(String... rows) throws Exception {
        return check(rule -> rule, rows);
    }

    private RuleResult check(Change change, String... rows) throws Exception {
        return check(built, change, rows);
    }

    private RuleResult check(FactReport report, Change change, String... rows) throws Exception {
        return check(store.db(), report, change, rows);
    }

    private RuleResult check(Db db, FactReport report, Change change, String... rows) throws Exception {
        Path family = Files.createDirectories(dir.resolve("demo"));
        String text = """
                /*---
                id: rows
                title: { zh: 行, en: rows }
                grade: violation
                tier: 3
                severity: low
                status: stable
                since: 0.1.0
                requires: [settlement]
                population: SELECT count(*) FROM settlement
                key: [k, nothing]
                message: { zh: '{ratio} 至 {end_date}', en: '{ratio} to {end_date}' }
                false_positives: { zh: 无, en: none }
                ---*/
                SELECT *, 2 AS ratio FROM (
                    SELECT k, NULL AS nothing, fixmedins_code, psn_no, mdtrt_id, setl_id, begin_date, end_date, row_table, row_id,
                        CAST(claim AS DECIMAL(18, 4)) AS claim, grade, CAST(account AS DECIMAL(18, 2)) AS account
                    FROM (VALUES %s) t(k, fixmedins_code, psn_no, mdtrt_id, setl_id, begin_date, end_date, row_table, row_id, claim, grade,
                        account)) WHERE true
                """.formatted(String.join(", ", rows));
        Files.writeString(family.resolve("rows.sql"), change.of(text));
        Rule rule = Catalogue.load(new RuleFolders(List.of(dir))).get("rows");
        AuditPeriod period = AuditPeriod.of(YearMonth.of(2026, 3), YearMonth.of(2026, 3));
        return new Checker(db, facts, report, period, Duration.ofSeconds(1))
                .run(List.of(rule), CheckListener.NONE)
                .get(0);
    }

    private static List<String> claims() {
        return store.db()
                .list(
                        "SELECT row_table || ':' || row_id || ' ' || amount_gross || ' ' || (SELECT CAST(max(account) AS INTEGER)"
                                + " FROM audit_result r WHERE r.row_id = c.row_id) || '/' || account_gross || ' ' || source_file || ':'"
                                + " || source_line AS t FROM audit_claim c ORDER BY t",
                        row -> row.str("t"));
    }

    private static String finding() {
        return store.db()
                .first(
                        "SELECT concat_ws(' ', coalesce(fixmedins_code, 'null'), fixmedins_name, coalesce(psn_no, 'null'),"
                                + " coalesce(mdtrt_id, 'null'), coalesce(setl_id, 'null'), begin_date, end_date, month, grade,"
                                + " evidence_rows, amount_gross) || ' | ' || message_zh || ' | ' || message_en AS t FROM audit_finding",
                        row -> row.str("t"))
                .orElseThrow();
    }
}
