package org.claimaudit.insight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How months compare with the month before them. */
public final class MonthOnMonth {
    /** What a month came to: {@code month} is {@code 2026-03}, {@code fen} its net amount. */
    public record Month(String month, long findings, long fen) {}

    /**
     * A month beside the one before it.
     *
     * @param findingsChange findings more than the month before; null when that is not known
     * @param fenChange fen more than the month before; null when that is not known
     * @param perMille {@code fenChange} in thousandths of the month before; null when that was zero or is not known
     */
    public record Change(
            Month month,
            @Nullable Long findingsChange,
            @Nullable Long fenChange,
            @Nullable Long perMille) {}

    private MonthOnMonth() {}

    /** Compares each month with its neighbour; {@code months} are in order and without a gap. */
    public static List<Change> of(List<Month> months) {
        var name = StringColumn.create("month");
        var findings = LongColumn.create("findings");
        var fen = LongColumn.create("fen");
        for (Month month : months) {
            name.append(month.month());
            findings.append(month.findings());
            fen.append(month.fen());
        }
        Table table = Table.create(
                name,
                findings,
                fen,
                findings.lag(1).setName("findings_before"),
                fen.lag(1).setName("fen_before"));
        var changes = new ArrayList<Change>();
        for (int i = 0; i < months.size(); i++) {
            Long findingsBefore = value(table.longColumn("findings_before"), i);
            Long fenBefore = value(table.longColumn("fen_before"), i);
            Month month = months.get(i);
            Long fenChange = fenBefore == null ? null : month.fen() - fenBefore;
            changes.add(new Change(
                    month,
                    findingsBefore == null ? null : month.findings() - findingsBefore,
                    fenChange,
                    fenChange == null || fenBefore == null || fenBefore == 0
                            ? null
                            : Math.round(1000.0 * fenChange / Math.abs(fenBefore))));
        }
        return changes;
    }

    private static @Nullable Long value(LongColumn column, int row) {
        return column.isMissing(row) ? null : column.getLong(row);
    }
}
