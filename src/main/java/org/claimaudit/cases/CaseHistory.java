package org.claimaudit.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** All that happened to one finding, or to the findings of one case: nothing of it is ever edited. */
public final class CaseHistory {
    /**
     * Something that happened.
     *
     * @param about {@code run}, {@code lapsed} (a run bears out less than is upheld), {@code decision}, {@code posting}, {@code measure} or {@code step}
     * @param what a run's id, or the word of the decision, movement, measure or step
     * @param outcome of a step that decides; why less is borne out; else empty
     * @param day of the document; of a run the day from which it looked back, of a lapse the day of the run
     * @param amount yuan; of a lapse what is not borne out
     * @param source file and line that it came from; empty for a run
     */
    public record Event(
            LocalDate day,
            @Nullable String findingId,
            String about,
            String what,
            String outcome,
            @Nullable BigDecimal amount,
            String officer,
            String document,
            String reason,
            String source) {}

    private static final String EVENTS = """
            WITH wanted AS (
                SELECT ?::VARCHAR AS finding_id
                UNION SELECT finding_id FROM ledger.procedure_step WHERE case_no = ? AND finding_id IS NOT NULL
            ), seen AS (
                SELECT f.finding_id, r.run_id, r.ordinal, r.as_of AS day FROM ledger.finding f
                JOIN wanted USING (finding_id) JOIN ledger.run r USING (run_id) WHERE r.status IN ('complete', 'partial')
                QUALIFY row_number() OVER (PARTITION BY f.finding_id ORDER BY r.ordinal) = 1
            ), happened AS (
                SELECT day, finding_id, 'run' AS about, run_id AS what, '' AS outcome, NULL::DECIMAL(18, 2) AS amount, '' AS officer,
                    '' AS document, '' AS reason, 0 AS paper_id, 0 AS source_line, 0 AS place FROM seen
                UNION ALL
                SELECT r.started_at::DATE, l.finding_id, 'lapsed', l.run_id, l.why, l.upheld - l.worth, '', '', '', NULL, 0, r.ordinal
                FROM ledger.run_lapsed l SEMI JOIN wanted USING (finding_id) JOIN ledger.run r USING (run_id) WHERE l.fresh
                UNION ALL
                SELECT decided_on, finding_id, 'decision', decision, '', coalesce(amount, confirmed), officer, document, reason, paper_id,
                    source_line, decision_id FROM ledger.decision SEMI JOIN wanted USING (finding_id)
                UNION ALL
                SELECT posted_on, finding_id, 'posting', kind, '', amount, officer, document, reason, paper_id, source_line, posting_id
                FROM ledger.posting SEMI JOIN wanted USING (finding_id) WHERE kind <> 'upheld'
                UNION ALL
                SELECT begins, finding_id, 'measure', kind, target, NULL, officer, document, reason, paper_id, source_line, 0
                FROM ledger.measure SEMI JOIN wanted USING (finding_id)
                UNION ALL
                SELECT stepped_on, finding_id, 'step', step, outcome, NULL, officer, document, reason, paper_id, source_line, step_id
                FROM ledger.procedure_step WHERE case_no IN (
                    SELECT case_no FROM ledger.procedure_step WHERE case_no = ? OR finding_id = ?)
            )
            SELECT h.*, coalesce(p.path || ':' || h.source_line, '') AS source FROM happened h LEFT JOIN ledger.paper p USING (paper_id)
            ORDER BY day, paper_id, source_line, about, place
            """;

    private CaseHistory() {}

    /** Everything about a finding's id or a case's number, in order; empty when there is neither. */
    public static List<Event> of(Db db, String id) {
        return db.list(
                EVENTS,
                row -> new Event(
                        Objects.requireNonNull(row.date("day")),
                        row.text("finding_id"),
                        row.str("about"),
                        row.str("what"),
                        row.str("outcome"),
                        row.decimal("amount"),
                        row.str("officer"),
                        row.str("document"),
                        row.str("reason"),
                        row.str("source")),
                id,
                id,
                id,
                id);
    }

    /** The numbers of the cases that an id names: the case itself, or those that the finding belongs to. */
    public static List<String> casesOf(Db db, String id) {
        return db.list(
                "SELECT DISTINCT case_no FROM ledger.procedure_step WHERE case_no = ? OR finding_id = ? ORDER BY case_no",
                row -> row.str("case_no"),
                id,
                id);
    }
}
