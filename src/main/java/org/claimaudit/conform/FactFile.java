package org.claimaudit.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.YamlReader;

/**
 * A derived table that rules share: front matter and one SELECT.
 *
 * @param id its name in the schema {@code fact}
 * @param depends facts that it reads
 * @param sources canonical and knowledge tables that it reads
 * @param nextMonth whether a changed month also changes the rows of the month after it (weeks that reach over the month's end)
 * @param decides columns on which facts that depend on this one turn: when their content changes, those are built anew
 * @param sql the whole file; its first result column is {@code month} if the fact is kept per month
 */
public record FactFile(
        Path file,
        String id,
        Bilingual doc,
        List<String> depends,
        List<String> sources,
        boolean nextMonth,
        List<String> decides,
        String sql) {
    private static final Set<String> KEYS = Set.of("id", "doc", "depends", "sources", "renew", "decides");
    private static final String NEXT = "month and next";

    /** Reads a file; empty after its faults were handed over. */
    static Optional<FactFile> read(Path file, Consumer<Fault> sink) {
        var faults = new ArrayList<Fault>();
        Optional<FactFile> fact = FrontMatter.read(file, faults::add).map(matter -> fact(file, matter, faults));
        faults.forEach(sink);
        return faults.isEmpty() ? fact : Optional.empty();
    }

    private static FactFile fact(Path file, FrontMatter matter, List<Fault> faults) {
        var yaml = new YamlReader(file, matter.fields(), faults::add);
        yaml.allow(KEYS);
        String id = yaml.text("id");
        if (!file.endsWith(id + ".sql")) {
            yaml.fault("id", Messages.text("conform.fact.name", id));
        }
        String renew = yaml.text("renew", "month");
        if (!renew.equals("month") && !renew.equals(NEXT)) {
            yaml.fault("renew", Messages.text("conform.fact.renew", renew));
        }
        return new FactFile(
                file,
                id,
                yaml.bilingual("doc"),
                yaml.texts("depends"),
                yaml.texts("sources"),
                renew.equals(NEXT),
                yaml.texts("decides"),
                matter.sql());
    }
}
