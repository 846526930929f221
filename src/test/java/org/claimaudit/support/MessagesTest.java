package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final Pattern QUOTED_BRACE = Pattern.compile("'[{}]'");
    private static final Pattern LONE_APOSTROPHE = Pattern.compile("(?<!')'(?!')");

    @Test
    void everyTextStandsInBothLanguagesWithTheSamePlaceholders() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(Messages.class.getResource("/messages")).toURI());
        List<String> faults = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path english : files.filter(file -> !file.toString().endsWith("_zh.properties"))
                    .toList()) {
                String name = english.getFileName().toString().replace(".properties", "");
                compare(name, load(english), load(folder.resolve(name + "_zh.properties")), faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whatIsSetIntoATextSteersNoTerminal() {
        assertThat(Messages.in(Locale.ENGLISH, "rule.unknown", "\u001b[31mred\u202e"))
                .isEqualTo("There is no rule \" [31mred \".");
    }

    private static void compare(String name, Properties english, Properties chinese, List<String> faults) {
        var keys = new TreeSet<>(english.stringPropertyNames());
        keys.addAll(chinese.stringPropertyNames());
        for (String key : keys) {
            String en = english.getProperty(key);
            String zh = chinese.getProperty(key);
            if (en == null || zh == null) {
                faults.add(key + " is missing in " + (en == null ? "English" : "Chinese"));
            } else if (!placeholders(en).equals(placeholders(zh))) {
                faults.add(key + ": placeholders differ");
            } else if (key.startsWith(name + ".")
                    && LONE_APOSTROPHE
                            .matcher(QUOTED_BRACE.matcher(en + zh).replaceAll(""))
                            .find()) {
                faults.add(key + ": a single apostrophe hides the placeholders behind it");
            }
        }
    }

    private static Set<String> placeholders(String text) {
        var found = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
