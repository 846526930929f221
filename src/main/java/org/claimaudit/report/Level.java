package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.claimaudit.report.Institutions.Institution;

/**
 * Institutions of one type and level together; amounts in yuan of the pooled fund.
 *
 * @param found how many of them have violations or suspects
 */
record Level(
        String type,
        String level,
        long institutions,
        long found,
        long settlements,
        long findings,
        long clues,
        BigDecimal fund,
        BigDecimal gross,
        BigDecimal net) {

    private static final List<String> TYPES = List.of("hospital", "township", "village", "pharmacy", "other");

    /** Hospitals by level, then township, village, pharmacies, others. */
    static List<Level> of(List<Institution> institutions) {
        var levels = new TreeMap<String, Level>();
        for (Institution of : institutions) {
            levels.merge(
                    of.type() + "|" + of.level(),
                    new Level(
                            of.type(),
                            of.level(),
                            1,
                            of.findings() > 0 ? 1 : 0,
                            of.settlements(),
                            of.findings(),
                            of.clues(),
                            of.fund(),
                            of.gross(),
                            of.net()),
                    Level::plus);
        }
        var sorted = new ArrayList<>(levels.values());
        sorted.sort(Comparator.comparing((Level level) -> TYPES.indexOf(level.type()))
                .thenComparing(level -> level.level().isEmpty())
                .thenComparing(Level::level));
        return sorted;
    }

    private Level plus(Level more) {
        return new Level(
                type,
                level,
                institutions + more.institutions,
                found + more.found,
                settlements + more.settlements,
                findings + more.findings,
                clues + more.clues,
                fund.add(more.fund),
                gross.add(more.gross),
                net.add(more.net));
    }
}
