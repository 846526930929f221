package org.claimaudit.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/**
 * One finding, as an investigator gets it.
 *
 * @param grade {@code violation}, {@code suspect} or {@code clue}
 * @param fixmedinsCode the institution, if all that is claimed lies with one
 * @param psnNo the person's number, unmasked
 * @param endDate included
 * @param month the month it is booked to, {@code 2026-03}
 * @param amountGross what the rule claims by itself, yuan of the pooled fund
 * @param amountNet what is left of it after other rules' claims, yuan of the pooled fund
 * @param withheld what would be net if the institution's data were fit to be claimed upon, yuan
 * @param account personal account money, yuan, in none of the other amounts
 * @param status {@code new} or {@code persisting}, or the last decision on it
 * @param strength how many times the rule's limit the figure of a clue is; null where the rule does not say
 */
public record Case(
        String findingId,
        String ruleId,
        String ruleTitle,
        String grade,
        String severity,
        @Nullable String fixmedinsCode,
        @Nullable String fixmedinsName,
        @Nullable String psnNo,
        @Nullable String mdtrtId,
        @Nullable String setlId,
        @Nullable LocalDate beginDate,
        @Nullable LocalDate endDate,
        String month,
        String message,
        long evidenceRows,
        BigDecimal amountGross,
        BigDecimal amountNet,
        BigDecimal withheld,
        BigDecimal account,
        String status,
        String legalBasis,
        @Nullable BigDecimal strength) {

    /** Reads a row of {@code ledger.finding}, its message in one language. */
    static Case of(Row row, RuleWords rule) {
        return new Case(
                row.str("finding_id"),
                row.str("rule_id"),
                rule.title(),
                row.str("grade"),
                row.str("severity"),
                row.text("fixmedins_code"),
                row.text("fixmedins_name"),
                row.text("psn_no"),
                row.text("mdtrt_id"),
                row.text("setl_id"),
                row.date("begin_date"),
                row.date("end_date"),
                row.str("month"),
                row.str("message"),
                row.whole("evidence_rows"),
                amount(row, "amount_gross"),
                amount(row, "amount_net"),
                amount(row, "withheld"),
                amount(row, "account"),
                row.str("status"),
                rule.legal(),
                row.decimal("strength"));
    }

    private static BigDecimal amount(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column));
    }
}
