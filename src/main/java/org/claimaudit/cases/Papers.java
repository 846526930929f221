package org.claimaudit.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.claimaudit.ingest.WorkbookRows;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.Sheet;
import org.claimaudit.support.UserError;

/** The files that came back from people: each is taken once, by its bytes. */
final class Papers {
    private Papers() {}

    /** Whether the same bytes were taken before. */
    static boolean known(Db db, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UserError(
                    ExitCode.MISSING, Messages.text("sheet.missing", file), Messages.text("sheet.missing.todo"));
        }
        return db.count("SELECT count(*) FROM ledger.paper WHERE sha256 = ?", Sha256.of(file)) > 0;
    }

    /**
     * Reads a table, CSV or the first sheet of a workbook that holds anything.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} when it is neither
     */
    static Sheet sheet(Path file) {
        try {
            if (!WorkbookRows.isWorkbook(file)) {
                return Sheet.read(file);
            }
            return Sheet.of(
                    file,
                    WorkbookRows.read(file).stream()
                            .map(row -> new Sheet.Raw(row.number(), row.cells()))
                            .toList());
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.BAD_INPUT, Messages.text("sheet.workbook", file), Messages.text("sheet.workbook.todo"), e);
        }
    }

    /** Books a file in the transaction of the caller; returns its number. */
    static int add(Db db, String kind, Path file, long entries, Clock clock) {
        int id = (int) db.count("SELECT coalesce(max(paper_id), 0) + 1 FROM ledger.paper");
        db.execute(
                "INSERT INTO ledger.paper VALUES (?, ?, ?, ?, ?, ?)",
                id,
                kind,
                String.valueOf(file.getFileName()),
                Sha256.of(file),
                entries,
                LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
        return id;
    }
}
