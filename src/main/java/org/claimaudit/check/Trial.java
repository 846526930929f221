package org.claimaudit.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would find in a period over what is stored.
 *
 * @param found the findings by their id, those with most money first
 */
public record Trial(RuleResult result, Map<String, Found> found) {
    /**
     * One finding.
     *
     * @param gross yuan of pooled fund that the rule claims by itself
     */
    public record Found(String id, String grade, @Nullable String fixmedinsCode, Bilingual message, BigDecimal gross) {}

    /**
     * A finding in two trials of one rule; null where it is not found.
     *
     * @param before with the first rule or value
     * @param after with the second
     */
    public record Change(@Nullable Found before, @Nullable Found after) {
        /** The finding as it is last. */
        public Found last() {
            return Objects.requireNonNull(after != null ? after : before);
        }
    }

    /** Yuan that all findings claim. */
    public BigDecimal gross() {
        return found.values().stream().map(Found::gross).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    /** The findings that another trial of the rule gains, loses, or sees with another grade or amount. */
    public List<Change> changes(Trial after) {
        var gained = after.found.values().stream()
                .filter(finding -> !found.containsKey(finding.id()))
                .map(finding -> new Change(null, finding));
        var others = found.values().stream()
                .map(finding -> new Change(finding, after.found.get(finding.id())))
                .filter(change -> change.after() == null || !same(change.before(), change.after()));
        return Stream.concat(gained, others).toList();
    }

    private static boolean same(@Nullable Found a, Found b) {
        return a != null && a.grade().equals(b.grade()) && a.gross().compareTo(b.gross()) == 0;
    }
}
