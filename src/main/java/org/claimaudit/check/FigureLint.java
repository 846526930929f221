package org.claimaudit.check;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.ResultShape;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.rule.RuleSql;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;

/** Looks for everything that is wrong with indicators and sheets, over empty tables. */
final class FigureLint {
    /** What an indicator returns: one row per measure, period and subject; rows with the same peers are compared. */
    private static final List<String> INDICATOR =
            List.of("measure", "period", "scope", "subject", "subject_name", "peers", "numerator", "denominator");

    private final Db db;
    private final Consumer<Fault> faults;
    private final Set<String> measures = new HashSet<>();

    private FigureLint(Db db, Consumer<Fault> faults) {
        this.db = db;
        this.faults = faults;
    }

    /** Looks at all of them; tables, facts and the ledger's views are in sight. */
    static void run(Db db, RuleFolders folders, Consumer<Fault> faults) {
        var lint = new FigureLint(db, faults);
        Figure.indicators(folders, faults).forEach(lint::indicator);
        Sheet.views(db);
        Figure.sheets(folders, faults)
                .forEach(sheet -> lint.look(sheet, List.copyOf(sheet.columns().keySet())));
    }

    private void indicator(Figure figure) {
        figure.measures().keySet().stream()
                .filter(measure -> !measures.add(measure))
                .forEach(measure -> fault(figure, Messages.text("rule.figure.twice", measure)));
        look(figure, INDICATOR);
    }

    private void look(Figure figure, List<String> columns) {
        var wrong = new boolean[1];
        RuleSql.check(db, figure, fault -> {
            wrong[0] = true;
            faults.accept(fault);
        });
        if (!Files.exists(figure.file().resolveSibling(figure.id() + ".test.yaml"))) {
            fault(figure, Messages.text("check.case.none", figure.id() + ".test.yaml"));
        }
        if (wrong[0]) {
            return;
        }
        try {
            List<String> actual =
                    List.copyOf(ResultShape.of(db, figure.select()).types().keySet());
            if (!actual.equals(columns)) {
                fault(
                        figure,
                        Messages.text("check.figure.columns", String.join(", ", actual), String.join(", ", columns)));
            }
        } catch (DbException e) {
            fault(figure, String.valueOf(e.getMessage()));
        }
    }

    private void fault(Figure figure, String text) {
        faults.accept(new Fault(figure.file(), 1, text));
    }
}
