package org.claimaudit.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.claimaudit.check.RuleCase.Edge;
import org.claimaudit.check.RuleCase.Expected;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** Reads the test file of a rule. */
public final class RuleCaseFile {
    private static final Set<String> CASE_KEYS =
            Set.of("name", "params", "window", "as_of", "given", "twin", "expect", "outcome", "edges", "unless");
    private static final Set<String> EXPECT_KEYS =
            Set.of("key", "grade", "gross", "account", "strength", "rows", "message");

    /** The period of a case that has neither a window nor dates. */
    static final AuditPeriod ANY = AuditPeriod.of(YearMonth.of(2026, 3), YearMonth.of(2026, 3));

    private final Rule rule;
    private final Path file;
    private final Consumer<Fault> faults;
    private GivenRows rows = new GivenRows(null);
    private boolean twin;

    private RuleCaseFile(Rule rule, Consumer<Fault> faults) {
        this.rule = rule;
        this.file = rule.testFile();
        this.faults = faults;
    }

    /** The cases of a rule; faults are handed over, and a case is used only if there are none. */
    public static List<RuleCase> read(Rule rule, Consumer<Fault> faults) {
        return new RuleCaseFile(rule, faults).read();
    }

    private List<RuleCase> read() {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            faults.accept(new Fault(rule.file(), 1, Messages.text("check.case.none", file.toString())));
            return List.of();
        }
        var cases = new ArrayList<RuleCase>();
        Yaml.read(file, text, 0, faults).ifPresent(fields -> {
            var yaml = new YamlReader(file, fields, faults);
            yaml.allow(Set.of("twin", "defaults", "cases"));
            twin = yaml.flag("twin", false);
            rows = new GivenRows(yaml.child("defaults"));
            yaml.items("cases").forEach(entry -> {
                RuleCase test = one(entry);
                cases.add(test);
                entry.items("unless").forEach(change -> cases.add(unless(change, test)));
            });
        });
        return cases;
    }

    private RuleCase one(YamlReader entry) {
        entry.allow(CASE_KEYS);
        var given = rows.given(entry.child("given"));
        String outcome = entry.text("outcome", "");
        if (outcome.isEmpty() && entry.value("expect") == null) {
            entry.fault("expect", Messages.text("support.yaml.missing", "expect"));
        }
        Rule own = with(entry);
        return new RuleCase(
                own,
                entry.text("name"),
                entry.line(),
                period(entry, given),
                given,
                entry.flag("twin", twin),
                outcome.isEmpty() ? null : outcome(entry, outcome),
                entry.items("expect").stream().map(this::expected).toList(),
                edges(entry, own));
    }

    /** The case with a change that leaves nothing to find. */
    private RuleCase unless(YamlReader change, RuleCase test) {
        if (!test.isHit()) {
            change.fault("name", Messages.text("check.case.unless"));
        }
        String name = test.name() + " – unless " + change.text("name");
        return new RuleCase(
                test.rule(),
                name,
                change.line(),
                test.period(),
                rows.changed(change, test.given()),
                test.twin(),
                null,
                List.of(),
                List.of());
    }

    private Rule with(YamlReader entry) {
        YamlReader params = entry.child("params");
        if (params == null) {
            return rule;
        }
        Rule changed = rule;
        for (String name : params.keys()) {
            changed = with(changed, params, name, String.join(",", params.texts(name)));
        }
        return changed;
    }

    private static Rule with(Rule rule, YamlReader params, String name, String text) {
        var values = new ArrayList<>(rule.params());
        int index = values.indexOf(rule.param(name).orElse(null));
        if (index < 0) {
            params.fault(name, Messages.text("rule.param.unknown", name));
            return rule;
        }
        try {
            values.set(index, values.get(index).with(text));
        } catch (IllegalArgumentException e) {
            params.fault(name, String.valueOf(e.getMessage()));
        }
        return rule.with(List.copyOf(values));
    }

    private static List<Edge> edges(YamlReader entry, Rule own) {
        YamlReader params = entry.child("edges");
        if (params == null) {
            return List.of();
        }
        var edges = new ArrayList<Edge>();
        for (String name : params.keys()) {
            List<String> sides = params.texts(name);
            if (sides.size() != 2) {
                params.fault(name, Messages.text("check.case.edge", name));
            } else if (own.param(name).isEmpty()) {
                params.fault(name, Messages.text("rule.param.unknown", name));
            } else {
                Rule clean = with(own, params, name, sides.get(0));
                edges.add(new Edge(name, clean, with(own, params, name, sides.get(1))));
            }
        }
        return List.copyOf(edges);
    }

    private AuditPeriod period(YamlReader entry, Map<String, List<Map<String, @Nullable String>>> given) {
        YearMonth from;
        YearMonth to;
        if (entry.value("window") instanceof Yaml.Fields) {
            YamlReader window = new YamlReader(file, (Yaml.Fields) entry.value("window"), faults);
            window.allow(Set.of("from", "to"));
            from = month(window, "from", window.text("from"));
            to = month(window, "to", window.text("to"));
        } else if (entry.has("window")) {
            from = month(entry, "window", entry.text("window"));
            to = from;
        } else {
            NavigableSet<YearMonth> months = months(given);
            from = months.isEmpty() ? ANY.from() : months.first();
            to = months.isEmpty() ? from : months.last();
        }
        AuditPeriod period = AuditPeriod.of(from, to);
        return entry.has("as_of") ? new AuditPeriod(from, to, LocalDate.parse(entry.text("as_of"))) : period;
    }

    private static YearMonth month(YamlReader entry, String key, String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            entry.fault(key, Messages.text("check.case.month", text));
            return ANY.from();
        }
    }

    /** The months of the settlements; without any, of the discharges. */
    private static NavigableSet<YearMonth> months(Map<String, List<Map<String, @Nullable String>>> given) {
        var months = new TreeSet<YearMonth>();
        for (String column : List.of("settlement.setl_time", "encounter.endtime")) {
            String[] name = column.split("\\.", -1);
            for (Map<String, @Nullable String> row : given.getOrDefault(name[0], List.of())) {
                String time = row.get(name[1]);
                if (time != null && time.length() >= 7) {
                    months.add(YearMonth.parse(time.substring(0, 7)));
                }
            }
            if (!months.isEmpty()) {
                return months;
            }
        }
        return months;
    }

    private static Outcome outcome(YamlReader entry, String text) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.word().equals(text)) {
                return outcome;
            }
        }
        entry.fault("outcome", Messages.text("check.case.outcome", text));
        return Outcome.ERRORED;
    }

    private Expected expected(YamlReader entry) {
        entry.allow(EXPECT_KEYS);
        Map<String, BigDecimal> rows = null;
        YamlReader given = entry.child("rows");
        if (given != null) {
            rows = new LinkedHashMap<>();
            for (String row : given.keys()) {
                rows.put(row, amount(given, row));
            }
        }
        YamlReader message = entry.child("message");
        return new Expected(
                entry.texts("key"),
                entry.text("grade", rule.grade().word()).toLowerCase(Locale.ROOT),
                entry.has("gross") ? amount(entry, "gross") : null,
                entry.has("account") ? amount(entry, "account") : null,
                entry.has("strength") ? amount(entry, "strength") : null,
                rows,
                message == null || !message.has("en") ? null : message.text("en"),
                message == null || !message.has("zh") ? null : message.text("zh"));
    }

    private static BigDecimal amount(YamlReader entry, String key) {
        String text = entry.text(key);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            entry.fault(key, Messages.text("check.case.amount", text));
            return BigDecimal.ZERO;
        }
    }
}
