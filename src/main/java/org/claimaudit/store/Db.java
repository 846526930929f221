package org.claimaudit.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * One connection to DuckDB: statements, results, transactions. Used by one thread; only {@link #cancel()} may come from another.
 *
 * <p>Every failure is a {@link DbException}; inside {@link #transaction} it rolls everything back, because DuckDB's {@code commit} returns
 * normally after an aborted transaction, with the data gone.
 */
public final class Db {
    private final Connection connection;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private Duration timeout = Duration.ZERO;
    private volatile @Nullable Statement running;

    Db(Connection connection) {
        this.connection = connection;
    }

    /** Runs one statement; {@code ?} take the arguments in order. */
    public void execute(String sql, @Nullable Object... arguments) {
        run(sql, arguments, statement -> {
            return statement.execute();
        });
    }

    /** Runs several statements without arguments. */
    public void script(String sql) {
        try (Statement statement = connection.createStatement()) {
            guarded(statement, () -> statement.execute(sql));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        var rows = new ArrayList<T>();
        stream(sql, row -> rows.add(mapper.map(row)), arguments);
        return rows;
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return list(sql, mapper, arguments).stream().findFirst();
    }

    /** The single whole number that a query returns; 0 when it returns no row or null. */
    public long count(String sql, @Nullable Object... arguments) {
        return run(sql, arguments, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0L;
            }
        });
    }

    /** Hands over the rows of a query one by one, without holding them; the sink must not use this connection. */
    public void stream(String sql, Consumer<Row> sink, @Nullable Object... arguments) {
        run(sql, arguments, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                var row = new Row(result);
                while (result.next()) {
                    sink.accept(row);
                }
            }
            return true;
        });
    }

    /** Runs the work in one transaction, or in the one that is open; rolled back on every exception. */
    public <T> T transaction(Supplier<T> work) {
        try {
            if (!connection.getAutoCommit()) {
                return work.get();
            }
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T value = work.get();
                connection.commit();
                done = true;
                return value;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** As {@link #transaction(Supplier)}, for work without a result. */
    public void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    /** Sets a DuckDB variable, keeping the value's type (text, whole numbers, exact decimals, dates, lists of text). */
    public void variable(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            var items = new ArrayList<String>();
            list.forEach(item -> items.add(quote(String.valueOf(item))));
            script("SET VARIABLE " + identifier(name) + " = [" + String.join(", ", items) + "]::VARCHAR[]");
        } else {
            execute("SET VARIABLE " + identifier(name) + " = ?", value);
        }
    }

    /** Forgets a variable; {@code getvariable} then gives NULL. */
    public void dropVariable(String name) {
        script("RESET VARIABLE " + identifier(name));
    }

    /** The time that each following statement may take; zero is without limit. */
    public void timeout(Duration limit) {
        timeout = limit;
    }

    /** Inserts few rows; bulk goes through files. */
    public void load(String table, List<String> columns, Iterable<@Nullable Object[]> rows) {
        String sql = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + "?, ".repeat(columns.size() - 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            guarded(statement, () -> {
                for (@Nullable Object[] row : rows) {
                    bind(statement, row);
                    statement.addBatch();
                }
                statement.executeBatch();
                return true;
            });
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Stops the running statement and refuses every further one; may be called from another thread. */
    public void cancel() {
        cancelled.set(true);
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    /** How far the running statement is, 0 to 100, or −1 when DuckDB cannot say; may be called from another thread. */
    public double progress() {
        Statement statement = running;
        try {
            return statement == null
                    ? -1
                    : statement
                            .unwrap(DuckDBPreparedStatement.class)
                            .getQueryProgress()
                            .getPercentage();
        } catch (SQLException e) {
            return -1; // it has just ended
        }
    }

    /** A text as an SQL literal. */
    public static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name as an SQL identifier. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static DbException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return new DbException(message.lines().findFirst().orElse(message), e);
    }

    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private interface Step<T> {
        T run() throws SQLException;
    }

    private <T> T run(String sql, @Nullable Object[] arguments, Work<T> work) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return guarded(statement, () -> work.run(statement));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a step so that it can be stopped, and says by what it was stopped: DuckDB's own words are the same for both. */
    private <T> T guarded(Statement statement, Step<T> step) throws SQLException {
        if (running != null) {
            throw new IllegalStateException("a second statement would cut off the streamed result of the first");
        }
        running = statement;
        long begin = System.nanoTime();
        try {
            if (cancelled.get()) {
                throw new QueryCancelled("cancelled", new SQLException("cancelled"));
            }
            if (!timeout.isZero()) {
                statement.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
            }
            return step.run();
        } catch (SQLException e) {
            if (cancelled.get()) {
                throw new QueryCancelled("cancelled", e);
            }
            boolean interrupted = String.valueOf(e.getMessage()).contains("INTERRUPT");
            if (interrupted && !timeout.isZero() && System.nanoTime() - begin >= timeout.toNanos()) {
                throw new QueryTimeout("ran longer than " + timeout.toSeconds() + " s", e);
            }
            throw e;
        } finally {
            running = null;
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof BigDecimal decimal) {
                statement.setBigDecimal(i + 1, decimal);
            } else {
                statement.setObject(i + 1, argument);
            }
        }
    }
}
