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

    /**
     * The rows of the findings that money hangs on. What is claimed of a row says the latest run that has the finding and audits the row's
     * month: one that audits another month lists the row as evidence only, and takes nothing back by that.
     */
    private static final String ROWS = """
            CREATE OR REPLACE TEMP TABLE register_row AS
            WITH ended AS (
                SELECT f.finding_id, f.run_id, f.month, r.ordinal, r.from_month, r.to_month
                FROM ledger.finding f JOIN ledger.run r USING (run_id) SEMI JOIN register_wanted USING (finding_id)
                WHERE r.status IN ('complete', 'partial')
            ), held AS (
                SELECT e.ordinal, coalesce(c.month, e.month) AS row_month, c.* FROM ledger.claim c JOIN ended e USING (run_id, finding_id)
            ), latest AS (
                SELECT m.finding_id, m.row_month,
                    arg_max(e.run_id, struct_pack(audited := m.row_month BETWEEN e.from_month AND e.to_month, place := e.ordinal)) AS run_id
                FROM (SELECT DISTINCT finding_id, row_month FROM held) m JOIN ended e USING (finding_id) GROUP BY m.finding_id, m.row_month
            )
            SELECT h.finding_id, h.run_id, h.ordinal, h.row_table, h.row_id, coalesce(h.setl_id, h.row_id) AS setl_id, h.row_month AS month,
                h.amount_gross, h.amount_net + h.withheld AS amount_net, h.account_gross, h.cap_row, h.cap_setl
            FROM held h SEMI JOIN latest USING (finding_id, row_month, run_id)""";

    /** A finding is gone when a later run does not have it that audits the last month of its rows: an earlier month alone does not show it. */
    private static final String FINDINGS = """
            WITH has AS (
                SELECT f.*, r.ordinal FROM ledger.finding f JOIN ledger.run r USING (run_id) SEMI JOIN register_wanted USING (finding_id)
                WHERE r.status IN ('complete', 'partial')
            ), claims AS (
                SELECT finding_id, max(ordinal) AS ordinal FROM register_row WHERE amount_gross > 0 OR account_gross > 0 GROUP BY finding_id
            ), known AS (
                SELECT h.finding_id, arg_max(h.run_id, struct_pack(claims := h.ordinal IS NOT DISTINCT FROM c.ordinal, place := h.ordinal)) AS run_id,
                    max(h.ordinal) AS last_seen
                FROM has h LEFT JOIN claims c USING (finding_id) GROUP BY h.finding_id
            ), reach AS (
                SELECT finding_id, max(month) AS month FROM register_row GROUP BY finding_id
            )
            SELECT k.finding_id, any_value(k.run_id) AS run_id, any_value(coalesce(h.fixmedins_code, '')) AS institution, any_value(h.grade) AS grade,
                arg_max(l.run_id, l.ordinal) AS cleared_by
            FROM known k JOIN has h USING (finding_id, run_id) LEFT JOIN reach t USING (finding_id)
            LEFT JOIN (ledger.run l JOIN ledger.run_rule rr ON rr.run_id = l.run_id AND rr.population IS NOT NULL)
                ON rr.rule_id = h.rule_id AND l.ordinal > k.last_seen AND l.status IN ('complete', 'partial')
                AND coalesce(t.month, h.month) BETWEEN l.from_month AND l.to_month
            GROUP BY k.finding_id""";

    private final Db db;
    private final Map<String, Known> known = new HashMap<>();

    /**
     * A finding.
     *
     * @param runId the latest run whose claims count
     * @param clearedBy a later run whose rule no longer finds it
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
        db.script(ROWS);
        db.stream(
                FINDINGS,
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
        var claims = new HashMap<String, List<Claimed>>();
        db.stream(
                "SELECT * FROM register_row WHERE row_table IN ('fee_line', 'settlement') ORDER BY finding_id, row_table, row_id",
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
                WHERE s.setl_id IN (SELECT setl_id FROM register_row) OR s.finding_id IN (SELECT finding_id FROM register_wanted)
                ORDER BY s.finding_id, s.row_table, s.row_id""",
                row -> standing.computeIfAbsent(row.str("finding_id"), id -> new ArrayList<>())
                        .add(new Part(
                                new Claimed(
                                        row.str("row_table"),
                                        row.str("row_id"),
                                        row.str("setl_id"),
                                        row.str("month"),
                                        Journal.fen(row, "amount"),
                                        0,
                                        0,
                                        0),
                                Journal.fen(row, "amount"))));
        var room = new FundRoom();
        claims.forEach(room::claim);
        standing.forEach(room::taken);
        return room;
    }
}
