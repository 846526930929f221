package org.claimaudit.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.claimaudit.check.AuditPeriod;
import org.claimaudit.ingest.Shortfall;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do and what the ledger is to say about it.
 *
 * @param runId see {@link #runId}
 * @param command {@code run} or {@code check}
 * @param rules the rules with their effective parameters
 * @param folders where they, the facts and the knowledge come from
 * @param ruleTimeout the time that one rule may take; zero is without limit
 * @param inputs the files of this call, or null for all that the store has
 * @param settings other settings that decided the result, and profiles with their SHA-256
 * @param gate when amounts of institutions are withheld for the quality of their data
 * @param shortfalls files for which the input is not whole: too many of their records were rejected
 * @param started when the run began
 * @param revealedBy the user who asked for personal data in the clear, or null
 */
public record AuditRequest(
        String runId,
        String command,
        AuditPeriod period,
        List<Rule> rules,
        RuleFolders folders,
        Duration ruleTimeout,
        @Nullable List<Input> inputs,
        Map<String, String> settings,
        GateTerms gate,
        List<Shortfall> shortfalls,
        Instant started,
        @Nullable String revealedBy) {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A file whose rows a run took in.
     *
     * @param alreadyLoaded whether an earlier call had loaded it
     */
    public record Input(int fileId, boolean alreadyLoaded) {}

    /** A name for a run: {@code run-<UTC timestamp>-<4 hex>}. */
    public static String runId(Instant started, RandomGenerator random) {
        return "run-" + UTC.format(started) + "-" + HexFormat.of().toHexDigits((short) random.nextInt());
    }
}
