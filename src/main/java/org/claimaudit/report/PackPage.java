package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** What the template of a pack's {@code findings.html} shows. */
record PackPage(
        ReportModel model,
        PackOrder order,
        Disclosure disclosure,
        @Nullable String name,
        List<OfRule> rules,
        String style) {
    /** More rows of one finding than this are left to {@code evidence.csv}, and more findings of a pack to {@code findings.xlsx}. */
    static final int ROWS = 60;

    static final int FINDINGS = 1000;

    /** A rule and its findings, those with most money first. */
    record OfRule(RuleThen rule, List<Found> findings) {
        BigDecimal net() {
            return findings.stream().map(of -> of.found().amountNet()).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** A finding and its rows. */
    record Found(Case found, List<Line> lines) {
        /** The rows that are shown: all, or those with most money. */
        List<Line> shown() {
            return FindingText.shown(lines, ROWS);
        }

        int more() {
            return Math.max(0, lines.size() - ROWS);
        }
    }

    private Reckoning words() {
        return new Reckoning(model.language());
    }

    String language() {
        return model.language().getLanguage().equals("zh") ? "zh" : "en";
    }

    String say(String key, Object... arguments) {
        return Messages.in(model.language(), "dossier." + key, arguments);
    }

    String word(String kind, String code) {
        return Messages.in(model.language(), kind + "." + code);
    }

    String plain(@Nullable String text) {
        return text == null ? "" : DisplayWidth.plain(text);
    }

    String title() {
        return order.institution() + (name == null ? "" : " " + plain(name));
    }

    String yuan(BigDecimal amount) {
        return Page.yuan(amount);
    }

    /** An amount of a row; nothing for a row that only proves. */
    String claimed(Line line, BigDecimal amount) {
        return line.gross().signum() == 0 ? "–" : yuan(amount);
    }

    String message(Case found) {
        return plain(disclosure.message(found.message(), found.psnNo()));
    }

    String person(Case found) {
        return plain(disclosure.number(found.psnNo()));
    }

    String place(Line line) {
        return plain(line.file()) + ":" + line.line();
    }

    String row(Line line) {
        return words().table(line) + " " + plain(disclosure.rowId(line.table(), line.rowId()));
    }

    String what(Line line) {
        return plain(words().what(line));
    }

    List<String> money(Line line) {
        return words().money(line);
    }

    List<String> earlier(Found found) {
        return words().earlier(found.lines());
    }

    /** The articles, or the cautions, one by one. */
    List<String> items(String text) {
        return List.of(text.split("；|; ", -1));
    }

    private List<Case> cases() {
        return rules.stream()
                .flatMap(of -> of.findings().stream())
                .map(Found::found)
                .toList();
    }

    long count(String grade) {
        return cases().stream().filter(found -> found.grade().equals(grade)).count();
    }

    BigDecimal net(String grade) {
        return sum(found -> found.grade().equals(grade) ? found.amountNet() : BigDecimal.ZERO);
    }

    BigDecimal sum(Function<Case, BigDecimal> amount) {
        return cases().stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal gross() {
        return sum(Case::amountGross);
    }

    BigDecimal net() {
        return sum(Case::amountNet);
    }

    BigDecimal withheld() {
        return sum(Case::withheld);
    }

    BigDecimal account() {
        return sum(Case::account);
    }

    String replyTo() {
        return order.replyTo() == null ? say("pack.blank") : plain(order.replyTo());
    }

    String replyBy() {
        return order.replyBy() == null
                ? say("pack.blank.date")
                : order.replyBy().toString();
    }
}
