package org.claimaudit.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.claimaudit.store.Db;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** Which planted behaviours each rule is meant to catch: {@code evaluation.yaml} of the rule folders, a rule id and its list of behaviours. */
public record Expectations(Map<String, List<String>> behaviours) {
    /**
     * Reads the files; a later folder's list replaces an earlier one's for the same rule.
     *
     * @throws org.claimaudit.support.UserError {@link org.claimaudit.support.ExitCode#USAGE} naming file, line and what is wrong
     */
    public static Expectations read(List<Path> files) {
        var behaviours = new TreeMap<String, List<String>>();
        var faults = new ArrayList<Fault>();
        for (Path file : files) {
            read(file, faults::add).forEach(behaviours::put);
        }
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return new Expectations(behaviours);
    }

    /** Makes the temporary table {@code expected} of rule and behaviour. */
    void load(Db db) {
        db.script("CREATE OR REPLACE TEMP TABLE expected (rule_id VARCHAR, behaviour VARCHAR)");
        var rows = new ArrayList<@Nullable Object[]>();
        behaviours.forEach((rule, all) ->
                all.stream().distinct().forEach(behaviour -> rows.add(new Object[] {rule, behaviour})));
        db.load("expected", List.of("rule_id", "behaviour"), rows);
    }

    private static Map<String, List<String>> read(Path file, Consumer<Fault> faults) {
        var behaviours = new TreeMap<String, List<String>>();
        try {
            Yaml.read(file, Files.readString(file), 0, faults).ifPresent(fields -> {
                var yaml = new YamlReader(file, fields, faults);
                yaml.keys().forEach(rule -> behaviours.put(rule, yaml.texts(rule)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return behaviours;
    }
}
