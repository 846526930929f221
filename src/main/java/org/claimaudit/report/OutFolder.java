package org.claimaudit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.PrivateFiles;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds one folder per run and a link {@code latest}. A run's folder is complete or absent: it is written aside as
 * {@code .run-….PID.tmp} and renamed when whole. Where symbolic links are impossible {@code latest} is a file that holds the folder's name.
 */
public final class OutFolder {
    static final String LATEST = "latest";

    /** Half-written folders, and folders that were about to be replaced, with the process that did it. */
    private static final Pattern ASIDE = Pattern.compile("\\.((?:run|pack)-.+)\\.(\\d+)\\.(tmp|old)");

    private final Path out;

    private OutFolder(Path out) {
        this.out = out;
    }

    /**
     * Opens the folder, makes it if need be, and clears away what killed processes left.
     *
     * @throws UserError {@link ExitCode#USAGE} when it cannot be written
     */
    public static OutFolder open(Path out) {
        try {
            PrivateFiles.createDirectories(out);
            var folder = new OutFolder(out);
            folder.clean();
            Files.delete(Files.createTempFile(out, ".write-test", ".tmp"));
            return folder;
        } catch (IOException e) {
            throw unwritable(out, e);
        }
    }

    /**
     * Writes a run's folder, replacing an earlier one of the same name.
     *
     * @param newest whether {@code latest} is to show it
     */
    Path write(String runId, boolean newest, Consumer<RunFolder> content) {
        Path aside = aside(runId, "tmp");
        Path target = out.resolve(runId);
        try {
            PrivateFiles.createDirectories(aside);
            var folder = new RunFolder(aside);
            content.accept(folder);
            folder.sync();
            replace(aside, target);
            if (newest || !Files.exists(out.resolve(LATEST))) {
                link(runId);
            }
            sync(out);
            return target;
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(out, e);
        } finally {
            deleteQuietly(aside);
        }
    }

    /**
     * Writes a folder that stands by itself, or packs it into one file.
     *
     * @param name begins with {@code pack-}
     * @param packed the time of the entries when it is to be a ZIP file, UTC; null for a folder
     * @throws UserError {@link ExitCode#USAGE} when it is there already: people may have written into it
     */
    Path writeOnce(String name, @Nullable LocalDateTime packed, Consumer<RunFolder> content) {
        Path target = out.resolve(packed == null ? name : name + ".zip");
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(
                    ExitCode.USAGE, Messages.text("report.there", target), Messages.text("report.there.todo"));
        }
        Path aside = aside(name, "tmp");
        Path zip = aside(name + ".zip", "tmp");
        try {
            PrivateFiles.createDirectories(aside);
            var folder = new RunFolder(aside);
            content.accept(folder);
            folder.sync();
            if (packed != null) {
                Zip.write(aside, folder.written(), packed, zip);
            }
            Files.move(packed == null ? aside : zip, target, StandardCopyOption.ATOMIC_MOVE);
            sync(out);
            return target;
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(out, e);
        } finally {
            deleteQuietly(aside);
            deleteQuietly(zip);
        }
    }

    private Path aside(String name, String kind) {
        return out.resolve("." + name + "." + ProcessHandle.current().pid() + "." + kind);
    }

    private void replace(Path aside, Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = aside(target.getFileName().toString(), "old");
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    private void link(String runId) throws IOException {
        Path aside = out.resolve("." + LATEST + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(aside);
        try {
            Files.createSymbolicLink(aside, Path.of(runId));
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.writeString(aside, runId + "\n", StandardCharsets.UTF_8);
            PrivateFiles.restrict(aside);
        }
        try {
            Files.move(aside, out.resolve(LATEST), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, out.resolve(LATEST), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes half-written folders of dead processes; brings back one that was about to be replaced and was not. */
    private void clean() throws IOException {
        try (var entries = Files.list(out)) {
            for (Path entry : entries.sorted().toList()) {
                Matcher name = ASIDE.matcher(entry.getFileName().toString());
                if (!name.matches() || isAlive(name.group(2))) {
                    continue;
                }
                Path target = out.resolve(name.group(1));
                if (name.group(3).equals("old") && !Files.exists(target)) {
                    Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    delete(entry);
                }
            }
        }
    }

    private static boolean isAlive(String pid) {
        long number = Long.parseLong(pid);
        return number != ProcessHandle.current().pid()
                && ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false);
    }

    static void sync(Path dir) throws IOException {
        try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException e) {
            // Windows cannot open a folder, and needs not.
            return;
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // It is cleaned at the next start.
            return;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static UserError unwritable(Path out, Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return new UserError(
                ExitCode.USAGE.code(),
                Messages.text(
                        "report.unwritable",
                        out,
                        reason == null ? cause.getClass().getSimpleName() : reason),
                Messages.text("report.unwritable.todo"),
                e);
    }
}
