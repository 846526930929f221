package org.claimaudit.cli;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.store.Db;

/** The months that rows belong to which no run has looked at yet: what a nightly job has to look at. */
final class ArrivedMonths {
    private final Db db;

    ArrivedMonths(Db db) {
        this.db = db;
    }

    /**
     * A file has come when this call loaded it, or when it was loaded before and no run has yet written reports of it: that call was interrupted.
     * From the first to the last month of the settlements that came, or else of those that the visits and fee lines belong to that came. When
     * nothing but reference tables came, the last month stored: new limits may find new things in it. Empty when nothing came at all.
     */
    Optional<Period> of(IngestResult result) {
        Set<Integer> audited = new HashSet<>(db.list(
                "SELECT DISTINCT file_id FROM ledger.run_input JOIN ledger.run USING (run_id)"
                        + " WHERE status IN ('complete', 'partial') AND reported",
                row -> (int) row.whole("file_id")));
        List<String> files = result.files().stream()
                .filter(file -> !file.alreadyLoaded() || !audited.contains(file.fileId()))
                .map(InputFile::fileId)
                .map(String::valueOf)
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        String ids = files.stream().collect(Collectors.joining(", "));
        return months("file_id IN (" + ids + ")")
                .or(() -> months("mdtrt_id IN (SELECT mdtrt_id FROM data.encounter WHERE file_id IN (" + ids + ")"
                        + " UNION SELECT mdtrt_id FROM data.fee_line WHERE file_id IN (" + ids + "))"
                        + " OR setl_id IN (SELECT setl_id FROM data.fee_line WHERE file_id IN (" + ids + "))"))
                .or(() -> months("setl_time = (SELECT max(setl_time) FROM data.settlement)"));
    }

    private Optional<Period> months(String condition) {
        return db.first(
                        "SELECT strftime(min(setl_time), '%Y-%m') AS first, strftime(max(setl_time), '%Y-%m') AS last"
                                + " FROM data.settlement WHERE (" + condition + ")",
                        row -> Optional.ofNullable(row.text("first"))
                                .map(first -> new Period(YearMonth.parse(first), YearMonth.parse(row.str("last")))))
                .flatMap(period -> period);
    }
}
