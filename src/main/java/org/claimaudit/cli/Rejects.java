package org.claimaudit.cli;

import org.claimaudit.config.Settings;
import org.claimaudit.ingest.IngestResult;

/** Whether so much was rejected that a run has to say it is incomplete. */
final class Rejects {
    private Rejects() {}

    static boolean above(IngestResult result, Settings settings) {
        return result.rejectedAbove(settings.maxRejects().movePointLeft(2).doubleValue());
    }
}
