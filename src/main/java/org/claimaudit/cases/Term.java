package org.claimaudit.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/**
 * A clock of the procedure, as {@code procedure.yaml} has it.
 *
 * @param until any of these stops it
 * @param length in {@code unit}s after the day of the step
 * @param extensions what the first, second … extension adds, in {@code unit}s
 * @param extendedBy null when it cannot be extended
 * @param pauses whether it stands still while the case is suspended
 * @param right whether it is time that the other side has
 */
record Term(
        Bilingual title,
        Step from,
        Set<Step> until,
        int length,
        Unit unit,
        List<Integer> extensions,
        @Nullable Step extendedBy,
        boolean pauses,
        boolean right) {
    /** Spelled in small letters in the file. */
    enum Unit {
        WORKING,
        CALENDAR,
        MONTHS
    }

    private static final Set<String> KEYS = Set.of(
            "id", "title", "from", "until", "length", "unit", "extensions", "extended_by", "pauses", "right", "source");

    /**
     * The clocks of the last folder that has a file of them.
     *
     * @throws org.claimaudit.support.UserError code 2 naming every fault
     */
    static List<Term> read(RuleFolders folders) {
        List<Path> files = folders.procedureFiles();
        return files.isEmpty() ? List.of() : read(files.get(files.size() - 1));
    }

    static List<Term> read(Path file) {
        var faults = new ArrayList<Fault>();
        var terms = new ArrayList<Term>();
        try {
            Yaml.read(file, Files.readString(file), 0, faults::add).ifPresent(fields -> {
                var top = new YamlReader(file, fields, faults::add);
                top.allow(Set.of("clocks"));
                top.items("clocks").forEach(item -> terms.add(of(item)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return terms;
    }

    private static Term of(YamlReader item) {
        item.allow(KEYS);
        item.text("source");
        Set<Step> until = EnumSet.noneOf(Step.class);
        item.texts("until").forEach(word -> step(word, until::add, item, "until"));
        var extensions = new ArrayList<Integer>();
        item.texts("extensions").forEach(text -> {
            if (text.matches("\\d{1,3}")) {
                extensions.add(Integer.parseInt(text));
            } else {
                item.fault("extensions", Messages.text("support.yaml.whole", "extensions", text));
            }
        });
        return new Term(
                item.bilingual("title"),
                item.choice("from", Step.class),
                until,
                item.whole("length", 0),
                item.choice("unit", Unit.class),
                List.copyOf(extensions),
                item.has("extended_by") ? item.choice("extended_by", Step.class) : null,
                item.flag("pauses", false),
                item.flag("right", false));
    }

    private static void step(String word, Consumer<Step> sink, YamlReader item, String key) {
        Step.read(word).ifPresentOrElse(sink, () -> item.fault(key, Messages.text("proceed.no-step", word)));
    }
}
