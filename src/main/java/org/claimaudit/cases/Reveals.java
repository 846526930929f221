package org.claimaudit.cases;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.claimaudit.store.Db;

/** The record of personal data that left unmasked. */
public final class Reveals {
    private Reveals() {}

    /** Books that a user had a command write a run's personal data in full; before it is written. */
    public static void record(Db db, Run run, String command, String user, Clock clock) {
        db.execute(
                "INSERT INTO ledger.reveal VALUES (?, ?, ?, ?)",
                run.id(),
                command,
                user,
                LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    }
}
