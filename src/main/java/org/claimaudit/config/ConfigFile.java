package org.claimaudit.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.claimaudit.config.Origin.Source;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.UserError;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A configuration file: YAML, one key per setting, read as nodes so that every error can name its line. */
final class ConfigFile {
    private final Path file;
    private final List<Given> given = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /** What the file says; a {@link UserError} that names file, line and key when it cannot be understood. */
    static List<Given> read(Path file) {
        var reader = new ConfigFile(file);
        reader.compose().ifPresent(reader::document);
        return reader.given;
    }

    private Optional<Node> compose() {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            return new Compose(settings).composeString(Files.readString(file));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> line(mark)).orElse("?");
            throw notYaml(line, String.valueOf(e.getProblem()), e);
        } catch (YamlEngineException | MalformedInputException e) {
            throw notYaml(
                    "1", String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE.code(),
                    Messages.text("config.unreadable", file, String.valueOf(e.getMessage())),
                    Messages.text("config.unreadable.todo"),
                    e);
        }
    }

    private UserError notYaml(String line, String problem, Exception cause) {
        return new UserError(
                ExitCode.USAGE.code(),
                Messages.text("config.yaml", file, line, problem),
                Messages.text("config.yaml.todo"),
                cause);
    }

    private void document(Node root) {
        if (isEmpty(root)) {
            return;
        }
        for (NodeTuple entry : mapping(root, "")) {
            String name = name(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (name.equals("set")) {
                if (!isEmpty(value)) {
                    parameters(Given.PARAMETER, value);
                }
            } else {
                setting(entry.getKeyNode(), name, value);
            }
        }
    }

    private void setting(Node keyNode, String name, Node value) {
        Key key = Key.of(name).orElseThrow(() -> unknown(keyNode, name));
        once(keyNode, name);
        if (isEmpty(value)) {
            return;
        }
        if (value instanceof SequenceNode && !key.many) {
            throw wrong(value, name, key.expected());
        }
        given.add(new Given(name, scalars(value, name, key.expected()), origin(value)));
    }

    /** Both {@code rule.param: value} and {@code rule: {param: value}}. */
    private void parameters(String prefix, Node node) {
        for (NodeTuple entry : mapping(node, "set")) {
            String name = prefix + name(entry.getKeyNode());
            Node value = entry.getValueNode();
            if (value instanceof MappingNode) {
                parameters(name + ".", value);
            } else {
                if (name.indexOf('.', Given.PARAMETER.length()) < 0) {
                    throw wrong(value, name, "{param: value}");
                }
                once(entry.getKeyNode(), name);
                given.add(new Given(name, List.of(String.join(",", scalars(value, name, "1"))), origin(value)));
            }
        }
    }

    private List<NodeTuple> mapping(Node node, String name) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw wrong(node, name, "key: value");
    }

    private String name(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    private List<String> scalars(Node node, String name, String expected) {
        List<? extends Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        var values = new ArrayList<String>();
        for (Node item : nodes) {
            if (!(item instanceof ScalarNode scalar)) {
                throw wrong(item, name, expected);
            }
            values.add(scalar.getValue());
        }
        return values;
    }

    private void once(Node keyNode, String name) {
        if (!seen.add(name)) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("config.twice", file, line(keyNode), name),
                    Messages.text("config.twice.todo"));
        }
    }

    private UserError unknown(Node keyNode, String name) {
        List<String> labels = Stream.concat(Arrays.stream(Key.values()).map(Key::label), Stream.of("set"))
                .toList();
        String todo = Nearest.to(name.replace('_', '-'), labels)
                .map(nearest -> Messages.text("config.unknown.nearest", nearest))
                .orElseGet(() -> Messages.text("config.unknown.todo"));
        return new UserError(ExitCode.USAGE, Messages.text("config.unknown", file, line(keyNode), name), todo);
    }

    private UserError wrong(Node node, String name, String expected) {
        String text = node instanceof ScalarNode scalar
                ? scalar.getValue()
                : node.getNodeType().toString();
        return Settings.wrong(name, text, origin(node), expected);
    }

    private Origin origin(Node node) {
        return new Origin(Source.FILE, file + ":" + line(node));
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String line(Node node) {
        return node.getStartMark().map(ConfigFile::line).orElse("?");
    }

    private static String line(Mark mark) {
        return String.valueOf(mark.getLine() + 1);
    }
}
