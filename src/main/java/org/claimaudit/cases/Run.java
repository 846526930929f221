package org.claimaudit.cases;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One run, as the ledger keeps it.
 *
 * @param ordinal 1, 2, 3 … in the order in which runs began
 * @param status {@code complete}, {@code partial} or {@code failed}; {@code running} while it goes on or when it was killed
 * @param fromMonth first audited month, {@code 2026-03}
 * @param toMonth last audited month, included
 * @param baselineRunId the earlier run that findings are new, persisting or cleared against
 * @param cleared how many findings of the baseline are gone
 * @param startedAt UTC
 * @param finishedAt UTC
 */
public record Run(
        String id,
        int ordinal,
        String command,
        String status,
        String fromMonth,
        String toMonth,
        LocalDate asOf,
        String toolVersion,
        String ruleSetSha256,
        @Nullable String baselineRunId,
        long cleared,
        LocalDateTime startedAt,
        @Nullable LocalDateTime finishedAt,
        @Nullable Long millis,
        @Nullable String fundConventionEn,
        @Nullable String fundConventionZh) {

    /** What users call the newest run that came to an end. */
    public static final String LAST = "last";

    /**
     * Finds a run.
     *
     * @param name a run's id, or {@link #LAST}
     * @throws UserError {@link ExitCode#MISSING} when there is no such run
     */
    public static Run find(Db db, String name) {
        if (!name.equals(LAST)) {
            return db.first("SELECT * FROM ledger.run WHERE run_id = ?", Run::of, name)
                    .orElseThrow(() -> missing("cases.run.unknown", name));
        }
        return db.first(
                        "SELECT * FROM ledger.run WHERE status IN ('complete', 'partial') ORDER BY ordinal DESC LIMIT 1",
                        Run::of)
                .orElseThrow(() -> missing("cases.run.none", name));
    }

    /** All runs, the newest first. */
    public static List<Run> all(Db db) {
        return db.list("SELECT * FROM ledger.run ORDER BY ordinal DESC", Run::of);
    }

    /** The audited months as people write them: {@code 2026-03}, or {@code 2025-01..2026-03}. */
    public String months() {
        return fromMonth.equals(toMonth) ? fromMonth : fromMonth + ".." + toMonth;
    }

    /** What the amounts of the pooled fund were taken from. */
    public @Nullable String fundConvention(Locale language) {
        return language.getLanguage().equals("zh") ? fundConventionZh : fundConventionEn;
    }

    private static Run of(Row row) {
        return new Run(
                row.str("run_id"),
                (int) row.whole("ordinal"),
                row.str("command"),
                row.str("status"),
                row.str("from_month"),
                row.str("to_month"),
                Objects.requireNonNull(row.date("as_of")),
                row.str("tool_version"),
                row.str("rule_set_sha256"),
                row.text("baseline_run_id"),
                row.whole("cleared"),
                Objects.requireNonNull(row.time("started_at")),
                row.time("finished_at"),
                row.wholeOrNull("millis"),
                row.text("fund_convention_en"),
                row.text("fund_convention_zh"));
    }

    private static UserError missing(String key, String name) {
        return new UserError(ExitCode.MISSING, Messages.text(key, name), Messages.text(key + ".todo"));
    }
}
