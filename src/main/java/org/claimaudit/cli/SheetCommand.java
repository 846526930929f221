package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.check.Sheet;
import org.claimaudit.conform.FactSet;
import org.claimaudit.report.SheetReport;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Works out one of the sheets of a month: budgets, settlement, reconciliation and the like; without a name lists them. */
@Command(name = "sheet")
final class SheetCommand implements Runnable {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", descriptionKey = "sheet-name")
    private @Nullable String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MONTH", descriptionKey = "sheet-month")
    private @Nullable String month;

    @Mixin
    private final ToFile to = new ToFile();

    private final Context context;

    SheetCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        RuleFolders folders = context.folders();
        List<Figure> sheets = sheets(folders);
        if (name == null) {
            context.printText(SheetReport.list(sheets, Messages.language()));
            return;
        }
        Figure figure = find(sheets, name);
        AuditPeriod period = period(month);
        FactSet facts = FactSet.read(
                folders.factFiles(), folders.macroFiles(), folders.knowledgeFiles(), folders.regionFiles());
        try (Store store = context.openStore(false, "sheet")) {
            store.sandbox();
            Sheet sheet = Sheet.of(store.db(), facts, figure, period);
            if (to.isGiven()) {
                to.write(
                        context,
                        out -> SheetReport.csv(sheet, context.reportOptions().csv(), out));
            } else {
                context.printText(SheetReport.text(sheet, period.to(), Messages.language()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Figure> sheets(RuleFolders folders) {
        var faults = new ArrayList<Fault>();
        List<Figure> sheets = Figure.sheets(folders, faults::add);
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return sheets;
    }

    private static Figure find(List<Figure> sheets, String name) {
        return sheets.stream().filter(one -> one.id().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = sheets.stream().map(Figure::id).toList();
            String todo = Nearest.to(name, names)
                    .map(near -> Messages.text("cli.sheet.near", near))
                    .orElseGet(() -> Messages.text("cli.sheet.todo"));
            return new UserError(ExitCode.USAGE, Messages.text("cli.sheet.unknown", name), todo);
        });
    }

    private AuditPeriod period(@Nullable String text) {
        if (text == null) {
            throw new UserError(
                    ExitCode.USAGE, Messages.text("cli.sheet.month"), Messages.text("cli.period.month.todo"));
        }
        YearMonth only = PeriodOptions.month("MONTH", text);
        var asOf = context.settings().asOf();
        return asOf == null ? AuditPeriod.of(only, only) : new AuditPeriod(only, only, asOf);
    }
}
