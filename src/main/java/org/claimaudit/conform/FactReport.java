package org.claimaudit.conform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a refresh did.
 *
 * @param months months whose facts were built anew, in order
 * @param failed facts that could not be built, each with the reason (one line); those that depend on one of them name it
 */
public record FactReport(List<String> months, Map<String, String> failed) {

    /** The first of these facts that is missing, for a rule that needs them; null if none is. */
    public Set<String> missing() {
        return new TreeSet<>(failed.keySet());
    }
}
