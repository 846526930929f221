package org.claimaudit.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rules to take. Of the whole library, those in trial and stable; a draft only when named by its id.
 *
 * @param only ids and globs ({@code *}, {@code ?}) to take; empty for all
 * @param exclude ids and globs to leave out
 * @param pack the name of a pack to take, or null
 * @param severity the least severity to take, or null
 */
public record Selection(
        List<String> only,
        List<String> exclude,
        @Nullable String pack,
        @Nullable Severity severity) {
    /** The default run. */
    public static final Selection DEFAULT = new Selection(List.of(), List.of(), null, null);
}
