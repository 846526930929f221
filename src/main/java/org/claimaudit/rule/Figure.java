package org.claimaudit.rule;

import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.YamlReader;

/**
 * Figures that no rule claims anything by: an indicator ({@code rules/indicators}) or a sheet ({@code rules/sheets}). Front matter and one
 * SELECT, as a rule has them.
 *
 * @param measures of an indicator, by the name that its rows give; empty for a sheet
 * @param columns headings of a sheet's result columns, in their order; empty for an indicator
 * @param lookback history that it reads before the months asked for
 */
public record Figure(
        Path file,
        String id,
        Bilingual title,
        Bilingual doc,
        List<Requirement> requires,
        Period lookback,
        Map<String, Measure> measures,
        Map<String, Bilingual> columns,
        String sql) {
    private static final Set<String> KEYS =
            Set.of("id", "title", "doc", "catalogue", "requires", "lookback", "measures", "columns");

    /** What the numerator divided by the denominator says. */
    public enum Unit {
        /** Part of a whole. */
        SHARE,
        /** So many for each. */
        RATIO,
        /** Yuan for each. */
        YUAN,
        /** A share more or less than the denominator. */
        GROWTH;

        /** The word in files and in the store. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which of an indicator's two numbers are yuan; the others count. */
    public enum Money {
        NONE,
        NUMERATOR,
        BOTH
    }

    /**
     * One figure of an indicator.
     *
     * @param code the official code; empty without one
     */
    public record Measure(Bilingual title, Unit unit, Money money, String code) {}

    /** Reads the indicators. */
    public static List<Figure> indicators(RuleFolders folders, Consumer<Fault> faults) {
        return read(folders.indicatorFiles(), "measures", faults);
    }

    /** Reads the sheets. */
    public static List<Figure> sheets(RuleFolders folders, Consumer<Fault> faults) {
        return read(folders.sheetFiles(), "columns", faults);
    }

    /** The SELECT without the semicolon that ends it, to be placed inside another statement. */
    public String select() {
        return Rule.bare(sql);
    }

    private static List<Figure> read(List<Path> files, String needed, Consumer<Fault> sink) {
        var figures = new LinkedHashMap<String, Figure>();
        for (Path file : files) {
            var faults = new ArrayList<Fault>();
            FrontMatter.read(file, faults::add)
                    .map(matter -> figure(file, matter, needed, faults))
                    .filter(figure -> faults.isEmpty())
                    .ifPresent(figure -> {
                        if (figures.put(figure.id(), figure) != null) {
                            faults.add(new Fault(file, 1, Messages.text("rule.figure.twice", figure.id())));
                        }
                    });
            faults.forEach(sink);
        }
        return List.copyOf(figures.values());
    }

    private static Figure figure(Path file, FrontMatter matter, String needed, List<Fault> faults) {
        var yaml = new YamlReader(file, matter.fields(), faults::add);
        yaml.allow(KEYS);
        String id = yaml.text("id");
        if (!file.endsWith(id + ".sql")) {
            yaml.fault("id", Messages.text("rule.id.file", id));
        }
        if (!yaml.has(needed)) {
            yaml.fault(needed, Messages.text("support.yaml.missing", needed));
        }
        var measures = new LinkedHashMap<String, Measure>();
        yaml.children("measures").forEach((name, entry) -> {
            entry.allow(Set.of("title", "unit", "money", "code"));
            measures.put(
                    name,
                    new Measure(
                            entry.bilingual("title"),
                            entry.choice("unit", Unit.class),
                            entry.has("money") ? entry.choice("money", Money.class) : Money.NONE,
                            entry.text("code", "")));
        });
        var columns = new LinkedHashMap<String, Bilingual>();
        YamlReader headings = yaml.child("columns");
        if (headings != null) {
            headings.keys().forEach(name -> columns.put(name, headings.bilingual(name)));
        }
        return new Figure(
                file,
                id,
                yaml.bilingual("title"),
                yaml.bilingual("doc"),
                RuleReader.requires(yaml),
                RuleReader.lookback(yaml),
                measures,
                columns,
                matter.sql());
    }
}
