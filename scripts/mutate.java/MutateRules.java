import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.check.RuleCase;
import org.claimaudit.check.RuleTests;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Grade;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.ParamType;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.support.UserError;

/** See scripts/mutate-rules. */
public final class MutateRules {
    private static final Pattern COMPARISON = Pattern.compile("(?<![<>=!-])(<=|>=|<(?![>=])|>(?!=))");
    private static final Pattern VARIABLE = Pattern.compile("getvariable\\('([a-z0-9_]+)'\\)");
    /** A condition that is a line of its own and not part of a column. */
    private static final Pattern CONDITION = Pattern.compile("(?m)^(\\s*)AND (?!\\d)(?!.* AS )(.*[^,\n])$");
    private static final Pattern JOIN = Pattern.compile("\\bJOIN (\\w+) (\\w+) ON ");

    /** One break: the whole rule file with it, and what it is. */
    private record Mutant(Rule rule, String kind, int line, String change, String file) {
        String key() {
            return rule.id() + " | " + kind + " | " + change;
        }
    }

    private enum Fate {
        KILLED,
        SURVIVED,
        /** Changes nothing, as equivalent.txt says. */
        EQUIVALENT,
        /** Not SQL any more. */
        STILLBORN
    }

    private static int perRule = 12;
    private static long seed = 1;
    private static int workers = 2;

    private static final Path EQUIVALENT_FILE = Path.of("scripts/mutate.java/equivalent.txt");
    /** The entries of equivalent.txt without their reasons. */
    private static Set<String> equivalent = Set.of();

    private static final Set<String> COMPLAINTS = new ConcurrentSkipListSet<>();

