package org.claimaudit.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML as it was written: every scalar stays text, so that codes keep their zeros and amounts their digits, and every value knows its line.
 * The reader of a value decides its type.
 */
public final class Yaml {
    private static final Set<String> NULL_WORDS = Set.of("", "~", "null");

    private Yaml() {}

    /** A value and the line on which it begins. */
    public sealed interface Value permits Text, Items, Fields {
        int line();
    }

    /** A scalar; null when it is written as nothing, {@code ~} or {@code null} without quotes. */
    public record Text(@Nullable String value, int line) implements Value {}

    /** A list. */
    public record Items(List<Value> values, int line) implements Value {}

    /** A mapping in the order of the file, with the line of each key. */
    public record Fields(Map<String, Value> values, Map<String, Integer> lines, int line) implements Value {
        /** The value of a key, or null when there is none. */
        public @Nullable Value get(String key) {
            return values.get(key);
        }

        /** The line of a key, or of the mapping when the key is not there. */
        public int lineOf(String key) {
            return lines.getOrDefault(key, line);
        }
    }

    /**
     * Reads one document whose top is a mapping; empty after a fault was handed over.
     *
     * @param before lines of the file that stand before the YAML
     */
    public static Optional<Fields> read(Path file, String yaml, int before, Consumer<Fault> faults) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setAllowDuplicateKeys(false)
                    .build();
            Node top = new Compose(settings).composeString(yaml).orElse(null);
            if (top instanceof MappingNode) {
                return Optional.of((Fields) value(top, before));
            }
            faults.accept(new Fault(file, before + 1, Messages.text("support.yaml.mapping")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            faults.accept(
                    new Fault(file, before + line, Messages.text("support.yaml.syntax", oneLine(e.getProblem()))));
        } catch (DuplicateKey e) {
            faults.accept(new Fault(file, e.line, Messages.text("support.yaml.twice", e.key)));
        } catch (YamlEngineException e) {
            String problem = oneLine(String.valueOf(e.getMessage()));
            faults.accept(new Fault(file, before + 1, Messages.text("support.yaml.syntax", problem)));
        }
        return Optional.empty();
    }

    private static Value value(Node node, int before) {
        int line = before + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        if (node instanceof ScalarNode scalar) {
            boolean nothing = scalar.getScalarStyle() == ScalarStyle.PLAIN && NULL_WORDS.contains(scalar.getValue());
            return new Text(nothing ? null : scalar.getValue(), line);
        }
        if (node instanceof SequenceNode sequence) {
            var values = new ArrayList<Value>();
            sequence.getValue().forEach(item -> values.add(value(item, before)));
            return new Items(List.copyOf(values), line);
        }
        return fields((MappingNode) node, line, before);
    }

    private static Fields fields(MappingNode mapping, int line, int before) {
        var values = new LinkedHashMap<String, Value>();
        var lines = new LinkedHashMap<String, Integer>();
        for (NodeTuple entry : mapping.getValue()) {
            int keyLine = before
                    + entry.getKeyNode()
                            .getStartMark()
                            .map(mark -> mark.getLine() + 1)
                            .orElse(1);
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, value(entry.getValueNode(), before)) != null) {
                throw new DuplicateKey(key, keyLine);
            }
            lines.put(key, keyLine);
        }
        return new Fields(values, lines, line);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static final class DuplicateKey extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String key;
        private final int line;

        DuplicateKey(String key, int line) {
            this.key = key;
            this.line = line;
        }
    }
}
