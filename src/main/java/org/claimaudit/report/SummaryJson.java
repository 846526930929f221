package org.claimaudit.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.claimaudit.recovery.Lapsed;
import org.claimaudit.recovery.RecoveryTotals;
import org.jspecify.annotations.Nullable;

/** {@code summary.json}: amounts are yuan as decimal strings. Fields may be added, never removed: other programs read it. */
record SummaryJson(
        int schema,
        RunPart run,
        List<InputPart> inputs,
        List<RulePart> rules,
        FindingsPart findings,
        RecoveryPart recovery,
        List<WithheldPart> withheld,
        List<ExemptionPart> exemptions,
        List<QualityPart> quality,
        List<UnknownCode> unknownCodes,
        List<LapsedPart> lapsed) {

    record RunPart(
            String id,
            String status,
            String month,
            String asOf,
            String toolVersion,
            String ruleSetSha256,
            String from,
            String to,
            String startedAt,
            @Nullable String baseline,
            @Nullable String fundConvention) {}

    record InputPart(
            String file,
            String sha256,
            String table,
            String encoding,
            long rowsRead,
            long rowsLoaded,
            long rowsDuplicate,
            long rowsRejected,
            boolean alreadyLoaded) {}

    record RulePart(
            String id,
            String outcome,
            String grade,
            @Nullable Long population,
            long findings,
            String gross,
            String net,
            long millis,
            @Nullable String reason,
            String family,
            String severity,
            String title) {}

    record FindingsPart(
            long violation,
            long suspect,
            long clue,
            @JsonProperty("new") long fresh,
            long persisting,
            long cleared) {}

    record RecoveryPart(
            String gross, String net, String netViolation, String netSuspect, String withheld, String account) {}

    record WithheldPart(
            String fixmedinsCode, String rule, String failing, String total, String limitShare, String amount) {}

    record QualityPart(
            String table,
            String check,
            long rows,
            long failing,
            String money,
            String failingMoney,
            String share,
            @Nullable String limitShare,
            String outcome) {}

    record ExemptionPart(String id, String state, long findings, long rows, String gross) {}

    record LapsedPart(
            String findingId,
            String rule,
            @Nullable String fixmedinsCode,
            String upheld,
            String worth,
            String open,
            String why,
            @JsonProperty("new") boolean fresh) {}

    static SummaryJson of(ReportModel model) {
        RecoveryTotals totals = model.totals();
        return new SummaryJson(
                1,
                run(model),
                model.inputs().stream().map(SummaryJson::input).toList(),
                model.rules().stream().map(rule -> rule(rule, model.language())).toList(),
                new FindingsPart(
                        totals.violations(),
                        totals.suspects(),
                        totals.clues(),
                        totals.fresh(),
                        totals.persisting(),
                        model.run().cleared()),
                new RecoveryPart(
                        yuan(totals.gross()),
                        yuan(totals.net()),
                        yuan(totals.netViolation()),
                        yuan(totals.netSuspect()),
                        yuan(totals.withheld()),
                        yuan(totals.account())),
                model.withheld().stream().map(SummaryJson::withheld).toList(),
                model.exempted().stream().map(SummaryJson::exemption).toList(),
                model.quality().stream().map(SummaryJson::quality).toList(),
                model.unknownCodes(),
                model.lapsed().stream().map(SummaryJson::lapsed).toList());
    }

    private static RunPart run(ReportModel model) {
        var run = model.run();
        return new RunPart(
                run.id(),
                run.status(),
                run.months(),
                run.asOf().toString(),
                run.toolVersion(),
                run.ruleSetSha256(),
                run.fromMonth(),
                run.toMonth(),
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(run.startedAt().withNano(0)) + "Z",
                run.baselineRunId(),
                run.fundConvention(model.language()));
    }

    private static InputPart input(Input input) {
        return new InputPart(
                input.file(),
                input.sha256(),
                input.table(),
                input.encoding(),
                input.rowsRead(),
                input.rowsLoaded(),
                input.rowsDuplicate(),
                input.rowsRejected(),
                input.alreadyLoaded());
    }

    private static RulePart rule(RuleResult rule, Locale language) {
        return new RulePart(
                rule.id(),
                rule.outcome(),
                rule.grade(),
                rule.population(),
                rule.findings(),
                yuan(rule.gross()),
                yuan(rule.net()),
                rule.millis(),
                rule.reason(language),
                rule.family(),
                rule.severity(),
                rule.title().in(language));
    }

    private static WithheldPart withheld(ReportModel.Withheld withheld) {
        return new WithheldPart(
                withheld.code(),
                withheld.rule(),
                yuan(withheld.failing()),
                yuan(withheld.total()),
                withheld.limitShare().toPlainString(),
                yuan(withheld.amount()));
    }

    private static QualityPart quality(Quality q) {
        return new QualityPart(
                q.table(),
                q.check(),
                q.rows(),
                q.failing(),
                yuan(q.money()),
                yuan(q.failingMoney()),
                q.share().toPlainString(),
                q.limitText(),
                q.outcome());
    }

    private static ExemptionPart exemption(Exempted exempted) {
        return new ExemptionPart(
                exempted.id(), exempted.state(), exempted.findings(), exempted.rows(), yuan(exempted.gross()));
    }

    private static LapsedPart lapsed(Lapsed lapsed) {
        return new LapsedPart(
                lapsed.findingId(),
                lapsed.ruleId(),
                lapsed.institution(),
                yuan(lapsed.upheld()),
                yuan(lapsed.worth()),
                yuan(lapsed.open()),
                lapsed.why(),
                lapsed.fresh());
    }

    private static String yuan(BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }
}
