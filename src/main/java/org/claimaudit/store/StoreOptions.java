package org.claimaudit.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a store is opened.
 *
 * @param dir the store's folder
 * @param create whether a store that is not there is made; otherwise it is missing
 * @param memory DuckDB's memory limit, for example {@code 4GB}
 * @param threads DuckDB's threads
 * @param sandboxed no access outside the database and locked settings, for running rules
 * @param lockWait how long to wait for another run to end
 * @param command what the lock tells other runs about this one
 */
public record StoreOptions(
        Path dir, boolean create, String memory, int threads, boolean sandboxed, Duration lockWait, String command) {

    StoreOptions withSandbox(boolean on) {
        return new StoreOptions(dir, create, memory, threads, on, lockWait, command);
    }
}
