package org.claimaudit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any moment leaves the store as before or as after a step, and no half-written run folder. */
class KillTest {
    private static final int KILLS = 20;
    private static final long SEED = 20260331;

    @TempDir
    Path dir;

    /** The tables that hold what was loaded and found, each with its rows when a run is through. */
    private Map<String, Long> whole = Map.of();

    @Test
    void killedAtTwentyMoments() throws Exception {
        long begin = System.nanoTime();
        Process reference = start(dir.resolve("whole"));
        assertThat(reference.waitFor()).isZero();
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        whole = rows(dir.resolve("whole"));
        assertThat(whole.get("ledger.finding")).isPositive();
        Map<String, String> reports = reports(latest(dir.resolve("whole")));

        var random = new SplittableRandom(SEED);
        int stopped = 0;
        for (int i = 0; i < KILLS; i++) {
            Path place = dir.resolve("kill-" + i);
            long moment = random.nextLong(millis);
            Process process = start(place);
            if (!process.waitFor(moment, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                stopped++;
            }
            String where = "killed after " + moment + " ms of " + millis + " (seed " + SEED + ", kill " + i + ")";
            assertWholeOrAbsent(place, where);
            assertThat(start(place).waitFor()).as(where).isZero();
            assertThat(reports(latest(place))).as(where).isEqualTo(reports);
            assertThat(leftovers(place)).as(where).isEmpty();
        }
        assertThat(stopped).as("runs that were still going when killed").isGreaterThan(KILLS / 2);
    }

    private void assertWholeOrAbsent(Path place, String where) throws Exception {
        for (Path folder : runFolders(place)) {
            JsonNode manifest =
                    new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
            for (JsonNode output : manifest.get("outputs")) {
                assertThat(sha256(folder.resolve(output.get("name").asText())))
                        .as(where + ": " + output)
                        .isEqualTo(output.get("sha256").asText());
            }
        }
        if (Files.exists(place.resolve("store/claimaudit.duckdb"))) {
            Map<String, Long> now = rows(place);
            boolean loaded = now.get("ledger.file") > 0;
            boolean checked = now.get("ledger.run") > 0;
            now.forEach((table, count) -> {
                boolean input = table.startsWith("data.")
                        || List.of("ledger.file", "ledger.reject").contains(table);
                boolean there = input ? loaded : checked;
                assertThat(count).as(where + ": " + table).isEqualTo(there ? whole.get(table) : 0L);
            });
        }
    }

    private static Map<String, Long> rows(Path place) {
        var counts = new TreeMap<String, Long>();
        var options = new StoreOptions(place.resolve("store"), false, "1GB", 2, false, Duration.ZERO, "test");
        try (Store store = Store.open(options)) {
            List<String> tables = new ArrayList<>(List.of(
                    "ledger.file", "ledger.reject", "ledger.run", "ledger.run_rule", "ledger.finding", "ledger.claim"));
            tables.addAll(store.db()
                    .list(
                            "SELECT 'data.' || table_name AS name FROM duckdb_tables() WHERE schema_name = 'data'",
                            row -> row.str("name")));
            for (String table : tables) {
                boolean there = store.db()
                                .count(
                                        "SELECT count(*) FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?",
                                        table)
                        > 0;
                counts.put(table, there ? store.db().count("SELECT count(*) FROM " + table) : 0);
            }
        }
        return counts;
    }

    private static Process start(Path place) throws IOException {
        Files.createDirectories(place);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dclaimaudit.home=" + Path.of("").toAbsolutePath(),
                        // the driver unpacks its library there and cannot take it away when killed
                        "-Djava.io.tmpdir=" + Files.createDirectories(place.resolve("jvm-tmp")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.claimaudit.Main",
                        "run",
                        Path.of("sample-data/county/2026-03").toAbsolutePath().toString(),
                        Path.of("sample-data/county/reference").toAbsolutePath().toString(),
                        "--month",
                        "2026-03",
                        "--pack", // a dozen rules: what is killed are the steps, not each rule
                        "hospital-inspection",
                        "--store",
                        place.resolve("store").toString(),
                        "--out",
                        place.resolve("out").toString())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("talk.txt").toFile())
                .start();
    }

    private static Path latest(Path place) throws IOException {
        return place.resolve("out/latest").toRealPath();
    }

    private static List<Path> runFolders(Path place) throws IOException {
        Path out = place.resolve("out");
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(out)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }

    /** Unfinished things that the next run should have cleared away. */
    private static List<String> leftovers(Path place) throws IOException {
        try (Stream<Path> out = Files.list(place.resolve("out"));
                Stream<Path> tmp = Files.list(place.resolve("store/tmp"))) {
            return Stream.concat(
                            out.filter(entry -> !entry.getFileName().toString().matches("run-.*|latest")), tmp)
                    .map(Path::toString)
                    .toList();
        }
    }

    /** The CSV reports without what may differ: times, and whether an earlier run had already seen a finding. */
    private static Map<String, String> reports(Path run) throws IOException {
        var texts = new TreeMap<String, String>();
        for (String name :
                List.of("violations.csv", "clues.csv", "evidence.csv", "recovery-by-rule.csv", "rejects.csv")) {
            StringBuilder text = new StringBuilder();
            Cli.csv(run.resolve(name)).forEach(row -> {
                var stable = new TreeMap<>(row);
                stable.remove("status");
                text.append(stable).append('\n');
            });
            texts.put(name, text.toString());
        }
        return texts;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
