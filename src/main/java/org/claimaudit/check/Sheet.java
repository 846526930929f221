package org.claimaudit.check;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.conform.Facts;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A sheet worked out for a period from what is stored: budgets, settlement, reconciliation, clearing and the like.
 *
 * @param rows cells in the order of the figure's columns: text, whole numbers, dates, {@link BigDecimal} yuan with two decimals, or null
 */
public record Sheet(Figure figure, List<@Nullable Object[]> rows) {
    /** What sheets see besides tables and facts: the money that moved, the measures that were taken, and settlements after the period too. */
    private static final Map<String, String> MORE = Map.of(
            "posting", "SELECT * FROM ledger.posting",
            "measure", "SELECT * FROM ledger.measure",
            "every_settlement", "SELECT setl_id, setl_time FROM data.settlement");

    /**
     * Works it out.
     *
     * @throws UserError code 2 when its file has a fault, code 10 when the store lacks data that it needs
     */
    public static Sheet of(Db db, FactSet facts, Figure figure, AuditPeriod period) {
        var faults = new ArrayList<Fault>();
        RuleSql.check(db, figure, faults::add);
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        FactReport built = Facts.refresh(db, facts);
        Checker.open(db, facts, built, period, figure.lookback());
        views(db);
        Optional<Bilingual> missing =
                broken(db, figure, built).or(() -> new Requirements(db, facts).missing(figure.requires(), Period.ZERO));
        if (missing.isPresent()) {
            throw new UserError(
                    ExitCode.MISSING,
                    Messages.text(
                            "check.sheet.missing", figure.id(), missing.get().text()),
                    Messages.text("check.sheet.missing.todo"));
        }
        var rows = new ArrayList<@Nullable Object[]>();
        db.stream(
                figure.select(),
                row -> rows.add(
                        figure.columns().keySet().stream().map(row::object).toArray()));
        return new Sheet(figure, rows);
    }

    static void views(Db db) {
        MORE.forEach((name, select) -> db.script("CREATE OR REPLACE TEMP VIEW " + name + " AS " + select));
    }

    private static Optional<Bilingual> broken(Db db, Figure figure, FactReport built) {
        return SqlShape.of(db, figure.select()).tableNames().stream()
                .filter(built.failed()::containsKey)
                .sorted()
                .findFirst()
                .map(fact -> Bilingual.of(
                        "check.fact", fact, String.valueOf(built.failed().get(fact))));
    }
}
