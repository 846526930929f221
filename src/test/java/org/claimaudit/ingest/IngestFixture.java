package org.claimaudit.ingest;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;

/** A store and a folder of exports below a test's folder. */
final class IngestFixture implements AutoCloseable {
    static final String SETTLEMENT =
            "SETL_ID,MDTRT_ID,PSN_NO,FIXMEDINS_CODE,MED_TYPE,BEGNDATE,SETL_TIME,MEDFEE_SUMAMT,HIFP_PAY,PSN_NAME,UPDT_TIME";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-01T01:00:00Z"), ZoneOffset.UTC);

    final Path inbox;
    final Store store;
    private final Path storeFolder;

    IngestFixture(Path folder) throws IOException {
        this.inbox = Files.createDirectories(folder.resolve("inbox"));
        this.storeFolder = folder.resolve("store");
        this.store = Store.open(new StoreOptions(storeFolder, true, "1GB", 2, false, Duration.ZERO, "test"));
    }

    /** A settlement row under {@link #SETTLEMENT}. */
    static String settlement(String id, String medfee, String updated) {
        return id + ",M" + id + ",P1,H99000100001,21,2026-03-01,2026-03-05 10:00:00," + medfee + ",1.00,张三," + updated;
    }

    Path write(String name, Charset charset, String... lines) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, (String.join("\n", lines) + "\n").getBytes(charset));
    }

    Path write(String name, String... lines) throws IOException {
        return write(name, StandardCharsets.UTF_8, lines);
    }

    IngestResult load(Path... inputs) {
        return load(Optional.empty(), inputs.length == 0 ? new Path[] {inbox} : inputs);
    }

    IngestResult loadWith(Path profile) {
        return load(Optional.of(profile), inbox);
    }

    private IngestResult load(Optional<Path> profile, Path... inputs) {
        List<String> names = Arrays.stream(inputs).map(Path::toString).toList();
        return Ingest.run(store, new IngestRequest(names, profile, IngestProgress.NONE, false, 2, "test"), CLOCK);
    }

    IngestResult replace(Replacement what, Path input) {
        var request =
                new IngestRequest(List.of(input.toString()), Optional.empty(), IngestProgress.NONE, false, 2, "test");
        return Ingest.run(store, request.replacing(what), CLOCK);
    }

    InputFile loadOne(Path input) {
        return load(input).files().get(0);
    }

    /** The values of a query's columns, as text, joined by bars. */
    List<String> rows(String sql) {
        return store.db()
                .list(
                        sql,
                        row -> String.join(
                                "|",
                                row.columns().stream()
                                        .map(c -> String.valueOf(row.text(c)))
                                        .toList()));
    }

    Path staging() {
        return storeFolder.resolve("tmp");
    }

    @Override
    public void close() {
        store.close();
    }
}
