package org.claimaudit.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** The findings of runs, one by one and in a fixed order. */
public final class Cases {
    private Cases() {}

    /** Whose decisions the status shows: those that stood when the run was made, as its reports do, or those that stand now. */
    public enum Decided {
        THEN("SELECT finding_id, decision FROM ledger.run_decision WHERE run_id = ?"),
        NOW("SELECT finding_id, decision FROM ledger.last_decision WHERE ? <> ''");

        private final String sql;

        Decided(String sql) {
            this.sql = sql;
        }
    }

    /**
     * Hands over the findings of a run that pass the filter, by institution, rule and id; those without one institution come first.
     *
     * @param language of titles, messages and legal basis
     */
    public static void stream(
            Db db, Run run, CaseFilter filter, Decided decided, Locale language, Consumer<Case> sink) {
        boolean chinese = language.getLanguage().equals("zh");
        Map<String, RuleWords> words = RuleWords.of(db, run, chinese ? "zh" : "en");
        List<@Nullable Object> arguments = new ArrayList<>(List.of(run.id(), run.id()));
        String condition = filter.condition(arguments);
        // the driver makes a string of every text that is asked for, used or not: of two languages the one that is
        // wanted
        db.stream(
                "SELECT f.* EXCLUDE (run_id, message_en, message_zh) REPLACE (coalesce(d.decision, f.status) AS status), f.message_"
                        + (chinese ? "zh" : "en") + " AS message"
                        + " FROM ledger.finding f LEFT JOIN (" + decided.sql + ") d USING (finding_id)"
                        + " WHERE f.run_id = ? AND " + condition
                        + " ORDER BY coalesce(f.fixmedins_code, ''), f.rule_id, f.finding_id",
                row -> sink.accept(Case.of(row, Objects.requireNonNull(words.get(row.str("rule_id"))))),
                arguments.toArray());
    }

    /** A finding as the latest run that has it knows it, which must be there. */
    public static Case latest(Db db, String findingId, Locale language) {
        String run = db.first(
                        "SELECT run_id FROM ledger.finding JOIN ledger.run USING (run_id) WHERE finding_id = ? ORDER BY ordinal DESC LIMIT 1",
                        row -> row.str("run_id"),
                        findingId)
                .orElseThrow();
        return list(db, Run.find(db, run), CaseFilter.finding(findingId), language, 1)
                .get(0);
    }

    /** As {@link #stream}, as a list, at most {@code limit} of them. */
    public static List<Case> list(Db db, Run run, CaseFilter filter, Locale language, int limit) {
        var cases = new ArrayList<Case>();
        stream(db, run, filter, Decided.NOW, language, found -> {
            if (cases.size() < limit) {
                cases.add(found);
            }
        });
        return cases;
    }
}
