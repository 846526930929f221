package org.claimaudit.conform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;

/** The facts with their macros and knowledge files, each fact after those that it depends on. */
public record FactSet(List<FactFile> facts, List<Path> macroFiles, List<Path> knowledgeFiles, List<Path> regionFiles) {

    /**
     * Reads the files.
     *
     * @throws org.claimaudit.support.UserError {@link org.claimaudit.support.ExitCode#USAGE} for a faulty file, a fact that is there twice, an unknown dependency
     *     or a circle
     */
    public static FactSet read(
            List<Path> factFiles, List<Path> macroFiles, List<Path> knowledgeFiles, List<Path> regionFiles) {
        var faults = new ArrayList<Fault>();
        var byId = new LinkedHashMap<String, FactFile>();
        for (Path file : factFiles) {
            FactFile.read(file, faults::add).ifPresent(fact -> {
                if (byId.put(fact.id(), fact) != null) {
                    faults.add(new Fault(file, 1, Messages.text("conform.fact.twice", fact.id())));
                }
            });
        }
        var ordered = new LinkedHashMap<String, FactFile>();
        byId.values().forEach(fact -> place(fact, byId, ordered, new LinkedHashSet<>(), faults));
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return new FactSet(
                List.copyOf(ordered.values()),
                List.copyOf(macroFiles),
                List.copyOf(knowledgeFiles),
                List.copyOf(regionFiles));
    }

    private static void place(
            FactFile fact,
            Map<String, FactFile> byId,
            Map<String, FactFile> ordered,
            Set<String> above,
            List<Fault> faults) {
        if (ordered.containsKey(fact.id())) {
            return;
        }
        if (!above.add(fact.id())) {
            faults.add(new Fault(fact.file(), 1, Messages.text("conform.fact.circle", String.join(", ", above))));
            return;
        }
        for (String name : fact.depends()) {
            FactFile needed = byId.get(name);
            if (needed == null) {
                faults.add(new Fault(fact.file(), 1, Messages.text("conform.fact.unknown", name)));
            } else {
                place(needed, byId, ordered, above, faults);
            }
        }
        above.remove(fact.id());
        ordered.put(fact.id(), fact);
    }

    /** Names of the facts. */
    public List<String> ids() {
        return facts.stream().map(FactFile::id).toList();
    }

    /** The fact and all facts that it reads, directly or through others. */
    public Set<String> closure(String id) {
        var closure = new LinkedHashSet<String>();
        for (FactFile fact : facts) {
            if (fact.id().equals(id)) {
                fact.depends().forEach(name -> closure.addAll(closure(name)));
                closure.add(id);
            }
        }
        return closure;
    }

    /** SHA-256 of a fact's own text, of the macros, of the knowledge files that it reads, and of the code values, which any may. */
    String sha256(FactFile fact) {
        var text = new StringBuilder(fact.sql());
        macroFiles.forEach(file -> text.append('\n').append(Sha256.of(file)));
        regionFiles.forEach(file -> text.append('\n').append(Sha256.of(file)));
        for (Path file : knowledgeFiles) {
            if (fact.sources().stream().anyMatch(name -> file.endsWith(name + ".csv"))) {
                text.append('\n').append(Sha256.of(file));
            }
        }
        return Sha256.of(text.toString());
    }
}
