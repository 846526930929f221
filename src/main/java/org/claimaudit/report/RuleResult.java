package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule in a run.
 *
 * @param outcome {@code found}, {@code clean}, {@code not_applicable}, {@code skipped} or {@code errored}
 * @param population how many there were to look at; null when the rule did not run
 * @param gross yuan
 * @param net yuan
 * @param reason why the rule did not run
 */
record RuleResult(
        String id,
        String family,
        String title,
        String grade,
        String severity,
        String outcome,
        @Nullable Long population,
        long findings,
        BigDecimal gross,
        BigDecimal net,
        long millis,
        @Nullable String reason) {

    static List<RuleResult> of(Db db, String runId, Locale language) {
        String suffix = language.getLanguage().equals("zh") ? "_zh" : "_en";
        return db.list(
                "SELECT * FROM ledger.run_rule WHERE run_id = ? ORDER BY rule_id",
                row -> new RuleResult(
                        row.str("rule_id"),
                        row.str("family"),
                        row.str("title" + suffix),
                        row.str("grade"),
                        row.str("severity"),
                        row.str("outcome"),
                        row.wholeOrNull("population"),
                        row.whole("findings"),
                        Objects.requireNonNull(row.decimal("amount_gross")),
                        Objects.requireNonNull(row.decimal("amount_net")),
                        row.whole("millis"),
                        row.text("reason" + suffix)),
                runId);
    }

    boolean ran() {
        return outcome.equals("found") || outcome.equals("clean");
    }
}
