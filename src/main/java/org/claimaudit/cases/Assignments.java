package org.claimaudit.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.claimaudit.cases.Rotation.Turn;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sheet.Column;
import org.claimaudit.support.SheetLine;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** The rotation that is in force, month by month. */
public final class Assignments {
    private static final List<Column> COLUMNS = List.of(
            Column.needed("month", "月份"),
            Column.needed("area", "片区"),
            Column.needed("first_review", "初审"),
            Column.needed("second_review", "复审"));

    private Assignments() {}

    /** The turns in force, by month and area. */
    public static List<Turn> all(Db db) {
        return db.list(
                "SELECT * FROM ledger.assignment QUALIFY row_number() OVER (PARTITION BY month, area ORDER BY version DESC) = 1"
                        + " ORDER BY month, area",
                row -> new Turn(
                        YearMonth.parse(row.str("month")),
                        row.str("area"),
                        row.str("first_review"),
                        row.str("second_review")));
    }

    /**
     * Puts turns in force in place of those of the same months and areas.
     *
     * @throws UserError code 12 with the reason when they conflict with one another or with the turns of other months
     */
    public static void put(Db db, List<Turn> turns) {
        var all = new TreeMap<String, Turn>();
        all(db).forEach(turn -> all.put(turn.month() + " " + turn.area(), turn));
        turns.forEach(turn -> all.put(turn.month() + " " + turn.area(), turn));
        refuse(Rotation.conflict(turns).or(() -> Rotation.conflict(List.copyOf(all.values()))));
        db.transaction(() -> {
            long version = db.count("SELECT coalesce(max(version), 0) + 1 FROM ledger.assignment");
            var rows = new ArrayList<@Nullable Object[]>();
            turns.forEach(turn -> rows.add(
                    new @Nullable Object[] {version, turn.month().toString(), turn.area(), turn.first(), turn.second()
                    }));
            if (!rows.isEmpty()) {
                db.load(
                        "ledger.assignment",
                        List.of("version", "month", "area", "first_review", "second_review"),
                        rows);
            }
        });
    }

    /** Reads a table that was exported and changed by hand. */
    public static List<Turn> read(Path file) {
        var turns = new ArrayList<Turn>();
        for (SheetLine line : Papers.sheet(file).lines(COLUMNS)) {
            line.needed("month");
            turns.add(new Turn(
                    line.month("month").orElseThrow(),
                    line.needed("area"),
                    line.needed("first_review"),
                    line.needed("second_review")));
        }
        return turns;
    }

    /** Writes turns as CSV; closes {@code out}. */
    public static void export(List<Turn> turns, CsvProfile profile, Writer out) {
        try (var csv =
                new CsvFile(out, profile, COLUMNS.stream().map(Column::name).toList())) {
            turns.forEach(turn -> csv.row(turn.month(), turn.area(), turn.first(), turn.second()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(Optional<String> conflict) {
        conflict.ifPresent(reason -> {
            throw new UserError(ExitCode.BAD_INPUT, reason, Messages.text("assign.todo"));
        });
    }
}
