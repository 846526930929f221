package org.claimaudit.check;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.claimaudit.check.Trial.Found;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;

/** Runs rules over what is stored without keeping what they find: no run, no claim, no report. */
public final class Trials {
    private final Db db;
    private final Checker checker;

    /**
     * Renews the facts if they are out of date, as any check does.
     *
     * @param db a sandboxed store's connection
     * @param limit the time that each statement of a rule may take
     */
    public Trials(Db db, RuleFolders folders, AuditPeriod period, Duration limit) {
        this.db = db;
        FactSet facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        FactReport built = Facts.refresh(db, facts);
        this.checker = new Checker(db, facts, built, period, limit);
    }

    /**
     * Runs one rule.
     *
     * @throws org.claimaudit.support.UserError code 2 when its SQL is no single SELECT or not allowed
     */
    public Trial of(Rule rule) {
        RuleResult result = checker.run(List.of(rule), CheckListener.NONE).get(0);
        var found = new LinkedHashMap<String, Found>();
        db.stream(
                """
                SELECT finding_id, grade, fixmedins_code, message_en, message_zh, amount_gross FROM audit_finding
                ORDER BY amount_gross DESC, fixmedins_code, begin_date, finding_id""",
                row -> found.put(
                        row.str("finding_id"),
                        new Found(
                                row.str("finding_id"),
                                row.str("grade"),
                                row.text("fixmedins_code"),
                                new Bilingual(row.str("message_en"), row.str("message_zh")),
                                requireNonNull(row.decimal("amount_gross")))));
        Pending.drop(db);
        return new Trial(result, found);
    }
}
