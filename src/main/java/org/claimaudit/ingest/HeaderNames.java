package org.claimaudit.ingest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings the names in a header to one form: full width to half width, lower case, no blanks. */
final class HeaderNames {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x00-\\x1f\\ufeff\"'`]+");
    private static final Pattern NOTE = Pattern.compile("(.+)\\([^()]*\\)");

    private HeaderNames() {}

    static String normalise(String name) {
        String half = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String bare = BLANKS.matcher(half).replaceAll("").toLowerCase(Locale.ROOT);
        // A query's column may carry its table: s.setl_id
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** The name without a note in brackets at its end, such as a unit. */
    static String withoutNote(String normalised) {
        var matcher = NOTE.matcher(normalised);
        return matcher.matches() ? matcher.group(1) : normalised;
    }
}
