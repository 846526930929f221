package org.claimaudit.ingest;

import java.util.Locale;
import org.claimaudit.ingest.IngestProgress.Phase;

/** Tells a listener where the loading is and remembers how long each step took. */
final class PhaseClock {
    private final IngestProgress progress;
    private final StringBuilder times = new StringBuilder();
    private String step = "prepare";
    private long begin = System.nanoTime();

    PhaseClock(IngestProgress progress) {
        this.progress = progress;
    }

    void begin(Phase next) {
        end();
        step = next.name().toLowerCase(Locale.ROOT);
        progress.phase(next);
    }

    private void end() {
        long now = System.nanoTime();
        times.append(String.format(Locale.ROOT, " %s %.2f s", step, (now - begin) / 1e9));
        begin = now;
    }

    /** Seconds by step, for the log. */
    String times() {
        end();
        return times.toString().strip();
    }
}
