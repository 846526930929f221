package org.claimaudit.report;

import java.util.List;
import java.util.Optional;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Param;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it was when it ran.
 *
 * @param settings its parameters with the values of the run
 * @param file the rule itself; null when the library has another text by now, or none
 */
record RuleThen(
        RuleResult result, List<Setting> settings, @Nullable Rule file) {
    /**
     * A parameter.
     *
     * @param doc what it means; null when the rule has changed since
     */
    record Setting(
            String name, @Nullable String value, @Nullable Bilingual doc) {}

    static RuleThen of(ReportModel model, String id, Catalogue catalogue) {
        RuleResult result = model.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
        Rule file = catalogue
                .find(id)
                .filter(rule -> model.parts().stream()
                        .anyMatch(part -> part.kind().equals("rule")
                                && part.name().equals(id)
                                && Sha256.of(rule.sql()).equals(part.sha256())))
                .orElse(null);
        String prefix = id + ".";
        return new RuleThen(
                result,
                model.parts().stream()
                        .filter(part ->
                                part.kind().equals("setting") && part.name().startsWith(prefix))
                        .map(part -> {
                            String name = part.name().substring(prefix.length());
                            Optional<Param> known = Optional.ofNullable(file).flatMap(rule -> rule.param(name));
                            return new Setting(
                                    name, part.value(), known.map(Param::doc).orElse(null));
                        })
                        .toList(),
                file);
    }
}
