package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.report.Institutions.Institution;
import org.claimaudit.report.Trend.Month;
import org.claimaudit.report.Volumes.Volume;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.DisplayWidth;
import org.jspecify.annotations.Nullable;

/** What the script of {@code report.html} draws from, findings aside; amounts in fen. */
record PageData(
        Map<String, Map<String, String>> texts,
        Map<String, Bilingual> names,
        Totals totals,
        List<RuleData> rules,
        List<InstitutionData> institutions,
        List<MonthData> trend,
        List<Overlaps.Pair> overlaps,
        List<VolumeData> volumes,
        List<StayDays.Stay> stays) {

    record Totals(long gross, long net, long violation, long suspect, long withheld, long findings, long clues) {}

    record RuleData(
            String id,
            String family,
            Bilingual title,
            String grade,
            String severity,
            String outcome,
            @Nullable Long population,
            long findings,
            long gross,
            long net,
            @Nullable Bilingual reason,
            Bilingual legal,
            Bilingual caution) {}

    /** {@code points} are tenths, in the order of {@link org.claimaudit.insight.Priority}. */
    record InstitutionData(
            String code,
            String name,
            String type,
            String level,
            long findings,
            long clues,
            long persons,
            long gross,
            long violation,
            long suspect,
            long net,
            long withheld,
            long fund,
            long settlements,
            long families,
            long clueRules,
            long months,
            List<Integer> points) {}

    record MonthData(String month, boolean own, long findings, long violation, long suspect) {}

    /** {@code institution} is its place in the list of institutions. */
    record VolumeData(
            int institution,
            String month,
            String group,
            long visits,
            long persons,
            BigDecimal perDay,
            @Nullable BigDecimal median,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {}

    static PageData of(
            ReportModel model,
            List<Institution> institutions,
            List<Month> trend,
            List<Overlaps.Pair> overlaps,
            List<Volume> volumes,
            List<StayDays.Stay> stays) {
        var places = new HashMap<String, Integer>();
        institutions.forEach(of -> places.put(of.code(), places.size()));
        var totals = model.totals();
        return new PageData(
                Words.forScript(),
                names(model, institutions),
                new Totals(
                        fen(totals.gross()),
                        fen(totals.net()),
                        fen(totals.netViolation()),
                        fen(totals.netSuspect()),
                        fen(totals.withheld()),
                        totals.violations() + totals.suspects(),
                        totals.clues()),
                model.rules().stream().map(PageData::rule).toList(),
                institutions.stream().map(PageData::institution).toList(),
                trend.stream()
                        .map(month -> new MonthData(
                                month.month(),
                                month.ofThisRun(),
                                month.findings(),
                                fen(month.violation()),
                                fen(month.suspect())))
                        .toList(),
                overlaps,
                volumes.stream()
                        .filter(volume -> places.containsKey(volume.code()))
                        .map(volume -> volume(volume, places.getOrDefault(volume.code(), -1)))
                        .toList(),
                stays);
    }

    /** What people call the codes of families, tables, outcomes, types and levels that occur. */
    private static Map<String, Bilingual> names(ReportModel model, List<Institution> institutions) {
        var names = new LinkedHashMap<String, Bilingual>();
        model.rules().forEach(rule -> {
            names.put("family." + rule.family(), Words.named("family", rule.family()));
            names.put("outcome." + rule.outcome(), Words.named("outcome", rule.outcome()));
        });
        model.inputs().forEach(input -> names.put("table." + input.table(), Words.named("table", input.table())));
        institutions.forEach(of -> {
            names.put("type." + of.type(), Words.named("type", of.type()));
            names.put("level." + of.level(), Words.named("level", of.level()));
        });
        return names;
    }

    private static RuleData rule(RuleResult rule) {
        return new RuleData(
                rule.id(),
                rule.family(),
                rule.title(),
                rule.grade(),
                rule.severity(),
                rule.outcome(),
                rule.population(),
                rule.findings(),
                fen(rule.gross()),
                fen(rule.net()),
                rule.reason(),
                rule.legal(),
                rule.caution());
    }

    private static InstitutionData institution(Institution of) {
        var points = of.priority();
        return new InstitutionData(
                DisplayWidth.plain(of.code()),
                of.name() == null ? "" : DisplayWidth.plain(of.name()),
                of.type(),
                of.level(),
                of.findings(),
                of.clues(),
                of.persons(),
                fen(of.gross()),
                fen(of.netViolation()),
                fen(of.netSuspect()),
                fen(of.net()),
                fen(of.withheld()),
                fen(of.fund()),
                of.settlements(),
                of.families(),
                of.clueRules(),
                of.earlierMonths(),
                List.of(points.amount(), points.share(), points.families(), points.clues(), points.months()));
    }

    private static VolumeData volume(Volume of, int institution) {
        return new VolumeData(
                institution,
                of.month(),
                of.group(),
                of.visits(),
                of.persons(),
                of.perDay(),
                of.median(),
                of.low(),
                of.high());
    }

    private static long fen(BigDecimal yuan) {
        return Institutions.fen(yuan);
    }
}
