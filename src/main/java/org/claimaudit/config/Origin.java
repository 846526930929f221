package org.claimaudit.config;

/**
 * Where a setting's value came from.
 *
 * @param source which layer
 * @param where its place in the layer: file and line, variable name, option name; empty for a default
 */
public record Origin(Source source, String where) {
    /** The layers, the later prevailing over the earlier. */
    public enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        OPTION
    }

    static final Origin OF_DEFAULT = new Origin(Source.DEFAULT, "");
}
