package org.claimaudit.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.claimaudit.check.RuleCase.Expected;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** Compares what a case expects with what its rule found. */
final class CaseDifferences {
    private final Db db;
    private final RuleCase test;
    private final List<String> differences = new ArrayList<>();

    CaseDifferences(Db db, RuleCase test) {
        this.db = db;
        this.test = test;
    }

    private record Found(
            List<String> key,
            String grade,
            BigDecimal gross,
            BigDecimal account,
            @Nullable BigDecimal strength,
            Map<String, BigDecimal> rows,
            String messageEn,
            String messageZh) {

        /** Both as one: what a rule says apart of institutions and months, a case expects together. */
        Found with(Found other) {
            var all = new LinkedHashMap<>(rows);
            other.rows.forEach((row, amount) -> all.merge(row, amount, BigDecimal::max));
            return new Found(
                    key,
                    grade,
                    gross.add(other.gross),
                    account.add(other.account),
                    strength,
                    all,
                    messageEn,
                    messageZh);
        }
    }

    /** One line per difference, missing findings first. */
    List<String> find(RuleResult result) {
        if (test.outcome() == null && !test.isHit() && result.foundNothing()) {
            return differences;
        }
        Outcome wanted = test.outcome() != null ? test.outcome() : test.isHit() ? Outcome.FOUND : Outcome.CLEAN;
        if (!result.outcome().ran() || !wanted.ran()) {
            if (result.outcome() != wanted) {
                String reason = result.reason() == null ? "" : result.reason().text();
                differ("check.differ.outcome", wanted.word(), result.outcome().word(), reason);
            }
            return differences;
        }
        if (result.outcome() == Outcome.FOUND && Objects.equals(result.population(), 0L)) {
            differ("check.differ.population");
        }
        Map<List<String>, Found> found = found();
        if (!test.twin()) {
            compareAll(test.expected(), found);
            return differences;
        }
        var twin = new Twin(test.given());
        var copies = new LinkedHashMap<>(found);
        copies.keySet().removeIf(key -> !twin.names(key));
        found.keySet().removeAll(copies.keySet());
        List<Expected> again =
                found.values().stream().map(one -> ofCopy(one, twin)).toList();
        compareAll(test.expected(), found);
        int own = differences.size();
        compareAll(again, copies);
        differences.subList(own, differences.size()).replaceAll(line -> Messages.text("check.differ.twin", line));
        return differences;
    }

    /** What was found of the original as it has to be found of the second copy. */
    private static Expected ofCopy(Found one, Twin twin) {
        var rows = new LinkedHashMap<String, BigDecimal>();
        one.rows().forEach((row, amount) -> rows.put(twin.forward(row), amount));
        return new Expected(
                one.key().stream().map(twin::forward).toList(),
                one.grade(),
                one.gross(),
                one.account(),
                one.strength(),
                rows,
                twin.forward(one.messageEn()),
                twin.forward(one.messageZh()));
    }

    private void compareAll(List<Expected> wanted, Map<List<String>, Found> found) {
        for (Expected expected : wanted) {
            Found one = found.remove(expected.key());
            if (one == null) {
                differ("check.differ.missing", String.valueOf(expected.key()));
            } else {
                compare(expected, one);
            }
        }
        found.values()
                .forEach(one -> differ(
                        "check.differ.unexpected", one.key().toString(), one.grade(), one.gross(), rows(one.rows())));
    }

    private void compare(Expected expected, Found found) {
        String key = found.key().toString();
        same(key, "grade", expected.grade(), found.grade());
        same(key, "gross", plain(expected.gross()), plain(found.gross()));
        same(key, "account", plain(expected.account()), plain(found.account()));
        same(key, "strength", plain(expected.strength()), plain(found.strength()));
        same(key, "message.en", expected.messageEn(), found.messageEn());
        same(key, "message.zh", expected.messageZh(), found.messageZh());
        Map<String, BigDecimal> rows = expected.rows();
        if (rows != null) {
            var names = new TreeSet<>(rows.keySet());
            names.addAll(found.rows().keySet());
            for (String row : names) {
                String wanted = rows.containsKey(row) ? plain(rows.get(row)) : "–";
                String actual =
                        found.rows().containsKey(row) ? plain(found.rows().get(row)) : "–";
                same(key, row, wanted, Objects.requireNonNull(actual));
            }
        }
    }

    private void same(String key, String what, @Nullable String expected, @Nullable String actual) {
        if (expected != null && !expected.equals(actual)) {
            differ("check.differ.value", key, what, expected, String.valueOf(actual));
        }
    }

    private void differ(String message, Object... arguments) {
        differences.add(Messages.text(message, arguments));
    }

    private Map<List<String>, Found> found() {
        Rule rule = test.rule();
        var rows = new LinkedHashMap<String, Map<String, BigDecimal>>();
        db.stream(
                "SELECT finding_id, row_table || ':' || row_id AS r, amount_gross FROM audit_claim ORDER BY ALL",
                row -> rows.computeIfAbsent(row.str("finding_id"), id -> new LinkedHashMap<>())
                        .put(row.str("r"), amount(row, "amount_gross")));
        String key = rule.key().stream()
                .map(column -> "coalesce(CAST(" + Db.identifier(column) + " AS VARCHAR), '')")
                .collect(Collectors.joining(" || chr(31) || "));
        var found = new LinkedHashMap<List<String>, Found>();
        db.stream(
                "SELECT f.*, k.key, a.account AS claimed FROM audit_finding f"
                        + " JOIN (SELECT DISTINCT audit_finding_id, " + key + " AS key FROM audit_result) k"
                        + " ON k.audit_finding_id = f.finding_id"
                        + " JOIN (SELECT finding_id, sum(account_gross) AS account FROM audit_claim GROUP BY ALL) a"
                        + " ON a.finding_id = f.finding_id ORDER BY key",
                row -> {
                    List<String> values = List.of(row.str("key").split("\u001f", -1));
                    found.merge(
                            values,
                            found(row, values, rows.getOrDefault(row.str("finding_id"), Map.of())),
                            Found::with);
                });
        return found;
    }

    private static Found found(Row row, List<String> key, Map<String, BigDecimal> rows) {
        return new Found(
                key,
                row.str("grade"),
                amount(row, "amount_gross"),
                amount(row, "claimed"),
                row.decimal("strength"),
                rows,
                row.str("message_en"),
                row.str("message_zh"));
    }

    private static BigDecimal amount(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }

    private static String rows(Map<String, BigDecimal> rows) {
        return rows.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
