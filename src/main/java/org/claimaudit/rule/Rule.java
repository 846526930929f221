package org.claimaudit.rule;

import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/**
 * One rule: metadata and one SELECT that returns a row per source row of each finding.
 *
 * @param family the folder that the rule file lies in
 * @param tier place in the waterfall, 1 (a whole settlement is void) to 5 (excess of a settlement); null for a clue
 * @param priority order among rules of one grade and tier, lowest first
 * @param since the version of claimaudit that first had the rule
 * @param catalogue the checks of {@code rules/catalogue.csv} that the rule carries, such as {@code A1}
 * @param lookback history that the rule reads before the audited window
 * @param population a SELECT of one number, the denominator
 * @param key the result columns that make one finding
 * @param apart whether what it claims from each institution and month is a finding of its own, because the key holds to neither: one that grows
 *     in a later month is then a new finding, on which nobody has decided, and no institution is asked for what another was paid
 * @param gate whether an institution that fails this rule with too much of its money has its amounts withheld
 * @param sql the whole file, which runs as it stands
 */
public record Rule(
        String id,
        String family,
        Path file,
        Bilingual title,
        Grade grade,
        @Nullable Integer tier,
        int priority,
        Severity severity,
        Status status,
        String since,
        List<Legal> legal,
        @Nullable Official official,
        List<String> catalogue,
        List<Param> params,
        List<Requirement> requires,
        Period lookback,
        String population,
        Bilingual message,
        Bilingual falsePositives,
        List<String> key,
        boolean apart,
        boolean gate,
        String sql) {

    /** The parameter of that name. */
    public Optional<Param> param(String name) {
        return params.stream().filter(param -> param.name().equals(name)).findFirst();
    }

    /** This rule with other parameter values. */
    public Rule with(List<Param> values) {
        return new Rule(
                id,
                family,
                file,
                title,
                grade,
                tier,
                priority,
                severity,
                status,
                since,
                legal,
                official,
                catalogue,
                values,
                requires,
                lookback,
                population,
                message,
                falsePositives,
                key,
                apart,
                gate,
                sql);
    }

    /** The articles in both languages, unchecked ones marked (待核 in Chinese). */
    public Bilingual legalBasis() {
        return new Bilingual(legalBasis(Locale.ENGLISH), legalBasis(Locale.CHINESE));
    }

    private String legalBasis(Locale locale) {
        return legal.stream()
                .map(entry ->
                        entry.checked() ? entry.cite() : Messages.in(locale, "rule.legal.unchecked", entry.cite()))
                .collect(Collectors.joining(locale.getLanguage().equals("zh") ? "；" : "; "));
    }

    /** The rule file without the trailing semicolon, to be placed inside another statement. */
    public String select() {
        return bare(sql);
    }

    /** The population query without the trailing semicolon. */
    public String populationSelect() {
        return bare(population);
    }

    /** The test file that lies beside the rule. */
    public Path testFile() {
        return file.resolveSibling(id + ".test.yaml");
    }

    /** Without the semicolons that end it; what may follow them is space and line comments. */
    static String bare(String sql) {
        String text = sql.stripTrailing();
        int last = text.lastIndexOf(';');
        while (last >= 0 && text.substring(last + 1).lines().allMatch(Rule::saysNothing)) {
            text = text.substring(0, last) + " " + text.substring(last + 1);
            last = text.lastIndexOf(';');
        }
        // A last line that is a comment must not swallow what follows.
        return text + "\n";
    }

    private static boolean saysNothing(String line) {
        return line.isBlank() || line.strip().startsWith("--");
    }
}
