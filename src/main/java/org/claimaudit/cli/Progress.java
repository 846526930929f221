package org.claimaudit.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.claimaudit.check.CheckListener;
import org.claimaudit.check.RuleResult;
import org.claimaudit.ingest.IngestProgress;
import org.claimaudit.rule.Rule;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** Shows a person how far a call is: a bar of bytes read with speed and time left, then one of rules done. Nobody else sees any of it. */
final class Progress implements IngestProgress, CheckListener, AutoCloseable {
    private static final int MILLIS_BETWEEN_PAINTINGS = 100;
    private static final int WIDEST_NAME = 26;
    private static final int NARROW_NAME = 8;
    private static final int WIDE = 110;
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private final int columns;
    private final boolean visible;
    private @Nullable ProgressBar bar;
    private boolean painted;
    private long begun;
    private long rows;
    private String where = "";
    private String rate = "";

    /** Visible on a terminal that can move its cursor, unless the user wants quiet. */
    Progress(Console console, boolean quiet) {
        this.err = console.err();
        this.columns = console.columns();
        this.visible = console.errIsTerminal() && !console.isDumb() && !quiet;
    }

    @Override
    public void begin(int files, long bytes) {
        begun = System.nanoTime();
        rows = 0;
        open("cli.progress.read", bytes, "MB", MEGABYTE);
    }

    @Override
    public void file(String name) {
        at(name);
    }

    @Override
    public void bytes(long read) {
        if (bar != null) {
            bar.stepBy(read);
        }
    }

    @Override
    public void rows(long read) {
        rows += read;
        if (bar != null) {
            double seconds = Math.max(1, System.nanoTime() - begun) / 1e9;
            rate = " "
                    + Messages.text("cli.progress.rows", String.format(Locale.ROOT, "%,d", Math.round(rows / seconds)));
            at(where);
        }
    }

    @Override
    public void phase(Phase phase) {
        switch (phase) {
            case UNPACK -> name("cli.progress.unpack");
            case READ -> {} // the bar of bytes says it
            case LOAD -> name("cli.progress.load");
            case KEYS -> name("cli.progress.keys");
            case SAVE -> name("cli.progress.save");
        }
    }

    @Override
    public void ruleBegin(Rule rule, int ordinal, int total) {
        if (ordinal == 1) {
            open("cli.progress.rules", total, "", 1);
        }
        at(rule.id());
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
            rate = "";
            var builder = new ProgressBarBuilder()
                    .setTaskName(Messages.text(key))
                    .setInitialMax(total)
                    .setUnit(unit, unitSize)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(MILLIS_BETWEEN_PAINTINGS)
                    .setConsumer(new DelegatingProgressBarConsumer(this::paint, columns - 1));
            bar = (unitSize == 1 ? builder.hideEta() : builder.showSpeed()).build();
        }
    }

    /** A step of unknown length has a name and no bar. */
    private void name(String key) {
        hide();
        if (visible) {
            paint(Messages.text(key) + " …");
            painted = true;
        }
    }

    /** Says what is worked on, in a place of fixed width, so that the bar stands still. */
    private void at(String what) {
        where = what;
        if (bar != null) {
            int widest = columns < WIDE ? NARROW_NAME : WIDEST_NAME;
            String place = DisplayWidth.cut(DisplayWidth.plain(what), widest);
            bar.setExtraMessage(rate + " " + DisplayWidth.padRight(place, widest));
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
            painted = true;
        }
        if (painted) {
            paint(" ".repeat(columns - 1) + "\r");
            painted = false;
        }
    }
}
