package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.claimaudit.check.RuleResult;
import org.claimaudit.recovery.AuditRequest.Input;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleSet;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Version;
import org.jspecify.annotations.Nullable;

/** Writes one run into the ledger, inside the transaction of the caller. */
final class RunLedger {
    /** Of a run that came to an end and whose reports were written. */
    private static final String ENDED = " run.status IN ('complete', 'partial') AND run.reported ";

    private final Db db;
    private final AuditRequest request;
    private final String from;
    private final String to;

    RunLedger(Db db, AuditRequest request) {
        this.db = db;
        this.request = request;
        this.from = request.period().from().toString();
        this.to = request.period().to().toString();
    }

    void write(List<RuleResult> results) {
        Optional<String> baseline = baseline();
        RuleSet set = RuleSet.of(request.folders(), request.rules());
        run(set, baseline.orElse(null));
        inputs();
        shortfalls();
        YearMonth first = request.period().from();
        emptyMonths("run_empty_month", first, request.period().to());
        emptyMonths("run_history_gap", first.minusYears(1), first.minusMonths(1));
        parts(set);
        rules(results);
        bases();
        compare();
        String id = Db.quote(request.runId());
        db.script(
                "INSERT INTO ledger.finding BY NAME SELECT " + id
                        + " AS run_id, * FROM audit_finding ORDER BY finding_id;"
                        + " INSERT INTO ledger.claim BY NAME SELECT " + id
                        + " AS run_id, * FROM audit_claim ORDER BY finding_id, row_table, row_id;"
                        + " INSERT INTO ledger.run_withheld BY NAME SELECT " + id + " AS run_id, * FROM audit_withheld;"
                        + " INSERT INTO ledger.run_indicator BY NAME SELECT " + id
                        + " AS run_id, * FROM audit_indicator ORDER BY ordinal;"
                        + " INSERT INTO ledger.run_quality BY NAME SELECT " + id
                        + " AS run_id, * FROM audit_quality ORDER BY fixmedins_code, table_name, check_id;"
                        + " INSERT INTO ledger.run_unknown_code BY NAME SELECT " + id
                        + " AS run_id, * FROM audit_unknown_code ORDER BY fixmedins_code, table_name, code_list, code;"
                        + " INSERT INTO ledger.run_decision SELECT " + id
                        + ", finding_id, decision FROM audit_finding JOIN ledger.last_decision USING (finding_id) ORDER BY finding_id");
        db.execute("UPDATE ledger.run SET cleared = ? WHERE run_id = ?", cleared(), request.runId());
    }

    void finish(RunStatus status, Duration duration) {
        db.execute(
                "UPDATE ledger.run SET status = ?, finished_at = ?, millis = ? WHERE run_id = ?",
                status.word(),
                utc().plus(duration),
                duration.toMillis(),
                request.runId());
    }

    private LocalDateTime utc() {
        return LocalDateTime.ofInstant(request.started(), ZoneOffset.UTC);
    }

    private void run(RuleSet set, @Nullable String baseline) {
        Bilingual convention = FundConvention.describe(db);
        db.execute(
                """
                INSERT INTO ledger.run (run_id, ordinal, command, status, from_month, to_month, as_of, tool_version,
                    rule_set_sha256, baseline_run_id, cleared, started_at, fund_convention_en, fund_convention_zh, revealed_by, reported)
                SELECT ?, coalesce(max(ordinal), 0) + 1, ?, 'running', ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, false FROM ledger.run""",
                request.runId(),
                request.command(),
                from,
                to,
                request.period().asOf(),
                Version.tool(),
                set.sha256(),
                baseline,
                utc(),
                convention == null ? null : convention.en(),
                convention == null ? null : convention.zh(),
                request.revealedBy());
    }

    private void inputs() {
        List<Input> inputs = request.inputs();
        if (inputs == null) {
            db.execute(
                    "INSERT INTO ledger.run_input SELECT ?, row_number() OVER (ORDER BY file_id), file_id, true FROM ledger.file",
                    request.runId());
            return;
        }
        var rows = new ArrayList<@Nullable Object[]>();
        for (Input input : inputs) {
            rows.add(new @Nullable Object[] {request.runId(), rows.size() + 1, input.fileId(), input.alreadyLoaded()});
        }
        load("ledger.run_input", List.of("run_id", "ordinal", "file_id", "already_loaded"), rows);
    }

    private void shortfalls() {
        load(
                "ledger.run_shortfall",
                List.of("run_id", "file_id", "missing"),
                request.shortfalls().stream()
                        .map(file -> new @Nullable Object[] {request.runId(), file.fileId(), file.missing()})
                        .toList());
    }

    private void emptyMonths(String table, YearMonth first, YearMonth last) {
        db.execute("INSERT INTO ledger." + table + """
                 SELECT ?, strftime(first, '%Y-%m') AS month
                FROM (SELECT unnest(generate_series(CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), INTERVAL 1 MONTH)) AS first)
                WHERE NOT EXISTS (
                        SELECT 1 FROM data.settlement s WHERE s.setl_time >= first AND s.setl_time < first + INTERVAL 1 MONTH)
                    AND NOT EXISTS (SELECT 1 FROM data.encounter e WHERE e.endtime >= first AND e.endtime < first + INTERVAL 1 MONTH)
                ORDER BY month""", request.runId(), first + "-01", last + "-01");
    }

