package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** A text page of 80 columns in one language: headings, tables, wrapped sentences. */
final class Page {
    static final int WIDTH = 80;
    private static final int INDENT = 2;

    private final Locale language;
    private final List<String> lines = new ArrayList<>();

    Page(Locale language) {
        this.language = language;
    }

    Locale language() {
        return language;
    }

    /** A message of {@code summary.properties}. */
    String say(String key, Object... arguments) {
        return Messages.in(language, "summary." + key, arguments);
    }

    /** What people call a code, or the code itself: rule folders of others bring families that we have no word for. */
    String name(String kind, String code) {
        try {
            return say(kind + "." + code);
        } catch (MissingResourceException e) {
            return code;
        }
    }

    Page title(String text) {
        lines.add(DisplayWidth.cut(DisplayWidth.plain(text), WIDTH));
        return this;
    }

    Page rule() {
        lines.add("=".repeat(WIDTH));
        return this;
    }

    Page heading(String key, Object... arguments) {
        return section(say(key, arguments));
    }

    /** A heading of its own words. */
    Page section(String text) {
        lines.add("");
        lines.add(text);
        return this;
    }

    Page table(TextTable table) {
        lines.addAll(table.lines(INDENT, WIDTH));
        return this;
    }

    /** A sentence, wrapped; the lines after the first are indented further. */
    Page sentence(String text) {
        return wrapped(text, INDENT, 2 * INDENT);
    }

    /** A sentence that belongs to the one before it. */
    Page detail(String text) {
        return wrapped(text, 2 * INDENT, 3 * INDENT);
    }

    private Page wrapped(String text, int first, int others) {
        List<String> wrapped = DisplayWidth.wrap(DisplayWidth.plain(text), WIDTH - others);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(" ".repeat(i == 0 ? first : others) + wrapped.get(i));
        }
        return this;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Yuan with two decimals and thousands apart, for reading. */
    static String yuan(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    /** As {@link #yuan(BigDecimal)}; a dash where there is no amount. */
    static String yuanOrNone(@Nullable BigDecimal amount) {
        return amount == null ? "–" : yuan(amount);
    }

    /** Fen as yuan, for reading. */
    static String yuan(long fen) {
        return yuan(BigDecimal.valueOf(fen, 2));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
