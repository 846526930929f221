package org.claimaudit.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/** What this build is made of, written into it by the build. */
public final class Version {
    private static final String UNKNOWN = "unknown";

    private Version() {}

    /** The tool's version, for example {@code 0.1.0}. */
    public static String tool() {
        return property("version");
    }

    /** The git commit that was built, with {@code -dirty} if the checkout had changes; {@code unknown} outside one. */
    public static String commit() {
        return text("/commit.txt");
    }

    /** What {@code --version} prints: tool with its commit, DuckDB and Java runtime, one line each. */
    public static List<String> lines() {
        return List.of(
                "claimaudit " + tool() + " (" + commit() + ")",
                "DuckDB " + property("duckdb"),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    }

    private static String property(String name) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text("/build.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name, UNKNOWN);
    }

    private static String text(String resource) {
        try (InputStream in = Version.class.getResourceAsStream(resource)) {
            return in == null ? UNKNOWN : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
