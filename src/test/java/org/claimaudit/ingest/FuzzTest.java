package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever chance makes of an export: it is loaded with every record accounted for, or refused with a message that names it, within seconds.
 * {@code scripts/fuzz} does the same with more of them.
 */
class FuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 2000);
    private static final long SEED = Long.getLong("fuzz.seed", 20260301L);
    /** Files of one call. */
    private static final int TOGETHER = 25;
    /** One of so many calls goes on into the store. */
    private static final int LOADED = Integer.getInteger("fuzz.loaded", 10);

    private static final int SECONDS = 60;
    private static final Pattern NAMED = Pattern.compile("\\bm(\\d+)\\.(?:csv|zip|gz|xlsx)");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private IngestFixture fixture;

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> fates = new TreeMap<>();

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
    }

    @AfterEach
    void close() {
        worker.shutdownNow();
        fixture.close();
    }

    @Test
    void everyMutationIsLoadedOrRefusedByName() throws IOException, InterruptedException {
        var mutations = new Mutations(folder);
        for (int first = 0; first < MUTATIONS; first += TOGETHER) {
            var files = new TreeMap<Integer, Path>();
            for (int i = first; i < Math.min(MUTATIONS, first + TOGETHER); i++) {
                // Every fourth has the keys of others.
                Mutations.Mutant mutant = mutations.of(SEED + i, i % 4 == 0 ? "" : "x" + i);
                files.put(i, Files.write(fixture.inbox.resolve("m" + i + "." + mutant.ending()), mutant.bytes()));
            }
            look(files);
            if (first / TOGETHER % LOADED == 0) {
                load(files);
            }
            clear();
            report(first + TOGETHER);
        }
        assertThat(failures).isEmpty();
        assertThat(fates.keySet()).contains("loaded whole", "loaded with rejects", "refused", "skipped");
    }

    private void report(int done) {
        if (Boolean.getBoolean("fuzz.report") && (done % 10_000 == 0 || done >= MUTATIONS)) {
            System.out.println(
                    "seed " + SEED + ", " + done + " mutations: " + fates + ", " + failures.size() + " failures");
        }
    }

    /** Goes as far as the staging text with each file by itself, and takes out those that are refused. */
    private void look(Map<Integer, Path> files) throws IOException, InterruptedException {
        for (Map.Entry<Integer, Path> one : Map.copyOf(files).entrySet()) {
            Path file = one.getValue();
            if (!file.toString().endsWith(".csv")) {
                continue;
            }
            try {
                String fault = within(() -> staged(file));
                if (fault != null) {
                    keep(file, file.getFileName() + ": " + fault);
                }
            } catch (UserError refused) {
                refused(one.getKey(), file, refused);
                files.remove(one.getKey());
            } catch (RuntimeException crash) {
                end(one.getKey(), file, "crashed", crash.toString());
                files.remove(one.getKey());
            }
        }
    }

    private @Nullable String staged(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        var found = HeaderSearch.find(file, name, Hints.NONE, Recognition::best, Recognition::matched)
                .orElse(null);
        if (found == null || !found.meaning().missing().isEmpty()) {
            return null;
        }
        Path rows = folder.resolve("rows");
        Path rejects = folder.resolve("rejects");
        Source source = Source.of(found.head(), found.meaning());
        BytePass.Result pass = BytePass.run(source.head(), source.plan(), rows, rejects, 1, IngestProgress.NONE);
        Set<Long> known = new HashSet<>();
        fixture.store.db().stream(
                "SELECT source_line FROM " + Loader.readRows(rows), row -> known.add(row.whole("source_line")));
        try (var lines = Files.lines(rejects)) {
            lines.forEach(l -> known.add(Long.valueOf(l.substring(0, l.indexOf(Staging.SEPARATOR)))));
        }
        fates.merge(pass.rejected() > 0 ? "staged with rejects" : "staged whole", 1, Integer::sum);
        return known.size() == pass.loaded() + pass.rejected()
                ? Accounts.records(source.head(), pass.encoding(), known, 0)
                : "records " + pass.loaded() + " + " + pass.rejected() + ", lines " + known;
    }

    private void refused(int which, Path file, UserError refused) throws IOException {
        boolean good = refused.exitCode() == ExitCode.BAD_INPUT.code()
                && refused.what().contains(String.valueOf(file.getFileName()))
                && !refused.todo().isBlank();
        end(which, file, good ? "refused" : "refused badly", good ? null : refused.what());
    }

    /** Loads the files in one call. One that is refused is taken out and the call is made again, as a user would. */
    private void load(Map<Integer, Path> files) throws IOException, InterruptedException {
        while (!files.isEmpty()) {
            try {
                check(within(() -> fixture.load()), files);
                return;
            } catch (UserError refused) {
                Matcher named = NAMED.matcher(refused.what());
                Integer which = named.find() ? Integer.valueOf(named.group(1)) : null;
                Path file = which == null ? null : files.remove(which);
                if (which == null || file == null) {
                    boolean none = refused.what().contains(fixture.inbox.toString());
                    count(none ? "skipped" : "unnamed", files.size());
                    fail(none ? null : files + ": " + refused.what());
                    return;
                }
                refused(which, file, refused);
            } catch (RuntimeException crash) {
                alone(files, crash);
                return;
            }
        }
    }

    /** After a crash, which says nothing of the file: one after another. */
    private void alone(Map<Integer, Path> files, RuntimeException crash) throws IOException, InterruptedException {
        if (files.size() == 1) {
            Map.Entry<Integer, Path> one = files.entrySet().iterator().next();
            end(one.getKey(), one.getValue(), "crashed", crash.toString());
            return;
        }
        var all = Map.copyOf(files);
        for (Path file : all.values()) {
            Files.move(file, folder.resolve(file.getFileName()));
        }
        for (Map.Entry<Integer, Path> one : all.entrySet()) {
            clear();
            Files.move(folder.resolve(one.getValue().getFileName()), one.getValue());
            load(new TreeMap<>(Map.of(one.getKey(), one.getValue())));
        }
    }

    private <T extends @Nullable Object> T within(Callable<T> work) throws InterruptedException {
        Future<T> done = worker.submit(work);
        try {
            return done.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("hangs", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
        }
    }

    private void check(IngestResult result, Map<Integer, Path> files) throws IOException {
        for (SkippedFile skipped : result.skipped()) {
            Matcher named = NAMED.matcher(skipped.file());
            if (named.find()) {
                fates.merge("skipped", 1, Integer::sum);
            } else {
                fail(skipped.file());
            }
        }
        for (InputFile file : result.files()) {
            if (file.alreadyLoaded()) {
                fates.merge("known", 1, Integer::sum);
                continue;
            }
            fates.merge(file.rowsRejected() > 0 ? "loaded with rejects" : "loaded whole", 1, Integer::sum);
            Matcher named = NAMED.matcher(file.file());
            Path path = named.find() ? files.get(Integer.valueOf(named.group(1))) : null;
            if (path == null) {
                fail("no such file: " + file.file());
                continue;
            }
            String fault = Accounts.fault(fixture, file, path);
            if (fault != null) {
                keep(path, file.file() + ": " + fault);
            }
        }
    }

    private void end(int which, Path file, String fate, @Nullable String fault) throws IOException {
        count(fate, 1);
        if (fault != null) {
            keep(file, "m" + which + ": " + fault);
        }
        Files.delete(file);
    }

    private void keep(Path file, String fault) throws IOException {
        fail(fault);
        Path kept = Files.createDirectories(Path.of("target", "fuzz")).resolve(file.getFileName());
        Files.write(kept, Files.readAllBytes(file));
    }

    private void count(String fate, int files) {
        fates.merge(fate, files, Integer::sum);
    }

    private void fail(@Nullable String fault) {
        if (fault != null) {
            failures.add(fault);
        }
    }

    private void clear() throws IOException {
        try (var left = Files.list(fixture.inbox)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        var sql = new StringBuilder();
        for (String table : fixture.rows("SELECT DISTINCT table_name FROM ledger.file")) {
            sql.append("DELETE FROM data.")
                    .append(table)
                    .append("; DELETE FROM history.")
                    .append(table)
                    .append(';');
        }
        fixture.store
                .db()
                .script(
                        sql
                                + "DELETE FROM ledger.reject; DELETE FROM ledger.file_amount; DELETE FROM ledger.file; DELETE FROM ledger.batch;");
    }
}