    private void parts(RuleSet set) {
        var rows = new ArrayList<@Nullable Object[]>();
        set.parts()
                .forEach(part -> rows.add(
                        new @Nullable Object[] {request.runId(), part.kind(), part.name(), part.value(), part.sha256()
                        }));
        request.settings()
                .forEach((name, value) ->
                        rows.add(new @Nullable Object[] {request.runId(), "setting", name, value, null}));
        load("ledger.run_part", List.of("run_id", "kind", "name", "value", "sha256"), rows);
        db.execute(
                "INSERT INTO ledger.run_part SELECT ?, 'exemption', exemption_id, 'version ' || version, NULL FROM ledger.exemption_in_force",
                request.runId());
    }

    private void rules(List<RuleResult> results) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (RuleResult result : results) {
            Rule rule = result.rule();
            Bilingual legal = rule.legalBasis();
            Bilingual reason = result.reason();
            rows.add(new @Nullable Object[] {
                request.runId(),
                rule.id(),
                rule.family(),
                rule.title().en(),
                rule.title().zh(),
                rule.grade().word(),
                rule.tier(),
                rule.priority(),
                rule.severity().word(),
                legal.en(),
                legal.zh(),
                result.outcome().word(),
                result.population(),
                result.findings(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                result.millis(),
                reason == null ? null : reason.en(),
                reason == null ? null : reason.zh()
            });
        }
        load(
                "ledger.run_rule",
                List.of(
                        "run_id",
                        "rule_id",
                        "family",
                        "title_en",
                        "title_zh",
                        "grade",
                        "tier",
                        "priority",
                        "severity",
                        "legal_en",
                        "legal_zh",
                        "outcome",
                        "population",
                        "findings",
                        "amount_gross",
                        "amount_net",
                        "millis",
                        "reason_en",
                        "reason_zh"),
                rows);
        load(
                "ledger.run_caution",
                List.of("run_id", "rule_id", "caution_en", "caution_zh"),
                results.stream()
                        .map(RuleResult::rule)
                        .map(rule -> new @Nullable Object[] {
                            request.runId(),
                            rule.id(),
                            rule.falsePositives().en(),
                            rule.falsePositives().zh()
                        })
                        .toList());
        db.execute("""
                UPDATE ledger.run_rule SET amount_gross = f.gross, amount_net = f.net, findings = f.n
                FROM (SELECT rule_id, count(*) AS n, sum(amount_gross) AS gross, sum(amount_net) AS net FROM audit_finding GROUP BY rule_id) f
                WHERE run_rule.run_id = ? AND run_rule.rule_id = f.rule_id""", request.runId());
        db.execute("""
                UPDATE ledger.run_rule SET findings = 0, outcome = 'clean'
                WHERE run_id = ? AND findings > 0 AND rule_id NOT IN (SELECT rule_id FROM audit_finding)""", request.runId());
    }

    private void load(String table, List<String> columns, List<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            db.load(table, columns, rows);
        }
    }

    /** The latest earlier run over the same months that came to an end. */
    private Optional<String> baseline() {
        return db.first(
                "SELECT run_id FROM ledger.run WHERE" + ENDED
                        + "AND from_month = ? AND to_month = ? ORDER BY ordinal DESC LIMIT 1",
                row -> row.str("run_id"),
                from,
                to);
    }

    /** For each rule the latest earlier run over the same months in which it ran: runs differ in the rules that they are told to take. */
    private void bases() {
        db.execute("CREATE OR REPLACE TEMP TABLE rule_base AS SELECT rule_id, arg_max(run_id, ordinal) AS run_id"
                + " FROM ledger.run_rule JOIN ledger.run USING (run_id) WHERE" + ENDED + "AND from_month = "
                + Db.quote(from)
                + " AND to_month = " + Db.quote(to) + " AND population IS NOT NULL GROUP BY rule_id");
    }

    /**
     * A finding persists when that run of its rule has it, or, when there is none, any earlier run. One that was only listed, as a run of one
     * month lists what it may not claim, is new when it claims.
     */
    private void compare() {
        db.execute(
                "UPDATE audit_finding SET status = 'persisting' FROM ("
                        + "SELECT finding_id, max(amount_gross) AS gross FROM ("
                        + "SELECT finding_id, amount_gross FROM ledger.finding SEMI JOIN rule_base USING (run_id, rule_id)"
                        + " UNION ALL SELECT finding_id, amount_gross FROM ledger.finding JOIN ledger.run USING (run_id) WHERE"
                        + ENDED
                        + "AND rule_id NOT IN (SELECT rule_id FROM rule_base)) GROUP BY finding_id) seen"
                        + " WHERE audit_finding.finding_id = seen.finding_id AND (seen.gross > 0 OR audit_finding.amount_gross = 0)");
    }

    /** Findings that are gone, of rules that ran this time: what was not looked at is not cleared. */
    private long cleared() {
        return db.count("""
                SELECT count(*) FROM ledger.finding b SEMI JOIN rule_base USING (run_id, rule_id)
                JOIN ledger.run_rule r ON r.run_id = ? AND r.rule_id = b.rule_id AND r.population IS NOT NULL
                WHERE b.finding_id NOT IN (SELECT finding_id FROM audit_finding)
                    AND b.finding_id NOT IN (SELECT finding_id FROM audit_exempted)""", request.runId());
    }
}
