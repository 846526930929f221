package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.claimaudit.cases.Assignments;
import org.claimaudit.cases.Rotation;
import org.claimaudit.cases.Rotation.Turn;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws who reviews which area in which month, takes a table that was changed by hand, or shows what is in force. */
@Command(name = "assign")
final class CasesAssignCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "turns")
    private @Nullable Path file;

    @Option(
            names = "--auditors",
            paramLabel = "NAME,…",
            split = ",",
            hideParamSyntax = true,
            descriptionKey = "auditors")
    private List<String> auditors = List.of();

    @Option(names = "--areas", paramLabel = "AREA,…", split = ",", hideParamSyntax = true, descriptionKey = "areas")
    private List<String> areas = List.of();

    @Option(names = "--months", paramLabel = "MONTH[..MONTH]", descriptionKey = "turn-months")
    private String months = "";

    @Option(names = "--not", paramLabel = "NAME:AREA,…", split = ",", hideParamSyntax = true, descriptionKey = "barred")
    private List<String> barred = List.of();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "draw-seed")
    private long seed = 1;

    @Mixin
    private final ToFile to = new ToFile();

    private final Context context;

    CasesAssignCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        List<Turn> fresh = file != null ? Assignments.read(file) : drawn();
        try (Store store = context.openStore(!fresh.isEmpty(), "cases assign")) {
            if (!fresh.isEmpty() && !context.dryRun()) {
                Assignments.put(store.db(), fresh);
            }
            List<Turn> turns = fresh.isEmpty() ? Assignments.all(store.db()) : fresh;
            if (to.isGiven()) {
                to.write(
                        context,
                        out -> Assignments.export(turns, context.reportOptions().csv(), out));
            } else {
                context.print(table(turns));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Turn> drawn() {
        if (auditors.isEmpty() && areas.isEmpty() && months.isEmpty()) {
            return List.of();
        }
        if (auditors.isEmpty() || areas.isEmpty() || months.isEmpty()) {
            throw new UserError(ExitCode.USAGE, Messages.text("assign.options"), Messages.text("assign.options.todo"));
        }
        try {
            return Rotation.draw(auditors, areas, months(), Set.copyOf(barred), seed);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()), Messages.text("assign.todo"));
        }
    }

    private List<YearMonth> months() {
        String[] ends = months.split("\\.\\.", 2);
        try {
            YearMonth last = YearMonth.parse(ends[ends.length - 1]);
            var all = new ArrayList<YearMonth>();
            for (YearMonth month = YearMonth.parse(ends[0]); !month.isAfter(last); month = month.plusMonths(1)) {
                all.add(month);
            }
            return all;
        } catch (DateTimeException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("cli.period.month", "--months", months),
                    Messages.text("cli.period.month.todo"));
        }
    }

    private static List<String> table(List<Turn> turns) {
        var table = new TextTable()
                .left(Messages.text("assign.month"), 7)
                .left(Messages.text("assign.area"), 24)
                .left(Messages.text("assign.first"), 20)
                .left(Messages.text("assign.second"), 20);
        turns.forEach(turn -> table.row(turn.month().toString(), turn.area(), turn.first(), turn.second()));
        return table.isEmpty() ? List.of(Messages.text("assign.none")) : table.lines(0);
    }
}
