package org.claimaudit.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimaudit.check.RuleCase;
import org.claimaudit.check.RuleCaseFile;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.ParamType;
import org.claimaudit.rule.Requirement;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints everything that is known of one rule, and its SQL, which runs in any DuckDB as it stands. */
@Command(name = "explain")
final class RulesExplainCommand implements Runnable {
    private static final int INDENT = 2;

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "rule-id")
    private String id = "";

    private final Context context;

    RulesExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        Rule rule = context.catalogue().get(id);
        context.print(context.ansi().string("@|bold " + rule.id() + "|@  ")
                + rule.title().text());
        fact("cli.rules.kind", kind(rule));
        section("cli.rules.legal", legal(rule));
        section("cli.rules.message", List.of(rule.message().text()));
        section(
                "cli.rules.params",
                rule.params().stream().map(RulesExplainCommand::param).toList());
        section(
                "cli.rules.requires",
                rule.requires().stream().map(Requirement::toString).toList());
        section("cli.rules.false-positives", List.of(rule.falsePositives().text()));
        section("cli.rules.example", example(rule));
        context.print("");
        context.print(Messages.text("cli.rules.sql", rule.file()));
        context.print("");
        body(rule.sql()).forEach(context::print);
    }

    private static String kind(Rule rule) {
        var words = new ArrayList<String>();
        words.add(Messages.text("cli.grade." + rule.grade().word()));
        words.add(Messages.text("cli.severity." + rule.severity().word()));
        words.add(Messages.text("cli.status." + rule.status().word()));
        words.add(Messages.text("cli.rules.family", rule.family()));
        if (rule.tier() != null) {
            words.add(Messages.text("cli.rules.tier", rule.tier().toString()));
        }
        words.add(Messages.text("cli.rules.since", rule.since()));
        return String.join(Messages.text("cli.comma"), words);
    }

    private static List<String> legal(Rule rule) {
        var lines = new ArrayList<String>();
        rule.legal()
                .forEach(article -> lines.add(
                        article.checked() ? article.cite() : Messages.text("rule.legal.unchecked", article.cite())));
        if (rule.official() != null) {
            lines.add(rule.official().library() + " " + rule.official().category());
        }
        return lines;
    }

    private static String param(Param param) {
        String value = ParamType.format(param.value());
        String preset = ParamType.format(param.defaultValue());
        String shown = value.equals(preset) ? value : Messages.text("cli.rules.changed", value, preset);
        return param.name() + " = " + shown + "  " + param.doc().text();
    }

    /** The first case of its tests that finds something: the rows, and what is claimed of which. */
    private static List<String> example(Rule rule) {
        var lines = new ArrayList<String>();
        RuleCaseFile.read(rule, fault -> {}).stream()
                .filter(RuleCase::isHit)
                .findFirst()
                .ifPresent(hit -> {
                    lines.add(hit.name());
                    hit.given()
                            .forEach((table, rows) -> rows.forEach(row -> lines.add(table + "  "
                                    + row.entrySet().stream()
                                            .map(cell -> cell.getKey() + "=" + cell.getValue())
                                            .collect(Collectors.joining(" ")))));
                    for (RuleCase.Expected found : hit.expected()) {
                        Map<String, BigDecimal> rows = found.rows() == null ? Map.of() : found.rows();
                        String claims = rows.entrySet().stream()
                                .map(row -> row.getKey() + " " + row.getValue())
                                .collect(Collectors.joining(", "));
                        String message =
                                Messages.language().getLanguage().equals("zh") ? found.messageZh() : found.messageEn();
                        lines.add("→ " + (found.gross() == null ? "" : found.gross() + "  ") + claims
                                + (message == null ? "" : "  " + message));
                    }
                });
        return lines;
    }

    /** The file without its front matter. */
    private static List<String> body(String sql) {
        int end = sql.indexOf("---*/");
        return (end < 0 ? sql : sql.substring(end + "---*/".length()))
                .strip()
                .lines()
                .toList();
    }

    private void fact(String key, String text) {
        wrap(Messages.text(key, text), 0);
    }

    private void section(String key, List<String> items) {
        if (!items.isEmpty()) {
            context.print("");
            context.print(Messages.text(key));
            items.forEach(item -> wrap(item, INDENT));
        }
    }

    private void wrap(String text, int indent) {
        context.print(Wrapped.lines(text, indent, context.console().columns()));
    }
}
