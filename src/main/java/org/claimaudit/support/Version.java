package org.claimaudit.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** What this build is made of, written into it by the build. */
public final class Version {
    private Version() {}

    /** The tool's version, for example {@code 0.1.0}. */
    public static String tool() {
        return property("version");
    }

    /** What {@code --version} prints: tool, DuckDB and Java runtime, one line each. */
    public static List<String> lines() {
        return List.of(
                "claimaudit " + tool(),
                "DuckDB " + property("duckdb"),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    }

    private static String property(String name) {
        var properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name, "unknown");
    }
}
