package org.claimaudit.cases;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** What {@code cases list} and {@code cases export} give out. */
public final class CaseList {
    private static final int WIDTH = 80;
    private static final int INDENT = 2;

    private CaseList() {}

    /**
     * The findings for a terminal of 80 columns, by institution, at most {@code limit} of them, and how many there are.
     *
     * @param reveal whether personal numbers are written in full
     */
    public static String text(Db db, Run run, CaseFilter filter, Locale language, int limit, boolean reveal) {
        var shown = new ArrayList<Case>();
        var count = new long[1];
        Cases.stream(db, run, filter, Cases.Decided.NOW, language, found -> {
            if (count[0]++ < limit) {
                shown.add(found);
            }
        });
        var lines = new ArrayList<String>();
        if (!shown.isEmpty()) {
            findings(shown, language, new Disclosure(reveal), lines);
        }
        lines.add(say(language, "count", run.id(), Long.toString(count[0]), Integer.toString(shown.size())));
        return String.join("\n", lines) + "\n";
    }

    private static void findings(List<Case> shown, Locale language, Disclosure disclosure, List<String> lines) {
        var table = new TextTable()
                .left(say(language, "id"), 16)
                .left(say(language, "grade"), 9)
                .right(say(language, "net"))
                .left(say(language, "begin"), 10)
                .left(say(language, "person"), 20);
        shown.forEach(found -> table.row(
                found.findingId(),
                say(language, found.grade()),
                found.amountNet().toPlainString(),
                found.beginDate() == null ? "" : found.beginDate().toString(),
                or(disclosure.number(found.psnNo()))));
        List<String> rows = table.lines(INDENT);
        lines.add(rows.get(0));
        String institution = null;
        for (int i = 0; i < shown.size(); i++) {
            Case found = shown.get(i);
            String name = or(found.fixmedinsName());
            String here = (or(found.fixmedinsCode()) + " " + name).strip();
            if (!here.equals(institution)) {
                lines.add("");
                line(here.isEmpty() ? say(language, "institution.none") : here, 0, lines);
                institution = here;
            }
            lines.add(rows.get(i + 1));
            String message = disclosure.message(found.message(), found.psnNo());
            String rest = !name.isEmpty() && message.startsWith(name) ? message.substring(name.length()) : message;
            line(say(language, found.status()) + "  " + found.ruleId() + "  " + rest.strip(), 2 * INDENT, lines);
        }
        lines.add("");
    }

    private static void line(String text, int indent, List<String> lines) {
        lines.add(" ".repeat(indent) + DisplayWidth.cut(DisplayWidth.plain(text), WIDTH - indent));
    }

    /**
     * Writes the findings as CSV, in the columns of {@code violations.csv}; closes {@code out}.
     *
     * @param reply whether empty columns for the institution's reply are added
     */
    public static void export(
            Db db,
            Run run,
            CaseFilter filter,
            Locale language,
            CsvProfile profile,
            boolean reveal,
            boolean reply,
            Writer out)
            throws IOException {
        try (var file = new CaseFile(out, profile, reveal, reply)) {
            Cases.stream(db, run, filter, Cases.Decided.NOW, language, file::add);
        }
    }

    private static String say(Locale language, String key, Object... arguments) {
        return Messages.in(language, "cases." + key, arguments);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
