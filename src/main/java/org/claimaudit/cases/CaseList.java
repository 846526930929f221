package org.claimaudit.cases;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.Mask;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** What {@code cases list} and {@code cases export} give out. */
public final class CaseList {
    private CaseList() {}

    /**
     * The findings as a table for the terminal, at most {@code limit} of them, and how many there are.
     *
     * @param reveal whether personal numbers are written in full
     */
    public static String text(Db db, Run run, CaseFilter filter, Locale language, int limit, boolean reveal) {
        var table = new TextTable()
                .left(say(language, "id"), 16)
                .left(say(language, "rule"), 24)
                .left(say(language, "grade"), 9)
                .left(say(language, "institution"), 14)
                .left(say(language, "person"), 20)
                .left(say(language, "begin"), 10)
                .right(say(language, "net"))
                .left(say(language, "status"), 10);
        var count = new long[1];
        Cases.stream(db, run, filter, Cases.Decided.NOW, language, found -> {
            if (count[0]++ < limit) {
                String person = or(found.psnNo());
                table.row(
                        found.findingId(),
                        found.ruleId(),
                        say(language, found.grade()),
                        or(found.fixmedinsCode()),
                        reveal ? person : Mask.id(person),
                        found.beginDate() == null ? "" : found.beginDate().toString(),
                        found.amountNet().toPlainString(),
                        say(language, found.status()));
            }
        });
        String shown = Long.toString(Math.min(count[0], limit));
        String lines = table.isEmpty() ? "" : String.join("\n", table.lines(0)) + "\n";
        return lines + say(language, "count", run.id(), Long.toString(count[0]), shown) + "\n";
    }

    /** Writes the findings as CSV, in the columns of {@code violations.csv}; closes {@code out}. */
    public static void export(
            Db db, Run run, CaseFilter filter, Locale language, CsvProfile profile, boolean reveal, Writer out)
            throws IOException {
        try (var file = new CaseFile(out, profile, reveal)) {
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
