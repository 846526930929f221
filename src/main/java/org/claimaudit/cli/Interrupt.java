package org.claimaudit.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Ends an interrupted call in order. On SIGINT and SIGTERM the JVM runs its shutdown hooks and then exits with 130 or 143 by itself; the hook
 * stops the running statement and interrupts the calling thread, so that the call rolls back, removes its temporary files and lets the lock go, and waits for that.
 */
public final class Interrupt {
    /** Longer than any rollback; a process that still hangs is ended all the same, and the store is as before. */
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread caller = Thread.currentThread();
    private volatile boolean requested;
    private volatile String message = "cli.interrupted";
    private volatile @Nullable Store store;

    /** Reacts to signals until {@link #done()}. */
    public static Interrupt install(PrintWriter err) {
        var interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt.onShutdown(err), "interrupt"));
        return interrupt;
    }

    /** Reacts to nothing: for calls inside another program. */
    public static Interrupt none() {
        return new Interrupt();
    }

    /** Whether the process has been asked to end. */
    boolean requested() {
        return requested;
    }

    /** The store whose statements an interrupt stops. */
    void watch(Store opened) {
        store = opened;
        if (requested) {
            opened.cancel();
        }
    }

    /** What the call has loaded stays, whatever happens to the rest of it. */
    void loaded() {
        message = "cli.interrupted.loaded";
    }

    /** What the call has found stays too. */
    void checked() {
        message = "cli.interrupted.checked";
    }

    /** The call has ended and closed what it had opened. */
    public void done() {
        ended.countDown();
    }

    private void onShutdown(PrintWriter err) {
        if (ended.getCount() == 0) {
            return;
        }
        requested = true;
        caller.interrupt();
        Store running = store;
        if (running != null) {
            running.cancel();
            await();
        }
        err.println(Messages.text(message));
    }

    private void await() {
        try {
            // if it takes longer: what was not committed is gone, and the next call clears the temporary files away
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
