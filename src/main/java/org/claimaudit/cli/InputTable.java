package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** What became of the files of a call, one line each. */
final class InputTable {
    private static final int WIDEST_NAME = 36;

    private InputTable() {}

    static List<String> lines(IngestResult result) {
        var table = new TextTable()
                .left(Messages.text("cli.input.file"), WIDEST_NAME)
                .left(Messages.text("cli.input.table"), 16)
                .left(Messages.text("cli.input.encoding"), 8)
                .right(Messages.text("cli.input.rows"))
                .right(Messages.text("cli.input.loaded"))
                .right(Messages.text("cli.input.duplicate"))
                .right(Messages.text("cli.input.rejected"));
        result.files()
                .forEach(file -> table.row(
                        file.file(),
                        file.table(),
                        file.encoding(),
                        String.valueOf(file.rowsRead()),
                        file.alreadyLoaded() ? "-" : String.valueOf(file.rowsLoaded()),
                        String.valueOf(file.rowsDuplicate()),
                        String.valueOf(file.rowsRejected())));
        var lines = new ArrayList<String>(table.lines(0));
        for (InputFile file : result.files()) {
            if (file.alreadyLoaded()) {
                lines.add(Messages.text("cli.input.known", file.file()));
            }
        }
        result.skipped().forEach(file -> lines.add(Messages.text("cli.input.skipped", file.file(), file.reason())));
        return lines;
    }
}
