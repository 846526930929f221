package org.claimaudit.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.claimaudit.check.CheckListener;
import org.claimaudit.check.RuleResult;
import org.claimaudit.ingest.IngestProgress;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** Shows a person how far a call is: a bar of bytes read, then one of rules done. Nobody else sees any of it. */
final class Progress implements IngestProgress, CheckListener, AutoCloseable {
    private static final int MILLIS_BETWEEN_PAINTINGS = 100;
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private final int columns;
    private final boolean visible;
    private @Nullable ProgressBar bar;

    /** Visible on a terminal that can move its cursor, unless the user wants quiet. */
    Progress(Console console, boolean quiet) {
        this.err = console.err();
        this.columns = console.columns();
        this.visible = console.errIsTerminal() && !console.isDumb() && !quiet;
    }

    @Override
    public void begin(int files, long bytes) {
        open("cli.progress.read", bytes, "MB", MEGABYTE);
    }

    @Override
    public void file(String name) {
        if (bar != null) {
            bar.setExtraMessage(" " + name);
        }
    }

    @Override
    public void bytes(long read) {
        if (bar != null) {
            bar.stepBy(read);
        }
    }

    @Override
    public void phase(Phase phase) {
        if (phase != Phase.READ) {
            open(
                    switch (phase) {
                        case READ -> "cli.progress.read";
                        case LOAD -> "cli.progress.load";
                        case KEYS -> "cli.progress.keys";
                        case SAVE -> "cli.progress.save";
                    },
                    -1,
                    "",
                    1);
        }
    }

    @Override
    public void ruleBegin(Rule rule, int ordinal, int total) {
        if (ordinal == 1) {
            open("cli.progress.rules", total, "", 1);
        }
        if (bar != null) {
            bar.setExtraMessage(" " + rule.id());
        }
    }

    @Override
    public void ruleEnd(RuleResult result) {
        if (bar != null) {
            bar.step();
        }
    }

    private void open(String key, long total, String unit, long unitSize) {
        hide();
        if (visible) {
            bar = new ProgressBarBuilder()
                    .setTaskName(Messages.text(key))
                    .setInitialMax(total)
                    .setUnit(unit, unitSize)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(MILLIS_BETWEEN_PAINTINGS)
                    .setConsumer(new DelegatingProgressBarConsumer(this::paint, columns - 1))
                    .build();
        }
    }

    private void paint(String line) {
        err.print("\r" + line);
        err.flush();
    }

    @Override
    public void close() {
        hide();
    }

    /** Takes the bar away and leaves an empty line to write on. */
    void hide() {
        if (bar != null) {
            bar.close();
            bar = null;
            paint(" ".repeat(columns - 1) + "\r");
        }
    }
}
