package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.claimaudit.config.Settings;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;

/** An empty store for a dry run, gone when it is closed: what the user's own store holds stays untouched, even its lock. */
final class DryStore implements AutoCloseable {
    private final Path folder;
    private final Store store;

    DryStore(Context context) {
        Settings settings = context.settings();
        try {
            folder = Files.createTempDirectory("claimaudit-dry-run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = Store.open(
                new StoreOptions(folder, true, settings.memory(), settings.threads(), false, Duration.ZERO, "dry run"));
        context.interrupt().watch(store);
    }

    Store store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
