package org.claimaudit.rule;

import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** Makes a rule from its file and finds every fault of its front matter. */
final class RuleReader {
    private static final Set<String> KEYS = Set.of(
            "id",
            "title",
            "grade",
            "tier",
            "priority",
            "severity",
            "status",
            "since",
            "legal",
            "official",
            "catalogue",
            "params",
            "requires",
            "lookback",
            "population",
            "message",
            "false_positives",
            "key",
            "apart",
            "gate");
    private static final Set<String> PARAM_KEYS = Set.of("type", "default", "min", "max", "doc");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern LOOKBACK = Pattern.compile("(\\d{1,4}) (day|month|year)s?");

    private final Path file;
    private final List<Fault> faults = new ArrayList<>();

    private RuleReader(Path file) {
        this.file = file;
    }

    /** Reads a rule file; empty after its faults were handed over. */
    static Optional<Rule> read(Path file, String family, Consumer<Fault> sink) {
        var reader = new RuleReader(file);
        Optional<FrontMatter> front = FrontMatter.read(file, reader.faults::add);
        Optional<Rule> rule = front.map(matter -> reader.rule(matter, family));
        reader.faults.forEach(sink);
        return reader.faults.isEmpty() ? rule : Optional.empty();
    }

    private Rule rule(FrontMatter matter, String family) {
        var yaml = new YamlReader(file, matter.fields(), faults::add);
        yaml.allow(KEYS);
        Grade grade = yaml.choice("grade", Grade.class);
        var rule = new Rule(
                id(yaml),
                family,
                file,
                yaml.bilingual("title"),
                grade,
                tier(yaml, grade),
                yaml.whole("priority", 100),
                yaml.choice("severity", Severity.class),
                yaml.choice("status", Status.class),
                yaml.text("since"),
                legal(yaml),
                official(yaml),
                yaml.texts("catalogue"),
                params(yaml),
                requires(yaml),
                lookback(yaml),
                yaml.text("population"),
                yaml.bilingual("message"),
                falsePositives(yaml),
                key(yaml),
                yaml.flag("apart", false),
                yaml.flag("gate", false),
                matter.sql());
        if (rule.gate()
                && rule.param("gate_share")
                        .filter(p -> p.type() == ParamType.DECIMAL)
                        .isEmpty()) {
            yaml.fault("gate", Messages.text("rule.gate"));
        }
        return rule;
    }

    private String id(YamlReader yaml) {
        String id = yaml.text("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            yaml.fault("id", Messages.text("rule.id.form", id));
        } else if (!id.isEmpty() && !file.endsWith(id + ".sql")) {
            yaml.fault("id", Messages.text("rule.id.file", id));
        }
        return id;
    }

    private static @Nullable Integer tier(YamlReader yaml, Grade grade) {
        if (grade == Grade.CLUE) {
            if (yaml.has("tier")) {
                yaml.fault("tier", Messages.text("rule.tier.clue"));
            }
            return null;
        }
        int tier = yaml.whole("tier", 0);
        if (tier < 1 || tier > 5) {
            yaml.fault("tier", Messages.text("rule.tier"));
        }
        return tier;
    }

    private static List<Legal> legal(YamlReader yaml) {
        var articles = new ArrayList<Legal>();
        for (YamlReader entry : yaml.items("legal")) {
            entry.allow(Set.of("cite", "checked"));
            articles.add(new Legal(entry.text("cite"), entry.flag("checked", false)));
        }
        return List.copyOf(articles);
    }

    private static @Nullable Official official(YamlReader yaml) {
        YamlReader entry = yaml.child("official");
        if (entry == null) {
            return null;
        }
        entry.allow(Set.of("library", "category"));
        return new Official(entry.text("library"), entry.text("category"));
    }

    static List<Requirement> requires(YamlReader yaml) {
        var requirements = new ArrayList<Requirement>();
        for (String text : yaml.texts("requires")) {
            try {
                requirements.add(Requirement.parse(text));
            } catch (IllegalArgumentException e) {
                yaml.fault("requires", Messages.text("rule.requires", text));
            }
        }
        if (requirements.isEmpty()) {
            yaml.fault("requires", Messages.text("support.yaml.missing", "requires"));
        }
        return List.copyOf(requirements);
    }

    static Period lookback(YamlReader yaml) {
        String text = yaml.text("lookback", "0 days");
        Matcher matcher = LOOKBACK.matcher(text);
        if (!matcher.matches()) {
            yaml.fault("lookback", Messages.text("rule.lookback", text));
            return Period.ZERO;
        }
        int count = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "day" -> Period.ofDays(count);
            case "month" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }

    private static List<String> key(YamlReader yaml) {
        List<String> key = yaml.texts("key");
        if (key.isEmpty()) {
            yaml.fault("key", Messages.text("support.yaml.missing", "key"));
        }
        return key;
    }

    /** The look-alikes that are no violation: a text or a list of texts in each language. */
    private static Bilingual falsePositives(YamlReader yaml) {
        YamlReader words = yaml.child("false_positives");
        if (words == null) {
            yaml.fault("false_positives", Messages.text("support.yaml.missing", "false_positives"));
            return new Bilingual("", "");
        }
        words.allow(Set.of("en", "zh"));
        String en = String.join("; ", words.texts("en"));
        String zh = String.join("；", words.texts("zh"));
        if (en.isEmpty() || zh.isEmpty()) {
            yaml.fault("false_positives", Messages.text("rule.both"));
        }
        return new Bilingual(en, zh);
    }

    private static List<Param> params(YamlReader yaml) {
        var params = new ArrayList<Param>();
        for (Map.Entry<String, YamlReader> entry : yaml.children("params").entrySet()) {
            Param param = param(entry.getKey(), entry.getValue());
            if (param != null) {
                params.add(param);
            }
        }
        return List.copyOf(params);
    }

    private static @Nullable Param param(String name, YamlReader entry) {
        entry.allow(PARAM_KEYS);
        if (!NAME.matcher(name).matches()) {
            entry.fault("type", Messages.text("rule.param.name", name));
        }
        if (RuleSql.RESERVED.contains(name)) {
            entry.fault("type", Messages.text("rule.param.reserved", name));
        }
        ParamType type = entry.choice("type", ParamType.class);
        Bilingual doc = entry.bilingual("doc");
        Object min = value(entry, "min", type);
        Object max = value(entry, "max", type);
        Object otherwise = value(entry, "default", type);
        if (otherwise == null) {
            if (!entry.has("default")) {
                entry.fault("default", Messages.text("rule.param.default", name));
            }
            return null;
        }
        try {
            return new Param(name, type, otherwise, otherwise, min, max, doc).with(ParamType.format(otherwise));
        } catch (IllegalArgumentException e) {
            entry.fault("default", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Object value(YamlReader entry, String key, ParamType type) {
        if (entry.value(key) instanceof Yaml.Items) {
            return entry.texts(key);
        }
        if (!entry.has(key)) {
            return null;
        }
        String text = entry.text(key);
        try {
            return type.parse(text);
        } catch (IllegalArgumentException e) {
            entry.fault(key, Messages.text("rule.param.type", text, type.word()));
            return null;
        }
    }
}
