package org.claimaudit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.PrivateFiles;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything between runs: {@code claimaudit.duckdb}, {@code lock}, {@code log/}, {@code tmp/}. Open for one process at a
 * time.
 *
 * <p>A sandboxed store lets SQL see nothing but the database: no files, no network, no extensions, no further settings. DuckDB knows these
 * settings per database, not per connection, so {@link #sandbox()} closes the database and opens it again under the same lock.
 */
public final class Store implements AutoCloseable {
    private static final String FILE = "claimaudit.duckdb";
    private static final int VERSION = 1;
    private static final List<String> SCRIPTS = List.of("/sql/ledger.sql", "/sql/casework.sql");

    private final @Nullable StoreOptions options;
    private final @Nullable StoreLock lock;
    private Connection connection;
    private volatile Db db;
    private volatile boolean cancelled;

    private Store(@Nullable StoreOptions options, @Nullable StoreLock lock, Connection connection) {
        this.options = options;
        this.lock = lock;
        this.connection = connection;
        this.db = new Db(connection);
    }

    /**
     * Opens or makes a store.
     *
     * @throws UserError {@link ExitCode#MISSING} when there is none and none is to be made, {@link ExitCode#LOCKED} when another process holds
     *     it, {@link ExitCode#USAGE} when its folder cannot be written
     */
    public static Store open(StoreOptions options) {
        Path dir = options.dir();
        if (!options.create() && !exists(dir)) {
            throw new UserError(
                    ExitCode.MISSING, Messages.text("store.missing", dir), Messages.text("store.missing.todo"));
        }
        StoreLock lock;
        try {
            PrivateFiles.createDirectories(dir.resolve("tmp"));
            PrivateFiles.createDirectories(dir.resolve("log"));
            lock = StoreLock.take(dir.resolve("lock"), options.lockWait(), options.command());
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("store.unwritable", dir, String.valueOf(e.getMessage())),
                    Messages.text("store.unwritable.todo"));
        }
        try {
            Store store = new Store(options, lock, connect(options.withSandbox(false)));
            store.prepare();
            PrivateFiles.restrict(dir.resolve(FILE));
            if (options.sandboxed()) {
                store.sandbox();
            }
            return store;
        } catch (IOException | RuntimeException e) {
            try {
                lock.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof RuntimeException runtime ? runtime : new UncheckedIOException((IOException) e);
        }
    }

    /** Whether there is a store in a folder. */
    public static boolean exists(Path dir) {
        return Files.exists(dir.resolve(FILE));
    }

    /** A store in memory with nothing in it but the ledger's tables, for rule tests and checks of rule files. */
    public static Store openMemory(boolean sandboxed) {
        try {
            Store store = new Store(null, null, DriverManager.getConnection("jdbc:duckdb:", new Properties()));
            store.prepare();
            // Few rows: handing them to several threads costs more than it saves.
            store.db.script("SET threads = 1");
            if (sandboxed) {
                store.lockDown();
            }
            return store;
        } catch (SQLException e) {
            throw Db.failure(e);
        }
    }

    /** The connection. After {@link #sandbox()} it is another one. */
    public Db db() {
        return db;
    }

    /** Where staging files and spilled data go. */
    public Path tmp() {
        return folder("tmp");
    }

    /** Where the rolling log goes. */
    public Path log() {
        return folder("log");
    }

    private Path folder(String name) {
        if (options == null) {
            throw new IllegalStateException("a store in memory has no folder");
        }
        return options.dir().resolve(name);
    }

    /** From here on SQL sees nothing but the database. */
    public void sandbox() {
        if (options != null) {
            reopen(true);
        }
        lockDown();
    }

    /** Closes a sandboxed database and opens it again without the sandbox, under the same lock. */
    public void unsandbox() {
        reopen(false);
    }

    private void reopen(boolean sandboxed) {
        if (options == null) {
            throw new IllegalStateException("a store in memory cannot be opened again");
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw Db.failure(e);
        }
        connection = connect(options.withSandbox(sandboxed));
        db = new Db(connection);
        if (cancelled) {
            db.cancel();
        }
    }

    /** Stops the running statement and refuses every further one; may be called from another thread. */
    public void cancel() {
        cancelled = true;
        db.cancel();
    }

    /** Moves what was committed into the database file. */
    public void checkpoint() {
        db.script("CHECKPOINT");
    }

    private static Connection connect(StoreOptions options) {
        var settings = new Properties();
        settings.setProperty("memory_limit", options.memory());
        settings.setProperty("threads", Integer.toString(options.threads()));
        settings.setProperty("temp_directory", options.dir().resolve("tmp").toString());
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        Path file = options.dir().resolve(FILE);
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
            new Db(connection).script("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
            return connection;
        } catch (SQLException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("store.unopenable", file, Db.failure(e).getMessage()),
                    Messages.text("store.unopenable.todo"),
                    e);
        }
    }

    private void prepare() {
        db.transaction(() -> {
            SCRIPTS.forEach(script -> db.script(resource(script)));
            if (db.count("SELECT count(*) FROM ledger.store") == 0) {
                db.execute("INSERT INTO ledger.store VALUES (?)", VERSION);
            }
        });
        long version = db.count("SELECT max(version) FROM ledger.store");
        if (version != VERSION) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("store.version", Long.toString(version), Integer.toString(VERSION)),
                    Messages.text("store.version.todo"));
        }
    }

    private static String resource(String name) {
        try (InputStream in = Store.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lockDown() {
        db.script("SET enable_external_access = false; SET lock_configuration = true");
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // an interrupted thread cannot use the lock's channel
        try {
            connection.close();
            if (lock != null) {
                lock.close();
            }
        } catch (SQLException e) {
            throw Db.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
