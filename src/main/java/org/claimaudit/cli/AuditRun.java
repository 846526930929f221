package org.claimaudit.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.check.RuleResult;
import org.claimaudit.cli.PeriodOptions.Period;
import org.claimaudit.config.Settings;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.Shortfall;
import org.claimaudit.recovery.Audit;
import org.claimaudit.recovery.AuditRequest;
import org.claimaudit.recovery.AuditRequest.Input;
import org.claimaudit.recovery.AuditResult;
import org.claimaudit.recovery.GateTerms;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.recovery.RunStatus;
import org.claimaudit.report.OutFolder;
import org.claimaudit.report.Reports;
import org.claimaudit.report.ScreenText;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.Severity;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a run after the loading: rules, reports, the summary on standard output, and what the process exits with. */
final class AuditRun {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRun.class);

    private final Context context;
    private final String command;
    private final Period period;
    private final List<Rule> rules;
    private final Instant started = Instant.now();
    private List<RuleResult> outcomes = List.of();

    AuditRun(Context context, String command, Period period, List<Rule> rules) {
        this.context = context;
        this.command = command;
        this.period = period;
        this.rules = rules;
    }

    /** Fails before anything is done when the reports could not be written in the end. */
    static void openReports(Context context) {
        OutFolder.open(context.settings().out());
    }

    /**
     * Runs the rules.
     *
     * @param loaded what this call has loaded; null to take in all that is stored
     * @return the exit code
     */
    int run(Store store, @Nullable IngestResult loaded, Progress progress) {
        store.sandbox();
        List<Shortfall> shortfalls = Rejects.above(store.db(), loaded, period, context.settings());
        AuditResult result = Audit.run(store.db(), request(loaded, shortfalls), progress);
        context.interrupt().checked();
        progress.hide();
        Phases.checked(result);
        outcomes = result.rules();
        if (result.status() == RunStatus.FAILED) {
            result.broken().forEach(LOG::error);
            context.failures()
                    .tell(Messages.text("cli.run.failed", result.runId()), Messages.text("cli.run.failed.todo"));
            return ExitCode.UNEXPECTED.code();
        }
        Path folder = Reports.write(store.db(), result.runId(), context.reportOptions());
        boolean empty =
                store.db().count("SELECT count(*) FROM ledger.run_empty_month WHERE run_id = ?", result.runId()) > 0;
        if (!context.settings().quiet()
                || empty
                || result.totals().hasNews()
                || result.status() != RunStatus.COMPLETE) {
            // A person gets a screen; what is mailed or kept in a file is the whole page.
            boolean watched =
                    context.console().outIsTerminal() && !context.settings().quiet();
            context.printText(
                    watched
                            ? ScreenText.of(store.db(), result.runId(), Messages.language())
                            : Reports.summaryText(store.db(), result.runId(), Messages.language()));
        }
        LOG.info(Messages.text("cli.report.written", folder));
        LOG.info(closing(result));
        return exitCode(result).code();
    }

    /** What became of the rules, once they have run. */
    List<RuleResult> outcomes() {
        return outcomes;
    }

    private AuditRequest request(@Nullable IngestResult loaded, List<Shortfall> shortfalls) {
        Settings settings = context.settings();
        List<Input> inputs = loaded == null
                ? null
                : loaded.files().stream()
                        .map(file -> new Input(file.fileId(), file.alreadyLoaded()))
                        .toList();
        return new AuditRequest(
                AuditRequest.runId(started, new SecureRandom()),
                command,
                auditPeriod(settings.asOf()),
                rules,
                context.folders(),
                settings.ruleTimeout(),
                inputs,
                decisive(settings),
                new GateTerms(settings.qualityLimit().movePointLeft(2), settings.acceptQuality()),
                shortfalls,
                started,
                settings.reveal() ? Context.user() : null);
    }

    private AuditPeriod auditPeriod(@Nullable LocalDate asOf) {
        AuditPeriod usual = AuditPeriod.of(period.from(), period.to());
        return asOf == null ? usual : new AuditPeriod(period.from(), period.to(), asOf);
    }

    /** The settings, besides the rules' parameters, that decide what is found. */
    private static Map<String, String> decisive(Settings settings) {
        var values = new LinkedHashMap<String, String>();
        values.put("only", String.join(",", settings.only()));
        values.put("exclude", String.join(",", settings.exclude()));
        values.put("pack", settings.pack() == null ? "" : settings.pack());
        values.put("region", settings.region());
        values.put("severity", settings.severity() == null ? "" : settings.severity());
        values.put("rule-timeout", settings.ruleTimeout().toString());
        values.put("max-rejects", settings.maxRejects() + "%");
        values.put("quality-limit", settings.qualityLimit() + "%");
        values.put("accept-quality", Boolean.toString(settings.acceptQuality()));
        Path profile = settings.profile();
        if (profile != null) {
            values.put("profile", profile.getFileName() + " sha256:" + Sha256.of(profile));
        }
        return values;
    }

    /** What scripts look for in the log. */
    private String closing(AuditResult result) {
        RecoveryTotals totals = result.totals();
        long findings = totals.violations() + totals.suspects() + totals.clues();
        long millis = Duration.between(started, Instant.now()).toMillis();
        return "run=" + result.runId() + " status=" + result.status().word() + " findings=" + findings + " net="
                + totals.net().toPlainString() + " ms=" + millis;
    }

    /** An incomplete run outranks its findings. */
    private ExitCode exitCode(AuditResult result) {
        if (result.status() == RunStatus.PARTIAL) {
            return ExitCode.INCOMPLETE;
        }
        String level = context.settings().failOn();
        if (level.equals("never")) {
            return ExitCode.OK;
        }
        Severity limit = Severity.valueOf(level.toUpperCase(Locale.ROOT));
        return result.totals()
                        .gravest()
                        .filter(gravest -> gravest.compareTo(limit) >= 0)
                        .isPresent()
                ? ExitCode.FOUND
                : ExitCode.OK;
    }
}
