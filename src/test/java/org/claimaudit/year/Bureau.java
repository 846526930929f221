package org.claimaudit.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;

/** The program at a bureau: one store, one call after another; some calls are tried on a copy first and killed there. */
final class Bureau {
    /** Everything that people did, without the time at which the program took it in. */
    private static final List<String> CASEWORK = List.of(
            "SELECT paper_id, kind, path, sha256, entries FROM ledger.paper",
            "SELECT * EXCLUDE (run_id) FROM ledger.decision",
            "FROM ledger.confirmed",
            "FROM ledger.posting",
            "FROM ledger.measure",
            "SELECT closing_id, month, closed, officer, reason FROM ledger.closing");

    /** What was loaded and found. */
    private static final List<String> FOUND = List.of(
            "SELECT setl_id, medfee_sumamt FROM data.settlement",
            "SELECT DISTINCT finding_id, amount_net FROM ledger.finding JOIN ledger.run USING (run_id) WHERE ledger.run.status = 'complete'");

    private final Path dir;
    private final Set<Integer> kills;
    private final SplittableRandom random;
    private int calls;
    private int stopped;

    /** @param kills the numbers of the calls, from 0, that are killed on a copy */
    Bureau(Path dir, Set<Integer> kills, SplittableRandom random) {
        this.dir = dir;
        this.kills = kills;
        this.random = random;
    }

    Path store() {
        return dir.resolve("store");
    }

    /** How many calls changed the store so far. */
    int calls() {
        return calls;
    }

    /** How many processes were still going when they were killed. */
    int stopped() {
        return stopped;
    }

    /** A call that only looks. */
    Cli ask(Object... arguments) {
        return call(store(), arguments);
    }

    /** A call that changes the store and must succeed. */
    void change(Object... arguments) throws Exception {
        int number = calls++;
        if (!kills.contains(number) || !Files.exists(store())) {
            assertDone(call(store(), arguments));
            return;
        }
        Path copy = dir.resolve("copy-" + number);
        copy(store(), copy.resolve("store"));
        String before = fingerprint(store(), CASEWORK);
        assertDone(call(store(), arguments));
        kill(copy, arguments);
        assertThat(fingerprint(copy.resolve("store"), CASEWORK))
                .as("call %d killed", number)
                .isIn(before, fingerprint(store(), CASEWORK));
        assertDone(call(copy.resolve("store"), arguments));
        assertThat(everything(copy.resolve("store")))
                .as("call %d once more", number)
                .isEqualTo(everything(store()));
        delete(copy);
    }

    /** A call that must be refused with a code and change nothing. */
    String refused(int code, Object... arguments) throws IOException {
        String before = everything(store());
        Cli refused = call(store(), arguments);
        assertThat(refused.code()).as(refused.out()).isEqualTo(code);
        assertThat(everything(store())).isEqualTo(before);
        return refused.err();
    }

    private Cli call(Path store, Object... arguments) {
        return Cli.call(words(store, store.resolveSibling("out"), arguments).toArray());
    }

    private static List<Object> words(Path store, Path out, Object... arguments) {
        var words = new ArrayList<Object>(List.of(arguments));
        words.addAll(List.of("--lang", "en", "--store", store, "--out", out));
        return words;
    }

    private static void assertDone(Cli done) {
        assertThat(done.code()).as(done.err()).isZero();
    }

    /** Kills the process a random while after it has begun to write. */
    private void kill(Path copy, Object... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dclaimaudit.home=" + Path.of("").toAbsolutePath(),
                "-Djava.io.tmpdir=" + Files.createDirectories(copy.resolve("jvm-tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "org.claimaudit.Main"));
        words(copy.resolve("store"), copy.resolve("out"), arguments).forEach(word -> command.add(word.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(copy.resolve("talk.txt").toFile())
                .start();
        Path journal = copy.resolve("store/claimaudit.duckdb.wal");
        boolean ended = false;
        while (!ended && !Files.exists(journal)) {
            ended = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        if (!ended && !process.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            stopped++;
        }
    }

    private static String everything(Path store) {
        return fingerprint(
                store, Stream.concat(CASEWORK.stream(), FOUND.stream()).toList());
    }

    private static String fingerprint(Path store, List<String> queries) {
        var options = new StoreOptions(store, false, "1GB", 2, false, Duration.ZERO, "test");
        try (Store open = Store.open(options)) {
            var hashes = new StringBuilder();
            for (String query : queries) {
                open.db().stream(
                        "SELECT count(*) AS n, bit_xor(md5_number(CAST(q AS VARCHAR))) AS hash FROM (" + query + ") q",
                        row -> hashes.append(row.whole("n") + " " + row.text("hash") + "\n"));
            }
            return hashes.toString();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
