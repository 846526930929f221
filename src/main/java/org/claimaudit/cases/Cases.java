package org.claimaudit.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/** The findings of runs, one by one and in a fixed order. */
public final class Cases {
    private Cases() {}

    /**
     * Hands over the findings of a run that pass the filter, by institution, rule and id; those without one institution come first.
     *
     * @param language of titles, messages and legal basis
     */
    public static void stream(Db db, Run run, CaseFilter filter, Locale language, Consumer<Case> sink) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(run.id());
        String condition = filter.condition(arguments);
        db.stream(
                "SELECT f.*, r.title_en, r.title_zh, r.legal_en, r.legal_zh"
                        + " FROM ledger.finding f JOIN ledger.run_rule r USING (run_id, rule_id)"
                        + " WHERE f.run_id = ? AND " + condition
                        + " ORDER BY coalesce(f.fixmedins_code, ''), f.rule_id, f.finding_id",
                row -> sink.accept(Case.of(row, language)),
                arguments.toArray());
    }

    /** As {@link #stream}, as a list, at most {@code limit} of them. */
    public static List<Case> list(Db db, Run run, CaseFilter filter, Locale language, int limit) {
        var cases = new ArrayList<Case>();
        stream(db, run, filter, language, found -> {
            if (cases.size() < limit) {
                cases.add(found);
            }
        });
        return cases;
    }
}
