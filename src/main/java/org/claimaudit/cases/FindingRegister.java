package org.claimaudit.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.claimaudit.recovery.FundRoom;
import org.claimaudit.recovery.FundRoom.Claimed;
import org.claimaudit.recovery.FundRoom.Part;
import org.claimaudit.recovery.Journal;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** Findings as their latest runs know them, and what was said of them last. */
final class FindingRegister {
    private static final String WANTED = "CREATE OR REPLACE TEMP TABLE register_wanted (finding_id VARCHAR)";

    private final Db db;
    private final Map<String, Known> known = new HashMap<>();

    /**
     * A finding.
     *
     * @param runId the latest run that has it
     * @param clearedBy a later run over its month whose rule no longer finds it
     */
    record Known(
            String id,
            String runId,
            String institution,
            String grade,
            @Nullable String clearedBy) {}

    /** The last word on a finding. */
    record Last(Verdict verdict, LocalDate date) {}

    private FindingRegister(Db db) {
        this.db = db;
    }

    /** Looks these findings up, in temporary tables that live until the next look-up. */
    static FindingRegister of(Db db, Collection<String> ids) {
        var register = new FindingRegister(db);
        db.script(WANTED);
        if (!ids.isEmpty()) {
            var rows = new ArrayList<@Nullable Object[]>();
            ids.stream().distinct().forEach(id -> rows.add(new @Nullable Object[] {id}));
            db.load("register_wanted", List.of("finding_id"), rows);
        }
        db.script("""
                CREATE OR REPLACE TEMP TABLE register_finding AS
                SELECT f.finding_id, f.run_id, f.rule_id, f.grade, f.month, coalesce(f.fixmedins_code, '') AS fixmedins_code, r.ordinal
                FROM ledger.finding f JOIN ledger.run r USING (run_id) SEMI JOIN register_wanted USING (finding_id)
                WHERE r.status IN ('complete', 'partial')
                QUALIFY row_number() OVER (PARTITION BY f.finding_id ORDER BY r.ordinal DESC) = 1""");
        db.stream(
                """
                SELECT f.finding_id, any_value(f.run_id) AS run_id, any_value(f.fixmedins_code) AS institution, any_value(f.grade) AS grade,
                    arg_max(l.run_id, l.ordinal) AS cleared_by
                FROM register_finding f
                LEFT JOIN (ledger.run l JOIN ledger.run_rule rr ON rr.run_id = l.run_id AND rr.outcome IN ('found', 'clean'))
                    ON rr.rule_id = f.rule_id AND l.ordinal > f.ordinal AND l.status IN ('complete', 'partial')
                    AND f.month BETWEEN l.from_month AND l.to_month
                GROUP BY f.finding_id""",
                row -> register.known.put(
                        row.str("finding_id"),
                        new Known(
                                row.str("finding_id"),
                                row.str("run_id"),
                                row.str("institution"),
                                row.str("grade"),
                                row.text("cleared_by"))));
        return register;
    }

    Optional<Known> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** What was said last of each of the findings that were looked up. */
    Map<String, Last> lastWords() {
        var words = new HashMap<String, Last>();
        db.stream(
                "SELECT finding_id, decision, decided_on FROM ledger.decision SEMI JOIN register_wanted USING (finding_id)"
                        + " ORDER BY decision_id",
                row -> words.put(
                        row.str("finding_id"),
                        new Last(
                                Verdict.read(row.str("decision")).orElseThrow(),
                                Objects.requireNonNull(row.date("decided_on")))));
        return words;
    }

    /** What the fund paid for the rows of these findings, and what is upheld of these rows and their settlements already. */
    FundRoom room() {
        db.script("""
                CREATE OR REPLACE TEMP TABLE register_claim AS
                SELECT c.finding_id, c.row_table, c.row_id, coalesce(c.setl_id, c.row_id) AS setl_id, coalesce(c.month, f.month) AS month,
                    c.amount_gross, c.amount_net + c.withheld AS amount_net, c.cap_row, c.cap_setl
                FROM ledger.claim c JOIN register_finding f USING (run_id, finding_id) WHERE c.amount_gross > 0""");
        var claims = new HashMap<String, List<Claimed>>();
        db.stream(
                "SELECT * FROM register_claim ORDER BY finding_id, row_table, row_id",
                row -> claims.computeIfAbsent(row.str("finding_id"), id -> new ArrayList<>())
                        .add(new Claimed(
                                row.str("row_table"),
                                row.str("row_id"),
                                row.str("setl_id"),
                                row.str("month"),
                                Journal.fen(row, "amount_gross"),
                                Journal.fen(row, "amount_net"),
                                Journal.fen(row, "cap_row"),
                                Journal.fen(row, "cap_setl"))));
        var standing = new HashMap<String, List<Part>>();
        db.stream(
                """
                SELECT s.* FROM ledger.confirmed_now s
                WHERE s.setl_id IN (SELECT setl_id FROM register_claim) OR s.finding_id IN (SELECT finding_id FROM register_wanted)
                ORDER BY s.finding_id, s.row_table, s.row_id""",
                row -> standing.computeIfAbsent(row.str("finding_id"), id -> new ArrayList<>())
                        .add(new Part(
                                new Claimed(
                                        row.str("row_table"), row.str("row_id"), row.str("setl_id"), "", 0, 0, 0, 0),
                                Journal.fen(row, "amount"))));
        var room = new FundRoom();
        claims.forEach(room::claim);
        standing.forEach(room::taken);
        return room;
    }
}
