package org.claimaudit.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.support.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What decides the findings besides the data: rules and their parameters, derived tables, macros, knowledge.
 *
 * @param parts in the order of kind and name
 */
public record RuleSet(List<Part> parts) {
    /**
     * One of them.
     *
     * @param kind {@code rule}, {@code setting}, {@code fact}, {@code indicator} or {@code knowledge}
     * @param name a rule's id, {@code rule.param}, or a file's name
     * @param value a parameter's effective value
     * @param sha256 of the file
     */
    public record Part(
            String kind,
            String name,
            @Nullable String value,
            @Nullable String sha256) {}

    /** The parts of a selection of rules. */
    public static RuleSet of(RuleFolders folders, List<Rule> rules) {
        var parts = new ArrayList<Part>();
        for (Rule rule : rules) {
            parts.add(new Part("rule", rule.id(), rule.status().word(), Sha256.of(rule.sql())));
            for (Param param : rule.params()) {
                parts.add(new Part("setting", rule.id() + "." + param.name(), ParamType.format(param.value()), null));
            }
        }
        add(parts, folders, "fact", folders.factFiles());
        add(parts, folders, "fact", folders.macroFiles());
        add(parts, folders, "indicator", folders.indicatorFiles());
        add(parts, folders, "knowledge", folders.knowledgeFiles());
        add(parts, folders, "knowledge", folders.regionFiles());
        parts.sort(Comparator.comparing(Part::kind).thenComparing(Part::name));
        return new RuleSet(List.copyOf(parts));
    }

    /** SHA-256 over all parts. */
    public String sha256() {
        return Sha256.of(parts.stream()
                .map(part -> part.kind() + "\t" + part.name() + "\t" + part.value() + "\t" + part.sha256() + "\n")
                .collect(Collectors.joining()));
    }

    private static void add(List<Part> parts, RuleFolders folders, String kind, List<Path> files) {
        for (Path file : files) {
            parts.add(new Part(kind, name(folders, file), null, Sha256.of(file)));
        }
    }

    /** The name within its library; the number of an added library before it. */
    private static String name(RuleFolders folders, Path file) {
        for (int i = 0; i < folders.folders().size(); i++) {
            Path folder = folders.folders().get(i);
            if (file.startsWith(folder)) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                return i == 0 ? name : i + ":" + name;
            }
        }
        throw new IllegalArgumentException(file.toString());
    }
}
