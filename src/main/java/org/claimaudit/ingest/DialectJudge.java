package org.claimaudit.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a body is quoted and how many fields its records have, from its beginning: the reading is right under which most records have
 * as many fields as the header has names.
 */
final class DialectJudge {
    private final String sample;
    private final char delimiter;
    private final int names;
    private final int width;

    /**
     * @param sample whole lines
     * @param header the header's cells, of which the last may be empty
     */
    DialectJudge(String sample, char delimiter, List<String> header) {
        this.sample = sample;
        this.delimiter = delimiter;
        this.width = header.size();
        this.names = named(header);
    }

    /** How many cells a header has up to its last name. */
    static int named(List<String> header) {
        int names = header.size();
        while (names > 0 && header.get(names - 1).isBlank()) {
            names--;
        }
        return names;
    }

    /**
     * What speaks for a dialect.
     *
     * @param fits records with as many fields as the header has names, and perhaps empty ones behind them
     * @param enclosed how many fields stand in quotes in these
     */
    record Verdict(Dialect dialect, int fits, int enclosed) {
        boolean better(@Nullable Verdict other) {
            return other == null || fits > other.fits || (fits == other.fits && enclosed > other.enclosed);
        }
    }

    /** @param quote the quote, when it is known; 0 for none */
    Verdict judge(byte lineEnd, @Nullable Byte quote) {
        Verdict best = null;
        for (char candidate : quote == null ? new char[] {'"', '\''} : new char[] {(char) quote.byteValue()}) {
            if (candidate == '\'' && quote == null && sample.indexOf('\'') < 0) {
                continue;
            }
            for (char escape : escapes(candidate)) {
                Verdict verdict = count(candidate, escape, lineEnd);
                // Apostrophes that enclose nothing are no quotes.
                boolean encloses = candidate == '"' || quote != null || verdict.enclosed() > 0;
                best = encloses && verdict.better(best) ? verdict : best;
            }
        }
        return best == null ? count('"', (char) 0, lineEnd) : best;
    }

    private char[] escapes(char quote) {
        boolean escaped = quote != 0 && sample.contains("\\" + quote);
        return escaped ? new char[] {0, Dialect.BACKSLASH} : new char[] {0};
    }

    private Verdict count(char quote, char escape, byte lineEnd) {
        Map<Integer, Integer> widths = new HashMap<>();
        int enclosed = 0;
        var records = new TextRecords(sample, delimiter, quote, escape);
        while (records.next()) {
            List<String> fields = records.fields();
            if (!records.broken()
                    && fields.size() >= names
                    && fields.subList(names, fields.size()).stream().allMatch(String::isBlank)) {
                widths.merge(fields.size(), 1, Integer::sum);
                enclosed += records.enclosed();
            }
        }
        int usual = width;
        for (Map.Entry<Integer, Integer> candidate : widths.entrySet()) {
            if (candidate.getValue() > widths.getOrDefault(usual, 0)) {
                usual = candidate.getKey();
            }
        }
        var dialect = new Dialect((byte) delimiter, (byte) quote, (byte) escape, lineEnd, usual);
        return new Verdict(dialect, widths.getOrDefault(usual, 0), enclosed);
    }
}