    public static void main(String[] args) throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--per-rule" -> perRule = Integer.parseInt(args[++i]);
                case "--seed" -> seed = Long.parseLong(args[++i]);
                case "--workers" -> workers = Integer.parseInt(args[++i]);
                default -> ids.add(args[i]);
            }
        }
        equivalent = equivalent();
        RuleFolders folders = RuleFolders.of(List.of(), "");
        List<Rule> rules = Catalogue.load(folders).rules().stream()
                .filter(rule -> ids.isEmpty() || ids.contains(rule.id()))
                .toList();
        Path dir = Files.createTempDirectory("mutants");
        try {
            RuleFolders unnetted = unnetted(folders, dir.resolve("unnetted"));
            var counts = new int[Fate.values().length];
            var queue = new ConcurrentLinkedQueue<>(rules);
            var pool = Executors.newFixedThreadPool(workers);
            var tasks = new ArrayList<Future<?>>();
            for (int i = 0; i < workers; i++) {
                tasks.add(pool.submit(() -> work(queue, folders, unnetted, dir, counts)));
            }
            pool.shutdown();
            for (Future<?> task : tasks) {
                task.get();
            }
            int killed = counts[Fate.KILLED.ordinal()];
            int survived = counts[Fate.SURVIVED.ordinal()];
            System.out.printf(
                    "rules=%d mutants=%d killed=%d equivalent=%d stillborn=%d share=%.3f%n",
                    rules.size(),
                    killed + survived,
                    killed,
                    counts[Fate.EQUIVALENT.ordinal()],
                    counts[Fate.STILLBORN.ordinal()],
                    killed / (double) Math.max(1, killed + survived));
        } finally {
            delete(dir);
        }
        COMPLAINTS.forEach(System.err::println);
        System.exit(COMPLAINTS.isEmpty() ? 0 : 1);
    }

    private static Set<String> equivalent() throws IOException {
        var entries = new TreeSet<String>();
        for (String line : Files.readAllLines(EQUIVALENT_FILE)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int reason = line.lastIndexOf(" | ");
            if (line.split(" \\| ").length != 4 || !entries.add(line.substring(0, reason))) {
                throw new IllegalStateException(EQUIVALENT_FILE + " wants rule | kind | change | reason, once each: " + line);
            }
        }
        return entries;
    }

    private static Void work(
            ConcurrentLinkedQueue<Rule> queue, RuleFolders folders, RuleFolders unnetted, Path dir, int[] counts)
            throws IOException {
        try (var tests = new RuleTests(folders);
                var unnettedTests = new RuleTests(unnetted)) {
            for (Rule rule = queue.poll(); rule != null; rule = queue.poll()) {
                Map<Mutant, Fate> fates = fates(tests, rule, drafts(rule, dir));
                if (rule.grade() != Grade.CLUE && netted(rule)) {
                    var mutant = new Mutant(rule, "reversals not netted", 1, "facts", "");
                    fates.putAll(fates(unnettedTests, null, Map.of(mutant, rule)));
                }
                report(judged(fates), counts);
                if (fates.size() < perRule) {
                    complainOfStale(rule, fates.keySet());
                }
            }
        }
        return null;
    }

    /** The fates with the survivors that equivalent.txt lists; one that it lists and a case notices is a false entry. */
    private static Map<Mutant, Fate> judged(Map<Mutant, Fate> fates) {
        var judged = new LinkedHashMap<Mutant, Fate>();
        fates.forEach((mutant, fate) -> {
            boolean listed = equivalent.contains(mutant.key());
            if (listed && fate != Fate.SURVIVED) {
                COMPLAINTS.add("not equivalent, a case notices it: " + mutant.key());
            }
            judged.put(mutant, listed && fate == Fate.SURVIVED ? Fate.EQUIVALENT : fate);
        });
        return judged;
    }

    private static void complainOfStale(Rule rule, Set<Mutant> mutants) {
        Set<String> keys = mutants.stream().map(Mutant::key).collect(Collectors.toSet());
        equivalent.stream()
                .filter(entry -> entry.startsWith(rule.id() + " | ") && !keys.contains(entry))
                .forEach(entry -> COMPLAINTS.add("no such mutant any more: " + entry));
    }

    private static void report(Map<Mutant, Fate> fates, int[] counts) {
        synchronized (counts) {
            fates.forEach((mutant, fate) -> {
                counts[fate.ordinal()]++;
                if (fate == Fate.SURVIVED) {
                    System.out.println("survived  " + mutant.rule().id() + ":" + mutant.line() + "  " + mutant.kind() + "  "
                            + mutant.change());
                }
            });
            System.out.flush();
        }
    }

    /** The broken rules as files beside a copy of the test; null is one that is no rule any more. */
    private static Map<Mutant, Rule> drafts(Rule rule, Path dir) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(rule.id()));
        Files.copy(rule.testFile(), folder.resolve(rule.id() + ".test.yaml"));
        Path file = folder.resolve(rule.id() + ".sql");
        var drafts = new LinkedHashMap<Mutant, Rule>();
        for (Mutant mutant : mutants(rule)) {
            Files.writeString(file, mutant.file());
            drafts.put(mutant, draft(file));
        }
        return drafts;
    }

    private static Rule draft(Path file) {
        try {
            return Catalogue.draft(file);
        } catch (UserError e) {
            return null;
        }
    }

    /**
     * What the cases of the rule say of each mutant, up to the first that notices it.
     *
     * @param sound the rule as it is, which has to pass; null to leave that out
     */
    private static Map<Mutant, Fate> fates(RuleTests tests, Rule sound, Map<Mutant, Rule> drafts) {
        var fates = new LinkedHashMap<Mutant, Fate>();
        var left = new LinkedHashMap<Mutant, List<RuleCase>>();
        drafts.forEach((mutant, draft) -> {
            fates.put(mutant, draft == null ? Fate.STILLBORN : Fate.SURVIVED);
            if (draft != null) {
                left.put(mutant, RuleTests.cases(draft));
            }
        });
        List<RuleCase> soundCases = sound == null ? List.of() : RuleTests.cases(sound);
        int size = left.values().stream().mapToInt(List::size).findFirst().orElse(0);
        for (int i = 0; i < size && !left.isEmpty(); i++) {
            int at = i;
            var variants = new ArrayList<RuleCase>();
            if (sound != null) {
                variants.add(soundCases.get(at));
            }
            left.values().forEach(cases -> variants.add(cases.get(at)));
            List<RuleTests.Result> results = run(tests, variants);
            RuleTests.Result own = sound == null ? null : results.remove(0);
            if (sound != null && (own == null || !own.passed())) {
                throw new IllegalStateException(sound.id() + " fails as it is: " + soundCases.get(at).name());
            }
            int next = 0;
            for (Mutant mutant : List.copyOf(left.keySet())) {
                RuleTests.Result result = results.get(next++);
                if (result == null || !result.passed()) {
                    boolean broken = result == null || result.differences().stream().anyMatch(text -> text.contains("errored"));
                    fates.put(mutant, broken ? Fate.STILLBORN : Fate.KILLED);
                    left.remove(mutant);
                }
            }
        }
        return fates;
    }

    /** The results of a case; null stands for a rule that is refused, for which the others are not to suffer. */
    private static List<RuleTests.Result> run(RuleTests tests, List<RuleCase> variants) {
        try {
            return new ArrayList<>(tests.run(variants));
        } catch (UserError refusal) {
            var results = new ArrayList<RuleTests.Result>();
            for (RuleCase variant : variants) {
                try {
                    results.add(tests.run(variant));
                } catch (UserError e) {
                    results.add(null);
                }
            }
            return results;
        }
    }

    /** Breaks of each kind, at most so many of a rule, drawn by chance. */
    private static List<Mutant> mutants(Rule rule) throws IOException {
        String text = Files.readString(rule.file());
        int begin = text.indexOf("---*/");
        var all = new ArrayList<Mutant>();
        for (MatchResult match : matches(COMPARISON, text, begin)) {
            String other = switch (match.group()) {
                case "<" -> "<=";
                case "<=" -> "<";
                case ">" -> ">=";
                default -> ">";
            };
            all.add(mutant(rule, "comparison", text, match.start(), match.end(), other));
        }
        for (MatchResult match : matches(VARIABLE, text, begin)) {
            Param param = rule.param(match.group(1)).orElse(null);
            if (param == null) {
                continue;
            }
            if (param.type() == ParamType.INTEGER || param.type() == ParamType.DECIMAL) {
                all.add(mutant(rule, "boundary", text, match.start(), match.end(), "(" + match.group() + " + 1)"));
            }
            String literal = literal(param);
            if (literal != null) {
                all.add(mutant(rule, "parameter ignored", text, match.start(), match.end(), literal));
            }
        }
        for (MatchResult match : matches(CONDITION, text, begin)) {
            if (balanced(match.group(2))) {
                all.add(mutant(rule, "condition dropped", text, match.start(2), match.end(2), "true"));
            }
        }
        for (MatchResult match : matches(JOIN, text, begin)) {
            int end = text.indexOf('\n', match.end());
            if (end > 0 && balanced(text.substring(match.end(), end))) {
                all.add(mutant(rule, "join dropped", text, match.end(), end, "true"));
            }
        }
        Collections.shuffle(all, new Random(seed * 31 + rule.id().hashCode()));
        return all.subList(0, Math.min(perRule, all.size()));
    }

    private static List<MatchResult> matches(Pattern pattern, String text, int begin) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .filter(match -> match.start() > begin && !comment(text, match.start()))
                .toList();
    }

    private static boolean comment(String text, int at) {
        int line = text.lastIndexOf('\n', at) + 1;
        int dashes = text.indexOf("--", line);
        return dashes >= 0 && dashes < at;
    }

    private static Mutant mutant(Rule rule, String kind, String text, int from, int to, String other) {
        int line = (int) text.substring(0, from).chars().filter(c -> c == '\n').count() + 1;
        String file = text.substring(0, from) + other + text.substring(to);
        String broken = file.substring(file.lastIndexOf('\n', from) + 1, file.indexOf('\n', from + other.length()));
        return new Mutant(rule, kind, line, text.substring(from, to) + " → " + other + " in " + broken.strip(), file);
    }

    private static String literal(Param param) {
        String value = ParamType.format(param.defaultValue());
        return switch (param.type()) {
            case INTEGER -> value;
            case DECIMAL -> "CAST(" + value + " AS DECIMAL(18, 4))";
            case BOOLEAN -> value;
            case DATE -> "DATE '" + value + "'";
            default -> null;
        };
    }

    private static boolean balanced(String text) {
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0 && !text.contains("--");
    }

    private static boolean netted(Rule rule) {
        return Pattern.compile("\\b(effective_line|valid_settlement|stay|visit|stay_day)\\b")
                .matcher(rule.select())
                .find();
    }

    /** The library with facts that take nothing back. */
    private static RuleFolders unnetted(RuleFolders folders, Path copy) throws IOException {
        Path shipped = folders.folders().get(0);
        for (String part : List.of("facts", "knowledge")) {
            Files.createDirectories(copy.resolve(part));
            try (Stream<Path> files = Files.list(shipped.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        Files.copy(shipped.resolve("macros.sql"), copy.resolve("macros.sql"));
        replace(copy.resolve("facts/valid_settlement.sql"), "LEFT JOIN taken_back t ON t.setl_id = s.setl_id");
        replace(copy.resolve("facts/effective_line.sql"), "LEFT JOIN linked k ON k.feedetl_sn = c.feedetl_sn");
        replace(copy.resolve("facts/effective_line.sql"), "LEFT JOIN taken t ON t.feedetl_sn = c.feedetl_sn");
        return new RuleFolders(List.of(copy));
    }

    private static void replace(Path file, String join) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(join)) {
            throw new IllegalStateException(file.getFileName() + " has no: " + join);
        }
        Files.writeString(file, text.replace(join, join + " AND false"));
    }

    private static void delete(Path dir) {
        try (Stream<Path> files = Files.walk(dir)) {
            files.sorted(Collections.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
