package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule in a run.
 *
 * @param outcome {@code found}, {@code clean}, {@code not_applicable}, {@code skipped} or {@code errored}
 * @param population how many there were to look at; null when the rule did not run
 * @param gross yuan
 * @param net yuan
 * @param reason why the rule did not run, or that it had nothing to look at
 * @param legal the articles
 * @param caution what may explain its findings innocently
 */
record RuleResult(
        String id,
        String family,
        Bilingual title,
        String grade,
        String severity,
        String outcome,
        @Nullable Long population,
        long findings,
        BigDecimal gross,
        BigDecimal net,
        long millis,
        @Nullable Bilingual reason,
        Bilingual legal,
        Bilingual caution) {

    static List<RuleResult> of(Db db, String runId) {
        return db.list(
                "SELECT r.*, coalesce(c.caution_en, '') AS caution_en, coalesce(c.caution_zh, '') AS caution_zh"
                        + " FROM ledger.run_rule r LEFT JOIN ledger.run_caution c USING (run_id, rule_id)"
                        + " WHERE r.run_id = ? ORDER BY r.rule_id",
                row -> new RuleResult(
                        row.str("rule_id"),
                        row.str("family"),
                        both(row, "title"),
                        row.str("grade"),
                        row.str("severity"),
                        row.str("outcome"),
                        row.wholeOrNull("population"),
                        row.whole("findings"),
                        Objects.requireNonNull(row.decimal("amount_gross")),
                        Objects.requireNonNull(row.decimal("amount_net")),
                        row.whole("millis"),
                        row.text("reason_en") == null ? null : both(row, "reason"),
                        both(row, "legal"),
                        both(row, "caution")),
                runId);
    }

    @Nullable
    String reason(Locale language) {
        return reason == null ? null : reason.in(language);
    }

    private static Bilingual both(Row row, String column) {
        return new Bilingual(row.str(column + "_en"), row.str(column + "_zh"));
    }

    boolean ran() {
        return outcome.equals("found") || outcome.equals("clean");
    }
}
