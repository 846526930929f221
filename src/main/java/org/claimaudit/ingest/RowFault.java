package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is not loaded.
 *
 * @param column canonical name of the column, null when it is the whole record
 * @param value the column's text, null when it is the whole record
 * @param key the reason's text in {@code messages/ingest}
 */
record RowFault(@Nullable String column, @Nullable String value, String key, List<String> arguments) {
    RowFault(@Nullable String column, @Nullable String value, String key, String... arguments) {
        this(column, value, key, Arrays.asList(arguments));
    }

    /** Two faults with the same words have the same reason. */
    List<String> words() {
        var words = new ArrayList<>(arguments);
        words.add(key);
        return words;
    }

    String reason(Locale language) {
        return Messages.in(language, key, arguments.toArray());
    }
}
