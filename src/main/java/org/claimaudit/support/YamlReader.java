package org.claimaudit.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of a mapping. What is missing or of the wrong type becomes a fault, and an empty value is returned in its place, so
 * that one pass finds every fault: a caller uses the values only if no fault was handed over.
 */
public final class YamlReader {
    private final Path file;
    private final Yaml.Fields fields;
    private final Consumer<Fault> faults;

    public YamlReader(Path file, Yaml.Fields fields, Consumer<Fault> faults) {
        this.file = file;
        this.fields = fields;
        this.faults = faults;
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        Yaml.Value value = fields.get(key);
        return value != null && !(value instanceof Yaml.Text text && text.value() == null);
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
        return fields.values().keySet();
    }

    /** Names every key that is none of these. */
    public void allow(Set<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                String all = known.stream().sorted().collect(Collectors.joining(", "));
                fault(key, Messages.text("support.yaml.unknown", key, all));
            }
        }
    }

    /** A text that must be there. */
    public String text(String key) {
        if (!has(key)) {
            fault(key, Messages.text("support.yaml.missing", key));
            return "";
        }
        return text(key, "");
    }

    /** A text, or a default when the key is not there. */
    public String text(String key, String otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (fields.get(key) instanceof Yaml.Text text && text.value() != null) {
            return text.value();
        }
        fault(key, Messages.text("support.yaml.text", key));
        return otherwise;
    }

    /** A whole number, or a default when the key is not there. */
    public int whole(String key, int otherwise) {
        String text = text(key, String.valueOf(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            fault(key, Messages.text("support.yaml.whole", key, text));
            return otherwise;
        }
    }

    /** A truth value, or a default when the key is not there. */
    public boolean flag(String key, boolean otherwise) {
        String text = text(key, String.valueOf(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            fault(key, Messages.text("support.yaml.flag", key, text));
        }
        return text.equals("true");
    }

    /** One of an enum's constants, written in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        List<E> constants = Arrays.asList(type.getEnumConstants());
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        if (!text.isEmpty()) {
            String all = constants.stream()
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            fault(key, Messages.text("support.yaml.choice", key, text, all));
        }
        return constants.get(0);
    }

    /** A list of texts; a single text counts as a list of one; empty when the key is not there. */
    public List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (fields.get(key) instanceof Yaml.Text) {
            return List.of(text(key));
        }
        var texts = new ArrayList<String>();
        if (fields.get(key) instanceof Yaml.Items items) {
            for (Yaml.Value item : items.values()) {
                if (item instanceof Yaml.Text text && text.value() != null) {
                    texts.add(text.value());
                } else {
                    fault(key, Messages.text("support.yaml.texts", key));
                }
            }
        } else {
            fault(key, Messages.text("support.yaml.texts", key));
        }
        return List.copyOf(texts);
    }

    /** A text in both languages, {@code { zh: …, en: … }}, that must be there. */
    public Bilingual bilingual(String key) {
        YamlReader words = child(key);
        if (words == null) {
            if (!has(key)) {
                fault(key, Messages.text("support.yaml.missing", key));
            }
            return new Bilingual("", "");
        }
        words.allow(Set.of("en", "zh"));
        return new Bilingual(words.text("en"), words.text("zh"));
    }

    /** The mapping under a key; null when it is not there, or no mapping (a fault). */
    public @Nullable YamlReader child(String key) {
        if (!has(key)) {
            return null;
        }
        if (fields.get(key) instanceof Yaml.Fields child) {
            return new YamlReader(file, child, faults);
        }
        fault(key, Messages.text("support.yaml.mapping-of", key));
        return null;
    }

    /** The mappings under the keys of the mapping under a key, in the order of the file. */
    public Map<String, YamlReader> children(String key) {
        YamlReader parent = child(key);
        var children = new LinkedHashMap<String, YamlReader>();
        if (parent != null) {
            for (String name : parent.keys()) {
                YamlReader child = parent.child(name);
                if (child != null) {
                    children.put(name, child);
                }
            }
        }
        return children;
    }

    /** The mappings in the list under a key; empty when the key is not there. */
    public List<YamlReader> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        var readers = new ArrayList<YamlReader>();
        List<Yaml.Value> values = fields.get(key) instanceof Yaml.Items items
                ? items.values()
                : List.of(fields.values().get(key));
        for (Yaml.Value value : values) {
            if (value instanceof Yaml.Fields item) {
                readers.add(new YamlReader(file, item, faults));
            } else {
                fault(key, Messages.text("support.yaml.items", key));
            }
        }
        return readers;
    }

    /** The value of a key as it was read. */
    public Yaml.@Nullable Value value(String key) {
        return fields.get(key);
    }

    /** The line on which the mapping begins. */
    public int line() {
        return fields.line();
    }

    /** The line of a key. */
    public int lineOf(String key) {
        return fields.lineOf(key);
    }

    /** Hands over a fault at a key. */
    public void fault(String key, String text) {
        faults.accept(new Fault(file, fields.lineOf(key), text));
    }
}
