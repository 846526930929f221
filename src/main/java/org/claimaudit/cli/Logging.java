package org.claimaudit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.PrivateFiles;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes: to the console by verbosity, and into a rolling file in the store. Nothing here wakes logback until something is logged
 * or a store is opened.
 */
final class Logging {
    private static final String FILE = "claimaudit.log";
    private static final int DAYS = 60;

    private Logging() {}

    /** Adds the store's rolling file: one a day and at most 20 MB each, kept two months. */
    static void file(Path folder) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(FILE);
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setName(FILE);
        file.setContext(context);
        file.setFile(mine(folder.resolve(FILE)).toString());
        file.setEncoder(encoder(context));
        file.setRollingPolicy(policy(context, file, folder));
        file.start();
        root.addAppender(file);
    }

    /** The file, there and readable by its owner only: messages may name rows. */
    private static Path mine(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            PrivateFiles.restrict(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the store's file go: another call of the same process may use another store. */
    static void closeFile() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            var file = root.getAppender(FILE);
            if (file != null) {
                root.detachAppender(file);
                file.stop();
            }
        }
    }

    /** Shows one event on the console; traces only when everything is wanted. */
    static void show(ILoggingEvent event) {
        PrintWriter to = Verbosity.console();
        if (to == null || !event.getLevel().isGreaterOrEqual(threshold(event))) {
            return;
        }
        to.println(DisplayWidth.plainLines(event.getFormattedMessage()));
        if (event.getThrowableProxy() != null && Verbosity.current() == Verbosity.VERBOSE) {
            to.print(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            to.flush();
        }
    }

    /** Other packages' information is detail: the console has one line per phase, and those are written here. */
    private static Level threshold(ILoggingEvent event) {
        return switch (Verbosity.current()) {
            case QUIET -> Level.ERROR;
            case NORMAL -> event.getLoggerName().startsWith(Logging.class.getPackageName()) ? Level.INFO : Level.WARN;
            case VERBOSE -> Level.DEBUG;
        };
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        // names of files come from anybody: none may forge a line or steer the terminal that shows the log
        encoder.setPattern(
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %replace(%msg){'[\\p{Cc}\\p{Cf}]', ' '}%n");
        encoder.start();
        return encoder;
    }

    private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy(
            LoggerContext context, RollingFileAppender<ILoggingEvent> file, Path folder) {
        var policy = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        policy.setContext(context);
        policy.setParent(file);
        policy.setFileNamePattern(
                folder.resolve("claimaudit.%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(FileSize.valueOf("20MB"));
        policy.setMaxHistory(DAYS);
        policy.setTotalSizeCap(FileSize.valueOf("500MB"));
        policy.start();
        return policy;
    }
}
