package org.claimaudit.report;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.claimaudit.check.RuleCase;
import org.claimaudit.check.RuleTests;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.CheckList;
import org.claimaudit.rule.CheckList.Check;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.ParamType;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** The rule library as Markdown: a page for each family, an index, and which check of the catalogue is carried by which rule. */
public final class RuleBook {
    private final Catalogue catalogue;
    private final CheckList checks;
    private final Locale locale;

    public RuleBook(Catalogue catalogue, CheckList checks, Locale locale) {
        this.catalogue = catalogue;
        this.checks = checks;
        this.locale = locale;
    }

    /** The pages by file name: {@code README.md}, {@code <family>.md}; those in Chinese end in {@code .zh-CN.md}. */
    public Map<String, String> pages() {
        var families = new TreeMap<String, List<Rule>>();
        catalogue
                .rules()
                .forEach(rule -> families.computeIfAbsent(rule.family(), f -> new ArrayList<>())
                        .add(rule));
        var pages = new LinkedHashMap<String, String>();
        pages.put(file("README"), index(families));
        families.forEach((family, rules) -> pages.put(file(family), page(family, rules)));
        return pages;
    }

    /** A table with a line for each check of the catalogue: the rules that carry it, or why none does. */
    public String checkTable(String folder) {
        var text = new StringBuilder();
        row(text, say("check"), say("about"), say("rule"));
        text.append("|---|---|---|\n");
        for (Check check : checks.checks()) {
            String carriers = catalogue.rules().stream()
                    .filter(rule -> rule.catalogue().contains(check.id()))
                    .map(rule -> "[`" + rule.id() + "`](" + folder + rule.family() + "/" + rule.id() + ".sql)")
                    .collect(Collectors.joining(", "));
            String name = locale.getLanguage().equals("zh")
                    ? check.zh()
                    : check.name().replace('-', ' ');
            row(
                    text,
                    check.id(),
                    name,
                    carriers.isEmpty() ? "– " + check.whyNot().in(locale) : carriers);
        }
        return text.toString();
    }

    private String index(Map<String, List<Rule>> families) {
        var text = new StringBuilder("# " + say("title") + "\n\n" + say("intro") + "\n");
        families.forEach((family, rules) -> {
            text.append("\n## [")
                    .append(familyName(family))
                    .append("](")
                    .append(file(family))
                    .append(")\n\n");
            row(text, say("rule"), say("title.rule"), say("grade"), say("severity"), say("check"));
            text.append("|---|---|---|---|---|\n");
            rules.forEach(rule -> row(
                    text,
                    "[`" + rule.id() + "`](" + file(family) + "#" + rule.id() + ")",
                    rule.title().in(locale),
                    word("cli.grade.", rule.grade().word()),
                    word("cli.severity.", rule.severity().word()),
                    String.join(", ", rule.catalogue())));
        });
        return text.toString();
    }

    private String page(String family, List<Rule> rules) {
        var text = new StringBuilder("# " + familyName(family) + "\n");
        rules.forEach(rule -> section(text, rule));
        return text.toString();
    }

    private void section(StringBuilder text, Rule rule) {
        text.append("\n## ").append(rule.id()).append("\n\n");
        text.append("**").append(rule.title().in(locale)).append("** · ");
        text.append(word("cli.grade.", rule.grade().word())).append(" · ");
        text.append(word("cli.severity.", rule.severity().word())).append(" · ");
        text.append(word("cli.status.", rule.status().word()));
        if (rule.tier() != null) {
            text.append(" · ")
                    .append(Messages.in(locale, "cli.rules.tier", rule.tier().toString()));
        }
        text.append("\n\n");
        item(text, "message", rule.message().in(locale));
        item(text, "legal", rule.legalBasis().in(locale));
        item(text, "requires", rule.requires().stream().map(Object::toString).collect(Collectors.joining(", ")));
        if (!rule.lookback().isZero()) {
            item(text, "lookback", lookback(rule.lookback()));
        }
        item(text, "false-positives", rule.falsePositives().in(locale));
        example(text, rule);
        params(text, rule.params());
    }

    private String lookback(Period period) {
        long months = period.toTotalMonths();
        return months == 0
                ? say("days", String.valueOf(ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(period))))
                : say("months", String.valueOf(months));
    }

    private void example(StringBuilder text, Rule rule) {
        RuleTests.cases(rule).stream().filter(RuleCase::isHit).findFirst().ifPresent(hit -> {
            var first = hit.expected().get(0);
            String message = locale.getLanguage().equals("zh") ? first.messageZh() : first.messageEn();
            item(text, "example", message == null ? hit.name() : message);
        });
    }

    private void params(StringBuilder text, List<Param> params) {
        if (params.isEmpty()) {
            return;
        }
        text.append('\n');
        row(text, say("param"), say("default"), say("range"), say("about"));
        text.append("|---|---|---|---|\n");
        for (Param param : params) {
            row(
                    text,
                    "`" + param.name() + "`",
                    ParamType.format(param.defaultValue()),
                    bound(param.min()) + " … " + bound(param.max()),
                    param.doc().in(locale));
        }
    }

    private static String bound(@Nullable Object value) {
        return value == null ? "" : ParamType.format(value);
    }

    private void item(StringBuilder text, String key, String value) {
        text.append("- ").append(say(key)).append(": ").append(value).append('\n');
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ");
        text.append(Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ")));
        text.append(" |\n");
    }

    /** The file name of a page in this book's language. */
    public String file(String name) {
        return name + (locale.getLanguage().equals("zh") ? ".zh-CN.md" : ".md");
    }

    private String familyName(String family) {
        try {
            return Messages.in(locale, "summary.family." + family);
        } catch (MissingResourceException e) {
            return family; // a bureau's own
        }
    }

    private String word(String prefix, String word) {
        return Messages.in(locale, prefix + word);
    }

    private String say(String key, Object... arguments) {
        return Messages.in(locale, "rulebook." + key, arguments);
    }
}
