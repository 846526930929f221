package org.claimaudit.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.claimaudit.store.DbException;
import org.claimaudit.store.QueryCancelled;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns every failure into two sentences on stderr and an exit code: what is wrong and where, and what to do. */
final class Failures implements IExecutionExceptionHandler {
    private static final List<String> DISK_FULL =
            List.of("no space left on device", "disk quota exceeded", "file too large");
    private static final List<String> SPILL_FULL = List.of("max_temp_directory_size");
    private static final List<String> NO_MEMORY = List.of("out of memory");
    private static final List<String> DATABASE_FILE =
            List.of("could not write", "cannot open file", "permission denied");

    private final Context context;

    Failures(Context context) {
        this.context = context;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        if (context.interrupt().requested()) {
            return ExitCode.INTERRUPTED.code(); // the JVM itself tells the signal to its caller
        }
        UserError error = explain(failure);
        if (error == null) {
            return unexpected(failure);
        }
        tell(error.what(), error.todo());
        if (context.verbose()) {
            failure.printStackTrace(context.console().err());
        }
        return error.exitCode();
    }

    /** Tells an error that nobody foresaw: its trace goes into the log, and to the console with {@code -v}. */
    int unexpected(Throwable failure) {
        LoggerFactory.getLogger(Failures.class).debug("unexpected error", failure); // the console shows it with -v
        String message = failure.getMessage() == null
                ? ""
                : failure.getMessage().lines().findFirst().orElse("");
        tell(
                Messages.text("cli.unexpected", failure.getClass().getSimpleName(), message),
                Messages.text("cli.unexpected.todo"));
        return ExitCode.UNEXPECTED.code();
    }

    /** Prints the two sentences. */
    void tell(String what, String todo) {
        String name =
                context.console().colours(chosenColour(), context.console().errIsTerminal())
                        ? CommandLine.Help.Ansi.ON.string("@|bold,red claimaudit:|@")
                        : "claimaudit:";
        context.console().err().println(name + " " + what);
        context.console().err().println("  " + todo);
    }

    private String chosenColour() {
        return context.colourChoice();
    }

    /** The error that the user can mend, behind whatever wraps it; null when there is none. */
    static @Nullable UserError explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            UserError error = explainOne(cause);
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private static @Nullable UserError explainOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (cause instanceof UserError error) {
            return error;
        } else if (cause instanceof QueryCancelled || cause instanceof CancellationException) {
            return error(ExitCode.INTERRUPTED, "cli.cancelled", cause);
        } else if (holds(lower, SPILL_FULL)) {
            return error(ExitCode.UNEXPECTED, "cli.spill-full", cause);
        } else if (holds(lower, DISK_FULL)) {
            return error(ExitCode.UNEXPECTED, "cli.disk-full", cause, message);
        } else if (cause instanceof DbException && holds(lower, NO_MEMORY)) {
            return error(ExitCode.UNEXPECTED, "cli.memory", cause);
        } else if (cause instanceof DbException && holds(lower, DATABASE_FILE)) {
            return error(ExitCode.USAGE, "cli.database-file", cause, message);
        }
        return file(cause);
    }

    private static @Nullable UserError file(Throwable cause) {
        if (cause instanceof NoSuchFileException missing) {
            return error(ExitCode.MISSING, "cli.no-such-file", cause, String.valueOf(missing.getFile()));
        } else if (cause instanceof AccessDeniedException denied) {
            return error(ExitCode.USAGE, "cli.denied", cause, String.valueOf(denied.getFile()));
        } else if (cause instanceof ReadOnlyFileSystemException) {
            return error(ExitCode.USAGE, "cli.read-only", cause);
        } else if (cause instanceof FileSystemException other) {
            return error(
                    ExitCode.USAGE,
                    "cli.file",
                    cause,
                    String.valueOf(other.getFile()),
                    other.getReason() == null ? other.getClass().getSimpleName() : other.getReason());
        }
        return null;
    }

    private static UserError error(ExitCode code, String key, Throwable cause, Object... arguments) {
        return new UserError(code.code(), Messages.text(key, arguments), Messages.text(key + ".todo"), cause);
    }

    private static boolean holds(String message, List<String> signs) {
        return signs.stream().anyMatch(message::contains);
    }
}
