package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimaudit.ingest.Explanation.Certainty;
import org.claimaudit.ingest.Explanation.Source;
import org.claimaudit.ingest.Explanation.Target;
import org.claimaudit.ingest.Forms.NoForm;
import org.claimaudit.support.Nearest;

/**
 * What the columns of a file are, or may be.
 *
 * @param tables that the file feeds
 * @param missing indispensable columns that nothing feeds
 * @param columns one for each column of the file
 */
record Meaning(List<TableDef> tables, Certainty certainty, List<List<String>> missing, List<Fed> columns) {

    /** Fewer names than these say nothing. */
    private static final int FEWEST = 3;

    /** What a column of the file feeds. */
    record Fed(Source source, List<Target> targets) {
        static final Fed NOTHING = new Fed(Source.NONE, List.of());
    }

    /** A file that a profile describes. */
    static Meaning of(Job.Profiled job) {
        var columns = new ArrayList<Fed>();
        for (String name : job.columns()) {
            List<Target> targets = job.kind().tables().stream()
                    .flatMap(t -> job.sql().fedBy(t, name).stream().map(c -> target(t.table(), c)))
                    .toList();
            columns.add(targets.isEmpty() ? Fed.NOTHING : new Fed(Source.PROFILE, targets));
        }
        return new Meaning(job.tables(), Certainty.PROFILE, List.of(), columns);
    }

    /** A header of the platform; when something indispensable is missing, what its names leave open is guessed. */
    static Meaning of(Recognition known, Sample sample, List<String> header) {
        List<Fed> columns = fed(known);
        boolean whole = known.missing().isEmpty();
        if (!whole) {
            guess(known.table(), columns, sample, header);
        }
        return new Meaning(
                List.of(known.table()), whole ? Certainty.KNOWN : Certainty.INCOMPLETE, known.missing(), columns);
    }

    /** A header that is none of the platform's: the table that it may be, if most of what that needs is there. */
    static Meaning guess(Sample sample, List<String> header) {
        Meaning best = new Meaning(
                List.of(),
                Certainty.PERHAPS,
                List.of(),
                header.stream().map(h -> Fed.NOTHING).toList());
        int most = 0;
        for (TableDef table : Tables.all()) {
            List<Fed> columns = fed(Recognition.as(table, header));
            guess(table, columns, sample, header);
            Set<String> fed = names(columns);
            List<List<String>> missing = table.required().stream()
                    .filter(group -> group.stream().noneMatch(fed::contains))
                    .toList();
            int there = table.required().size() - missing.size();
            boolean enough =
                    fed.size() >= FEWEST && there * 2 >= table.required().size();
            if (enough && there + fed.size() > most) {
                most = there + fed.size();
                best = new Meaning(List.of(table), Certainty.PERHAPS, missing, columns);
            }
        }
        return best;
    }

    private static Set<String> names(List<Fed> columns) {
        Set<String> names = new HashSet<>();
        columns.forEach(c -> c.targets().forEach(t -> names.add(t.column().name())));
        return names;
    }

    private static List<Fed> fed(Recognition known) {
        TableDef table = known.table();
        var columns = new ArrayList<Fed>();
        for (String target : known.targets()) {
            var targets = new ArrayList<Target>();
            if (target != null) {
                targets.add(target(table, target));
                known.copies().forEach((copy, from) -> {
                    if (from.equals(target)) {
                        targets.add(target(table, copy));
                    }
                });
            }
            columns.add(targets.isEmpty() ? Fed.NOTHING : new Fed(Source.NAME, targets));
        }
        return columns;
    }

    private static Target target(TableDef table, String column) {
        return new Target(table, table.column(column).orElseThrow());
    }

    /** Proposes canonical columns that nothing feeds yet for columns whose names resemble theirs and whose values have their form. */
    private static void guess(TableDef table, List<Fed> columns, Sample sample, List<String> header) {
        Set<String> fed = names(columns);
        for (int i = 0; i < columns.size(); i++) {
            String name = HeaderNames.withoutNote(HeaderNames.normalise(header.get(i)));
            if (!columns.get(i).targets().isEmpty() || name.length() < 2) {
                continue;
            }
            List<String> values = sample.values(i);
            Map<String, ColumnDef> open = new HashMap<>();
            for (ColumnDef column : table.columns()) {
                if (!fed.contains(column.name()) && mayBe(column.type(), values)) {
                    column.allNames().forEach(n -> open.putIfAbsent(HeaderNames.normalise(n), column));
                }
            }
            ColumnDef perhaps = open.get(resembling(name, open.keySet()));
            if (perhaps != null) {
                fed.add(perhaps.name());
                columns.set(i, new Fed(Source.PERHAPS, List.of(new Target(table, perhaps))));
            }
        }
    }

    /** The name that is part of the other, the longest first; or else the one that is fewest letters away. */
    private static String resembling(String name, Set<String> names) {
        return names.stream()
                .filter(n -> Math.min(n.length(), name.length()) >= (name.charAt(0) < 0x80 ? 4 : 2))
                .filter(n -> n.contains(name) || name.contains(n))
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .or(() -> Nearest.to(name, names))
                .orElse("");
    }

    private static boolean mayBe(ColumnType type, List<String> values) {
        boolean time = type == ColumnType.DATE || type == ColumnType.TIME;
        return (time && DateShapes.format(values).isPresent())
                || values.stream().allMatch(v -> fits(type, v));
    }

    static boolean fits(ColumnType type, String value) {
        try {
            Forms.normalise(type, value);
            return true;
        } catch (NoForm none) {
            return false;
        }
    }
}
