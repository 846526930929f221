package org.claimaudit.ingest;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Forms.NoForm;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.store.Db;

/** Sums up the money of files: what was read, before rows of one key are settled, and what was loaded in the end. */
final class Amounts {
    private final Db db;
    private final Map<Integer, Map<String, BigDecimal>> read = new HashMap<>();

    Amounts(Db db) {
        this.db = db;
    }

    /** Notes what was read in files that stand in {@code data} with all their rows. */
    void read(List<StagedFile> files) {
        for (StagedFile file : files) {
            var sums = new HashMap<>(sums(file, "data." + file.source().table().name()));
            rejected(file).forEach((column, money) -> sums.merge(column, money, BigDecimal::add));
            read.put(file.fileId(), sums);
        }
    }

    Map<String, BigDecimal> readOf(StagedFile file) {
        return read.getOrDefault(file.fileId(), Map.of());
    }

    /** The sums of a file whose rows of one key are settled. */
    List<Amount> of(StagedFile file) {
        TableDef table = file.source().table();
        Map<String, BigDecimal> loaded = sums(
                file,
                "(SELECT * FROM data." + table.name() + " UNION ALL BY NAME SELECT * FROM history." + table.name()
                        + ")");
        return table.totals().stream()
                .map(total -> new Amount(
                        total.column(),
                        readOf(file).getOrDefault(total.column(), BigDecimal.ZERO),
                        loaded.getOrDefault(total.column(), BigDecimal.ZERO)))
                .toList();
    }

    private Map<String, BigDecimal> sums(StagedFile file, String rows) {
        List<Total> totals = file.source().table().totals();
        if (totals.isEmpty()) {
            return Map.of();
        }
        String sums = totals.stream()
                .map(t -> "CAST(" + t.sql() + " AS DECIMAL(24, 2)) AS \"" + t.column() + "\"")
                .collect(Collectors.joining(", "));
        var found = new HashMap<String, BigDecimal>();
        db.stream(
                "SELECT " + sums + " FROM " + rows + " WHERE file_id = ?",
                row -> totals.forEach(t -> {
                    BigDecimal sum = row.decimal(t.column());
                    found.put(t.column(), sum == null ? BigDecimal.ZERO : sum);
                }),
                file.fileId());
        return found;
    }

    /** Rejected records have no place in a table: their money is read from their text. */
    private Map<String, BigDecimal> rejected(StagedFile file) {
        var sums = new HashMap<String, BigDecimal>();
        boolean readable = file.source().plan().layout() == Plan.Layout.EXPORT
                && file.pass().rejected() > 0;
        if (!readable || file.source().table().totals().isEmpty()) {
            return sums;
        }
        Plan plan = file.source().plan();
        List<Total> totals = file.source().table().totals();
        Set<String> wanted = new HashSet<>();
        totals.forEach(total -> {
            wanted.add(total.column());
            wanted.addAll(total.parts());
        });
        new Loader(db).rawRejects(file, raw -> {
            Map<String, BigDecimal> record =
                    money(plan.slots(), wanted, TextRecords.fields(raw, plan.dialect(), false));
            for (Total total : totals) {
                BigDecimal parts = total.parts().stream()
                        .map(part -> record.getOrDefault(part, BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                sums.merge(total.column(), record.getOrDefault(total.column(), parts), BigDecimal::add);
            }
        });
        return sums;
    }

    private static Map<String, BigDecimal> money(List<Slot> slots, Set<String> wanted, List<String> fields) {
        var record = new HashMap<String, BigDecimal>();
        for (int i = 0; i < slots.size() && fields.size() >= slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.target() != null && wanted.contains(slot.target()) && slot.type() == ColumnType.MONEY) {
                money(fields.get(i)).ifPresent(amount -> record.put(slot.target(), amount));
            }
        }
        return record;
    }

    private static Optional<BigDecimal> money(String text) {
        try {
            String number = Forms.normalise(ColumnType.MONEY, text.strip());
            return number.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(number));
        } catch (NoForm none) {
            return Optional.empty(); // that is why the record was rejected
        }
    }
}
