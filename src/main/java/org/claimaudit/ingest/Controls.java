package org.claimaudit.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.claimaudit.ingest.Manifest.Read;

/** Holds the manifests of a call against what was read of its files. */
final class Controls {
    private final List<Manifest> manifests;
    private final List<SkippedFile> skipped;

    /** @param skipped files of the call that were not read */
    Controls(List<Manifest> manifests, List<SkippedFile> skipped) {
        this.manifests = manifests;
        this.skipped = skipped;
    }

    /**
     * Checks records and money.
     *
     * @param known files that were loaded before
     * @param amounts what was read of the staged ones
     */
    void check(List<InputFile> known, List<StagedFile> staged, Amounts amounts) {
        check(known, staged, amounts::readOf, true);
    }

    /** Checks records alone, where nothing is loaded that could be summed up. */
    void checkRows(List<InputFile> known, List<StagedFile> staged) {
        check(known, staged, file -> Map.of(), false);
    }

    private void check(
            List<InputFile> known,
            List<StagedFile> staged,
            Function<StagedFile, Map<String, BigDecimal>> amounts,
            boolean money) {
        var read = new ArrayList<Read>();
        for (InputFile file : known) {
            var sums = new HashMap<String, BigDecimal>();
            file.amounts().forEach(amount -> sums.put(amount.column(), amount.read()));
            read.add(read(file.file(), Tables.get(file.table()), file.rowsRead(), sums));
        }
        for (StagedFile file : staged) {
            long rows = file.pass().loaded() + file.pass().rejected();
            read.add(read(file.origin().name(), file.source().table(), rows, amounts.apply(file)));
        }
        manifests.forEach(manifest -> manifest.check(read, skipped, money));
    }

    private static Read read(String file, TableDef table, long rows, Map<String, BigDecimal> sums) {
        var money = new HashMap<String, BigDecimal>();
        for (Total total : table.totals()) {
            if (total.control() != null) {
                BigDecimal sum = sums.getOrDefault(total.column(), BigDecimal.ZERO);
                money.put(total.control(), sum);
                money.put(total.column(), sum);
            }
        }
        return new Read(file, table, rows, money);
    }
}
