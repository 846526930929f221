package org.claimaudit.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.PrivateFiles;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time. The operating system holds the lock and lets it go when the process dies, however it dies; the file's text only tells
 * others who holds it.
 */
final class StoreLock implements AutoCloseable {
    /** Past the text, so that a locked file can still be read where locks are mandatory. */
    private static final long LOCKED_BYTE = 1L << 40;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final FileChannel channel;
    private final FileLock lock;

    private StoreLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, waiting for its holder as long as allowed.
     *
     * @throws UserError {@link ExitCode#LOCKED}, naming the holder's process, host, user and start
     */
    static StoreLock take(Path file, Duration wait, String command) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = attempt(channel);
            while (lock == null
                    && System.nanoTime() < deadline
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE_NANOS); // another process cannot notify this one
                lock = attempt(channel);
            }
            if (lock == null) {
                String holder = Files.readString(file, StandardCharsets.UTF_8).strip();
                throw new UserError(
                        ExitCode.LOCKED,
                        Messages.text("store.locked", file, holder),
                        Messages.text("store.locked.todo"));
            }
            PrivateFiles.restrict(file);
            String holder = holder(command);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new StoreLock(channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String holder(String command) {
        String start = LocalDateTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return "pid=" + ProcessHandle.current().pid() + " host=" + hostName() + " user="
                + System.getProperty("user.name", "?") + " start=" + start + " command=" + command + "\n";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine that does not know its own name
        }
    }

    /** The text goes before the lock, so that nobody reads the name of a holder that has left. */
    @Override
    public void close() throws IOException {
        try (channel) {
            channel.truncate(0);
            lock.release();
        }
    }
}
