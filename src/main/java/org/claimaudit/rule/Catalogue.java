package org.claimaudit.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimaudit.rule.RuleFolders.RuleFile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.FrontMatter;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.UserError;

/** The rules there are, in the order of their ids. Reads files only: no database. */
public final class Catalogue {
    private final RuleFolders folders;
    private final TreeMap<String, Rule> rules;

    private Catalogue(RuleFolders folders, Map<String, Rule> rules) {
        this.folders = folders;
        this.rules = new TreeMap<>(rules);
    }

    /**
     * Reads every rule file.
     *
     * @throws UserError {@link ExitCode#USAGE} naming the file, the line and what is wrong
     */
    public static Catalogue load(RuleFolders folders) {
        var faults = new ArrayList<Fault>();
        Catalogue catalogue = load(folders, faults::add);
        if (!faults.isEmpty()) {
            throw FrontMatter.refusal(faults);
        }
        return catalogue;
    }

    /** Reads every rule file; those with faults are left out. */
    public static Catalogue load(RuleFolders folders, Consumer<Fault> faults) {
        var rules = new TreeMap<String, Rule>();
        for (RuleFile entry : folders.ruleFiles()) {
            RuleReader.read(entry.file(), entry.family(), faults).ifPresent(rule -> {
                Rule earlier = rules.putIfAbsent(rule.id(), rule);
                if (earlier != null) {
                    faults.accept(new Fault(rule.file(), 1, Messages.text("rule.id.twice", rule.id(), earlier.file())));
                }
            });
        }
        return new Catalogue(folders, rules);
    }

    /** Where the rules were read from. */
    public RuleFolders folders() {
        return folders;
    }

    /** Every rule, drafts and retired ones too. */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /**
     * One rule.
     *
     * @throws UserError {@link ExitCode#USAGE} naming the one that was probably meant
     */
    public Rule get(String id) {
        return find(id).orElseThrow(() -> unknownRule(id));
    }

    /** One rule, if there is one of that id. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /**
     * A rule file outside the library.
     *
     * @throws UserError {@link ExitCode#USAGE} naming the file, the line and what is wrong
     */
    public static Rule draft(Path file) {
        var faults = new ArrayList<Fault>();
        Optional<Rule> rule = RuleReader.read(file, "", faults::add);
        return rule.orElseThrow(() -> FrontMatter.refusal(faults));
    }

    /**
     * This catalogue with other parameter values, {@code rule.param} to the value's text.
     *
     * @throws UserError {@link ExitCode#USAGE} for an unknown rule or parameter, a value of the wrong type or outside the range
     */
    public Catalogue with(Map<String, String> parameters) {
        var changed = new TreeMap<>(rules);
        parameters.forEach((name, text) -> {
            int dot = name.indexOf('.');
            Rule rule = get(dot < 0 ? name : name.substring(0, dot));
            String param = dot < 0 ? "" : name.substring(dot + 1);
            changed.computeIfPresent(rule.id(), (id, current) -> with(current, param, text));
        });
        return new Catalogue(folders, changed);
    }

    private static Rule with(Rule rule, String name, String text) {
        if (rule.param(name).isEmpty()) {
            var known = rule.params().stream().map(Param::name).collect(Collectors.toCollection(LinkedHashSet::new));
            throw unknown("rule.param.unknown", rule.id() + "." + name, known);
        }
        var values = new ArrayList<Param>();
        for (Param param : rule.params()) {
            values.add(param.name().equals(name) ? with(rule, param, text) : param);
        }
        return rule.with(List.copyOf(values));
    }

    private static Param with(Rule rule, Param param, String text) {
        try {
            return param.with(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("rule.param.wrong", rule.id() + "." + param.name(), String.valueOf(e.getMessage())),
                    Messages.text("rule.param.wrong.todo", rule.id()));
        }
    }

    /**
     * The rules that a call takes.
     *
     * @throws UserError {@link ExitCode#USAGE} for an id, glob or pack that matches nothing
     */
    public List<Rule> select(Selection selection) {
        Set<String> taken = new LinkedHashSet<>();
        for (Rule rule : rules.values()) {
            boolean named = selection.only().contains(rule.id()) && rule.status() == Status.DRAFT;
            if (named || rule.status() == Status.TRIAL || rule.status() == Status.STABLE) {
                taken.add(rule.id());
            }
        }
        if (!selection.only().isEmpty()) {
            taken.retainAll(matching(selection.only()));
        }
        if (selection.pack() != null) {
            taken.retainAll(matching(Packs.read(folders, selection.pack()).globs()));
        }
        taken.removeAll(matching(selection.exclude()));
        return taken.stream()
                .map(this::get)
                .filter(rule -> selection.severity() == null || rule.severity().compareTo(selection.severity()) >= 0)
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }

    /** Hands over the faults of every pack; what a pack names must exist. */
    public void lintPacks(Consumer<Fault> faults) {
        for (Path file : folders.packFiles()) {
            for (String glob : Packs.read(file, faults).globs()) {
                if (rules.keySet().stream()
                        .noneMatch(id -> pattern(glob).matcher(id).matches())) {
                    faults.accept(new Fault(file, 1, Messages.text("rule.unknown", glob)));
                }
            }
        }
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }

    private Set<String> matching(List<String> globs) {
        var ids = new LinkedHashSet<String>();
        for (String glob : globs) {
            Pattern pattern = pattern(glob);
            var matched = rules.keySet().stream()
                    .filter(id -> pattern.matcher(id).matches())
                    .toList();
            if (matched.isEmpty()) {
                throw unknownRule(glob);
            }
            ids.addAll(matched);
        }
        return ids;
    }

    /** Names what was probably meant; a list of all rules would fill the screen. */
    private UserError unknownRule(String name) {
        String meant = Nearest.to(name, rules.keySet())
                .map(id -> Messages.text("rule.nearest", id) + " ")
                .orElse("");
        return new UserError(ExitCode.USAGE, Messages.text("rule.unknown", name), meant + Messages.text("rule.all"));
    }

    static UserError unknown(String key, String name, Set<String> known) {
        return new UserError(
                ExitCode.USAGE, Messages.text(key, name), Messages.text("rule.known", String.join(", ", known)));
    }
}
