package org.claimaudit.report;

import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;

/** Where the clues point first: those whose figures are furthest beyond the limits of their rules, by institution and rule. */
final class StrongClues {
    private static final int SHOWN = 10;

    private StrongClues() {}

    /** Nothing where no rule says how strong its clues are. */
    static void say(Db db, ReportModel model, Page page) {
        String title = model.language().getLanguage().equals(Locale.CHINESE.getLanguage()) ? "title_zh" : "title_en";
        var table = new TextTable()
                .left(page.say("institution"), 14)
                .left("", 22)
                .left(page.say("clue.rule"), 24)
                .right(page.say("clues"))
                .right(page.say("clue.strength"));
        db.stream(
                "SELECT f.fixmedins_code, max(f.fixmedins_name) AS name, any_value(r." + title
                        + ") AS title, count(*) AS number, max(f.strength) AS strength"
                        + " FROM ledger.finding f JOIN ledger.run_rule r USING (run_id, rule_id)"
                        + " WHERE f.run_id = ? AND f.grade = 'clue' AND f.strength IS NOT NULL AND f.fixmedins_code IS NOT NULL"
                        + " GROUP BY f.fixmedins_code, f.rule_id ORDER BY max(f.strength) DESC, f.fixmedins_code, f.rule_id LIMIT "
                        + SHOWN,
                row -> table.row(
                        row.str("fixmedins_code"),
                        Objects.requireNonNullElse(row.text("name"), ""),
                        row.str("title"),
                        Page.count(row.whole("number")),
                        Page.yuan(Objects.requireNonNull(row.decimal("strength")))),
                model.run().id());
        if (!table.isEmpty()) {
            page.heading("clue.strongest");
            page.table(table);
        }
    }
}
