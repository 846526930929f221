package org.claimaudit.cli;

import org.claimaudit.check.Outcome;
import org.claimaudit.check.RuleResult;
import org.claimaudit.ingest.IngestResult;
import org.claimaudit.ingest.InputFile;
import org.claimaudit.recovery.AuditResult;
import org.claimaudit.support.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's one line per phase of a run. */
final class Phases {
    private static final Logger LOG = LoggerFactory.getLogger(Phases.class);

    private Phases() {}

    static void loaded(IngestResult result) {
        long known = result.files().stream().filter(InputFile::alreadyLoaded).count();
        long rows = 0;
        long rejected = 0;
        for (InputFile file : result.files()) {
            rows += file.alreadyLoaded() ? 0 : file.rowsLoaded();
            rejected += file.alreadyLoaded() ? 0 : file.rowsRejected();
        }
        LOG.info(Messages.text(
                "cli.phase.loaded",
                String.valueOf(result.files().size()),
                String.valueOf(known),
                String.valueOf(rows),
                String.valueOf(rejected)));
        result.skipped().forEach(file -> LOG.info(Messages.text("cli.input.skipped", file.file(), file.reason())));
    }

    static void nothing() {
        LOG.info(Messages.text("cli.run.nothing"));
    }

    static void checked(AuditResult result) {
        LOG.info(Messages.text(
                "cli.phase.checked",
                String.valueOf(result.rules().size()),
                count(result, Outcome.FOUND),
                count(result, Outcome.CLEAN),
                count(result, Outcome.NOT_APPLICABLE),
                String.valueOf(result.rules().stream()
                        .filter(rule -> rule.outcome() == Outcome.ERRORED || rule.outcome() == Outcome.SKIPPED)
                        .count())));
        for (RuleResult rule : result.rules()) {
            if (rule.outcome() == Outcome.ERRORED || rule.outcome() == Outcome.SKIPPED) {
                String reason = rule.reason() == null ? "" : rule.reason().text();
                LOG.warn(Messages.text("cli.phase.broken", rule.rule().id(), reason));
            }
        }
    }

    private static String count(AuditResult result, Outcome outcome) {
        return String.valueOf(result.rules().stream()
                .filter(rule -> rule.outcome() == outcome)
                .count());
    }
}
