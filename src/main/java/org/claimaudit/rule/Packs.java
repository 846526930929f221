package org.claimaudit.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.UserError;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;

/** The curated selections of rules, {@code packs/<name>.yaml}. */
final class Packs {
    private Packs() {}

    /** A selection: ids and globs. */
    record Pack(String name, Bilingual title, List<String> globs) {}

    /**
     * Reads one pack; a later folder's replaces an earlier one's of the same name.
     *
     * @throws UserError {@link ExitCode#USAGE} when there is none of that name or its file has a fault
     */
    static Pack read(RuleFolders folders, String name) {
        var files = new TreeMap<String, Path>();
        folders.packFiles().forEach(file -> files.put(name(file), file));
        Path file = files.get(name);
        if (file == null) {
            throw Catalogue.unknown("rule.pack.unknown", name, files.keySet());
        }
        var faults = new ArrayList<Fault>();
        Pack pack = read(file, faults::add);
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return pack;
    }

    /** Reads one pack and hands over its faults. */
    static Pack read(Path file, Consumer<Fault> faults) {
        var empty = new Yaml.Fields(new TreeMap<>(), new TreeMap<>(), 1);
        try {
            var fields = Yaml.read(file, Files.readString(file), 0, faults).orElse(empty);
            var yaml = new YamlReader(file, fields, faults);
            yaml.allow(Set.of("title", "rules"));
            return new Pack(name(file), yaml.bilingual("title"), yaml.texts("rules"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
    }
}
