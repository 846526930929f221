package org.claimaudit.recovery;

import java.util.List;
import org.claimaudit.check.RuleResult;

/**
 * How a run ended.
 *
 * @param broken the promises that the run breaks, for the log; empty unless it failed
 */
public record AuditResult(
        String runId, RunStatus status, List<RuleResult> rules, RecoveryTotals totals, List<String> broken) {}
