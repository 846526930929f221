package org.claimaudit.cases;

import java.util.Map;
import java.util.stream.Collectors;
import org.claimaudit.store.Db;

/** What a rule is called and which articles it names, in one language, as it was when it ran. */
record RuleWords(String title, String legal) {
    /** Those of a run's rules, by id; {@code language} is {@code en} or {@code zh}. */
    static Map<String, RuleWords> of(Db db, Run run, String language) {
        return db
                .list(
                        "SELECT rule_id, title_" + language + " AS title, legal_" + language
                                + " AS legal FROM ledger.run_rule WHERE run_id = ?",
                        row -> Map.entry(row.str("rule_id"), new RuleWords(row.str("title"), row.str("legal"))),
                        run.id())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
