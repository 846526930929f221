package org.claimaudit.cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which findings of a run are wanted; null or empty is no condition.
 *
 * @param findings {@code finding_id}s
 * @param institutions {@code fixmedins_code}s
 * @param rules rule ids, {@code *} stands for any characters
 * @param grades {@code violation}, {@code suspect}, {@code clue}
 * @param status {@code new}, {@code persisting}, or the last decision
 * @param minAmount yuan of {@code amount_gross} at least
 * @param month {@code 2026-03}
 * @param person {@code psn_no}
 */
public record CaseFilter(
        List<String> findings,
        List<String> institutions,
        List<String> rules,
        List<String> grades,
        @Nullable String status,
        @Nullable BigDecimal minAmount,
        @Nullable String month,
        @Nullable String person) {

    /** Every finding. */
    public static CaseFilter all() {
        return new CaseFilter(List.of(), List.of(), List.of(), List.of(), null, null, null, null);
    }

    /** One finding. */
    public static CaseFilter finding(String id) {
        return new CaseFilter(List.of(id), List.of(), List.of(), List.of(), null, null, null, null);
    }

    /** The findings of one institution. */
    public static CaseFilter institution(String code) {
        return new CaseFilter(List.of(), List.of(code), List.of(), List.of(), null, null, null, null);
    }

    /** The condition on {@code ledger.finding f} and a decision {@code d} on it; its arguments are added to {@code arguments}. */
    public String condition(List<@Nullable Object> arguments) {
        var conditions = new ArrayList<String>(List.of("true"));
        anyOf("f.finding_id = ?", findings, conditions, arguments);
        anyOf("f.fixmedins_code = ?", institutions, conditions, arguments);
        anyOf("f.rule_id GLOB ?", rules, conditions, arguments);
        anyOf("f.grade = ?", grades, conditions, arguments);
        if (status != null) {
            anyOf("coalesce(d.decision, f.status) = ?", List.of(status), conditions, arguments);
        }
        if (minAmount != null) {
            conditions.add("f.amount_gross >= ?");
            arguments.add(minAmount);
        }
        if (month != null) {
            anyOf("f.month = ?", List.of(month), conditions, arguments);
        }
        if (person != null) {
            anyOf("f.psn_no = ?", List.of(person), conditions, arguments);
        }
        return String.join(" AND ", conditions);
    }

    private static void anyOf(
            String condition, List<String> values, List<String> conditions, List<@Nullable Object> arguments) {
        if (!values.isEmpty()) {
            conditions.add("("
                    + String.join(
                            " OR ", values.stream().map(value -> condition).toList()) + ")");
            arguments.addAll(values);
        }
    }
}
