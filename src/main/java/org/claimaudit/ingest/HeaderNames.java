package org.claimaudit.ingest;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings the names in a header to one form: full width to half width, lower case, without blanks, quotes and marks. */
final class HeaderNames {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\x00-\\x1f\"'`*\\[\\]]+");
    private static final Pattern NOTE = Pattern.compile("(.+)\\(([^()]*)\\)");
    /** Units that a value would have to be multiplied from: a name with such a note is not the name without it. */
    private static final Pattern OTHER_UNIT = Pattern.compile("(?:单位:?)?(?:分|角|百元|千元|万|万元|百万元|亿元)");

    private HeaderNames() {}

    static String normalise(String name) {
        if (name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')) {
            return name.toLowerCase(Locale.ROOT);
        }
        String half = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String bare = BLANKS.matcher(half).replaceAll("").toLowerCase(Locale.ROOT);
        // A query's column may carry its table: s.setl_id
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** The name without a note in brackets at its end, such as yuan; other units stay, for they make another column of it. */
    static String withoutNote(String normalised) {
        if (!normalised.endsWith(")")) {
            return normalised;
        }
        var matcher = NOTE.matcher(normalised);
        return matcher.matches() && !OTHER_UNIT.matcher(matcher.group(2)).matches() ? matcher.group(1) : normalised;
    }

    /** Whether a row may consist of names: none begins with a digit. */
    static boolean perhaps(List<String> row) {
        return row.stream()
                .map(f -> f.chars()
                        .filter(c -> c > ' ' && c != '"' && c != '\'')
                        .findFirst()
                        .orElse(' '))
                .noneMatch(c -> c >= '0' && c <= '9');
    }
}
