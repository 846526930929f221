package org.claimaudit.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.ingest.Amount;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** What became of the files of a call, one line each, and the ledger: rows and money of each table. */
final class InputTable {
    private static final int WIDEST_NAME = 36;

    private InputTable() {}

    static List<String> lines(IngestResult result) {
        TextTable table = counts(new TextTable()
                .left(Messages.text("cli.input.file"), WIDEST_NAME)
                .left(Messages.text("cli.input.table"), 16)
                .left(Messages.text("cli.input.encoding"), 8));
        result.files()
                .forEach(file -> table.row(
                        file.file(),
                        file.table(),
                        file.encoding(),
                        String.valueOf(file.rowsRead()),
                        file.alreadyLoaded() ? "-" : String.valueOf(file.rowsLoaded()),
                        String.valueOf(file.rowsDuplicate()),
                        String.valueOf(file.rowsSuperseded()),
                        String.valueOf(file.rowsRejected())));
        var lines = new ArrayList<String>(table.lines(0));
        for (InputFile file : result.files()) {
            if (file.alreadyLoaded()) {
                lines.add(Messages.text("cli.input.known", file.file()));
            }
        }
        result.swapped()
                .ifPresent(out -> lines.add(Messages.text(
                        "cli.input.swapped",
                        out.what().table(),
                        out.what().month().toString(),
                        sum(out.rows()),
                        out.column(),
                        yuan(out.amount()))));
        result.skipped().forEach(file -> lines.add(Messages.text("cli.input.skipped", file.file(), file.reason())));
        List<InputFile> fresh =
                result.files().stream().filter(file -> !file.alreadyLoaded()).toList();
        if (!fresh.isEmpty()) {
            lines.add("");
            lines.addAll(rows(fresh));
            lines.addAll(money(fresh));
        }
        return lines;
    }

    private static TextTable counts(TextTable table) {
        return table.right(Messages.text("cli.input.rows"))
                .right(Messages.text("cli.input.loaded"))
                .right(Messages.text("cli.input.duplicate"))
                .right(Messages.text("cli.input.superseded"))
                .right(Messages.text("cli.input.rejected"));
    }

    private static List<String> rows(List<InputFile> files) {
        TextTable table = counts(new TextTable().left(Messages.text("cli.input.table"), 24));
        for (TableDef def : Tables.all()) {
            List<InputFile> own =
                    files.stream().filter(f -> f.table().equals(def.name())).toList();
            if (!own.isEmpty()) {
                table.row(
                        def.name(),
                        sum(own.stream().mapToLong(InputFile::rowsRead).sum()),
                        sum(own.stream().mapToLong(InputFile::rowsLoaded).sum()),
                        sum(own.stream().mapToLong(InputFile::rowsDuplicate).sum()),
                        sum(own.stream().mapToLong(InputFile::rowsSuperseded).sum()),
                        sum(own.stream().mapToLong(InputFile::rowsRejected).sum()));
            }
        }
        return table.lines(0);
    }

    private static List<String> money(List<InputFile> files) {
        var read = new LinkedHashMap<String, BigDecimal>();
        var loaded = new LinkedHashMap<String, BigDecimal>();
        for (InputFile file : files) {
            for (Amount amount : file.amounts()) {
                String name = file.table() + "." + amount.column();
                read.merge(name, amount.read(), BigDecimal::add);
                loaded.merge(name, amount.loaded(), BigDecimal::add);
            }
        }
        if (read.isEmpty()) {
            return List.of();
        }
        var table = new TextTable()
                .left(Messages.text("cli.input.money"), WIDEST_NAME)
                .right(Messages.text("cli.input.rows"))
                .right(Messages.text("cli.input.loaded"));
        for (Map.Entry<String, BigDecimal> sum : read.entrySet()) {
            table.row(sum.getKey(), yuan(sum.getValue()), yuan(loaded.getOrDefault(sum.getKey(), BigDecimal.ZERO)));
        }
        var lines = new ArrayList<String>(List.of(""));
        lines.addAll(table.lines(0));
        return lines;
    }

    private static String sum(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private static String yuan(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }
}
