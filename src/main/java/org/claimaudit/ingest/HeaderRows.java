package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header among a file's first lines: below titles and blank lines, with the delimiter under which it makes most sense, spread over up
 * to three rows whose cells are merged, and perhaps repeated in another language.
 *
 * @param <T> what a header means
 */
final class HeaderRows<T> {
    static final int LINES = 30;
    private static final int DEPTH = 3;
    /** A header whose every name is broken in two is as long as it is wide. */
    static final int LONGEST_ROW = 150;

    private final List<String> lines;
    private final String delimiters;
    private final char quote;
    private final Function<List<String>, Optional<T>> read;
    private final ToIntFunction<T> worth;

    /**
     * @param lines the file's first lines, without their ends
     * @param delimiters to try
     * @param quote 0 for none
     * @param read what a row's fields mean, empty when they are no header
     * @param worth the more the better
     */
    HeaderRows(
            List<String> lines,
            String delimiters,
            char quote,
            Function<List<String>, Optional<T>> read,
            ToIntFunction<T> worth) {
        this.lines = lines;
        this.delimiters = delimiters;
        this.quote = quote;
        this.read = read;
        this.worth = worth;
    }

    /**
     * A header.
     *
     * @param columns its names
     * @param first index of its first line
     * @param length how many lines it takes
     * @param rows the rows that it consists of, and those that say the same again
     */
    record Hit<T>(char delimiter, List<String> columns, T meaning, int first, int length, List<List<String>> rows) {}

    /** A row of cells and what it means by itself. */
    private record Cells<T>(
            List<String> fields, int lines, @Nullable T meaning, int worth) {}

    @Nullable
    Hit<T> find() {
        for (int first = 0; first < Math.min(LINES, lines.size()); first++) {
            Hit<T> best = best(first);
            if (best != null && !surpassed(best)) {
                return best;
            }
        }
        return null;
    }

    private @Nullable Hit<T> best(int first) {
        Hit<T> best = null;
        for (int i = 0; i < delimiters.length(); i++) {
            boolean parts = i == 0 || lines.get(first).indexOf(delimiters.charAt(i)) >= 0;
            Hit<T> hit = parts ? at(first, delimiters.charAt(i)) : null;
            if (hit != null && (best == null || worth(hit.meaning()) > worth(best.meaning()))) {
                best = hit;
            }
        }
        return best;
    }

    /** Whether a line that a header of several takes in is the better one by itself, with another delimiter: what was above it is a title. */
    private boolean surpassed(Hit<T> hit) {
        for (int line = hit.first() + 1; line < Math.min(hit.first() + hit.length(), lines.size()); line++) {
            Hit<T> other = best(line);
            if (other != null
                    && other.delimiter() != hit.delimiter()
                    && worth(other.meaning()) > worth(hit.meaning())) {
                return true;
            }
        }
        return false;
    }

    private int worth(@Nullable T meaning) {
        return meaning == null ? 0 : worth.applyAsInt(meaning);
    }

    private @Nullable Hit<T> at(int first, char delimiter) {
        List<Cells<T>> rows = rows(first, delimiter);
        if (rows.isEmpty()) {
            return null;
        }
        T meaning = rows.get(0).meaning();
        List<String> columns = rows.get(0).fields();
        int depth = 1;
        int alone = rows.get(0).worth();
        for (int d = 2; d <= Math.min(DEPTH, rows.size()); d++) {
            if (!HeaderNames.perhaps(rows.get(d - 1).fields())) {
                // a record, which may have a value where the header has no name
                break;
            }
            alone = Math.max(alone, rows.get(d - 1).worth());
            for (boolean joined : new boolean[] {false, true}) {
                List<String> names = merged(rows.subList(0, d), joined);
                T together = read.apply(names).orElse(null);
                if (together != null && worth(together) > Math.max(alone, worth(meaning))) {
                    meaning = together;
                    columns = names;
                    depth = d;
                }
            }
        }
        if (meaning == null) {
            return null;
        }
        for (int i = depth; i < rows.size(); i++) {
            if (rows.get(i).worth() > worth(meaning)) {
                return null;
            }
        }
        while (depth < rows.size() && rows.get(depth).worth() * 2 >= worth(meaning)) {
            depth++;
        }
        List<Cells<T>> taken = rows.subList(0, depth);
        return new Hit<>(
                delimiter,
                columns,
                meaning,
                first,
                taken.stream().mapToInt(Cells::lines).sum(),
                taken.stream().map(Cells::fields).toList());
    }

    private List<Cells<T>> rows(int first, char delimiter) {
        int to = Math.min(lines.size(), first + LONGEST_ROW);
        var records = new TextRecords(String.join("\n", lines.subList(first, to)) + "\n", delimiter, quote, (char) 0);
        var rows = new ArrayList<Cells<T>>();
        while (rows.size() <= DEPTH && records.next()) {
            T meaning = read.apply(records.fields()).orElse(null);
            rows.add(new Cells<>(records.fields(), records.lines(), meaning, worth(meaning)));
        }
        return rows;
    }

    /** For each column the lowest cell with a text; or all of them, an upper one reaching over the empty ones to its right. */
    private List<String> merged(List<Cells<T>> rows, boolean joined) {
        int width = rows.stream().mapToInt(r -> r.fields().size()).max().orElse(0);
        var names = new ArrayList<String>();
        var over = new String[rows.size()];
        for (int column = 0; column < width; column++) {
            String name = "";
            for (int r = 0; r < over.length; r++) {
                List<String> fields = rows.get(r).fields();
                String cell = column < fields.size() ? fields.get(column).strip() : "";
                over[r] = cell.isEmpty() && r < over.length - 1 && over[r] != null ? over[r] : cell;
                name = joined ? name + over[r] : cell.isEmpty() ? name : cell;
            }
            names.add(name);
        }
        return names;
    }
}
