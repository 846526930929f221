package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.claimaudit.ingest.ChunkReader.Chunk;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.ingest.RecordParser.Parsed;
import org.claimaudit.ingest.SlowParser.Outcome;
import org.claimaudit.store.Store;
import org.claimaudit.store.parquet.ParquetFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {
    @TempDir
    private Path folder;

    private final Map<Integer, Integer> widths = new HashMap<>();

    private static final String[] TOKENS = {
        ",",
        ",",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"",
        "\"\"",
        "a",
        "bc",
        "12.5",
        " ",
        "  ",
        "\t",
        "\r",
        "张三",
        "　",
        "𠀀",
        "-",
        "NULL",
        "\\N",
        "/",
        "'",
        "\u001f",
        "\u001e",
        "\"x,y\"",
        "\"line\r\nbreak\"",
        "\"\"\"\"",
        ";",
        "é",
        "\ufeff",
        "\n\ufeff\"",
        ", \""
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheSlowParserHoweverTheFileIsCut(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var expected = new ArrayList<Outcome>();
        var actual = new ArrayList<Outcome>();
        var texts = new ArrayList<String>();
        for (int round = 0; round < 400; round++) {
            int width = 1 + random.nextInt(4);
            var text = new StringBuilder();
            int tokens = random.nextInt(200);
            for (int i = 0; i < tokens; i++) {
                text.append(TOKENS[random.nextInt(TOKENS.length)]);
            }
            expected.add(new SlowParser(text.toString(), ',', width).parse());
            int size = 8 + random.nextInt(200);
            actual.add(fast(text.toString(), width, size, round));
            texts.add("round " + round + ", width " + width + ", chunks of " + size + ": " + text);
        }
        List<List<String>> staged = staged(400);
        for (int round = 0; round < 400; round++) {
            assertThat(actual.get(round).with(staged.get(round)))
                    .as(texts.get(round))
                    .isEqualTo(expected.get(round));
        }
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneLine() throws IOException {
        var text = new StringBuilder("a,b\n\"open,c\n");
        IntStream.range(0, 3000).forEach(i -> text.append("x").append(i).append(",y\n"));
        Outcome outcome = fast(text.toString(), 2, 1000, 0).with(staged(1).get(0));
        assertThat(outcome.rejected()).containsExactly(2);
        assertThat(outcome.staged()).hasSize(3001);
        assertThat(outcome).isEqualTo(new SlowParser(text.toString(), ',', 2).parse());
    }

    @Test
    void aFieldMayHoldManyLines() throws IOException {
        String inner = "line\n".repeat(ChunkReader.MAX_LINES);
        Outcome outcome =
                fast("a,\"" + inner + "\"\nb,c\n", 2, 100, 0).with(staged(1).get(0));
        assertThat(outcome.staged()).hasSize(2);
        assertThat(outcome.staged().get(1)).isEqualTo(ChunkReader.MAX_LINES + 2 + "\u001fb\u001fc");
    }

    /** What becomes of a text, but for the staged records, which stand in the file of that number then. */
    private Outcome fast(String text, int width, int chunkSize, int file) throws IOException {
        List<Slot> slots = IntStream.range(0, width)
                .mapToObj(i -> new Slot("c" + i, "c" + i, ColumnType.TEXT, 0, null))
                .toList();
        var dialect = new Dialect((byte) ',', (byte) '"', (byte) 0, Dialect.LF, width);
        Plan plan = new Plan(
                dialect, slots, Frame.NONE, List.of(), Set.of(), List.of(), Plan.Layout.EXPORT, Condemned.NONE);
        widths.put(file, width);
        var parser = new RecordParser(plan);
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var reader = new ChunkReader(in, dialect, chunkSize, 1, 0);
        var rejected = new ArrayList<Integer>();
        long blank = 0;
        try (FileChannel channel = FileChannel.open(
                folder.resolve(file + ".parquet"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rows = new ParquetFile(channel, plan.rowColumns());
            for (Chunk chunk = reader.next(new byte[0]); chunk != null; chunk = reader.next(new byte[0])) {
                Parsed parsed = parser.parse(chunk.bytes(), chunk.length(), chunk.line(), new byte[0]);
                rows.write(parsed.rows());
                lines(parsed.rejects())
                        .forEach(l -> rejected.add(Integer.valueOf(l.substring(0, l.indexOf('\u001f')))));
                blank += parsed.lines().blankLines();
                assertThat(parsed.loaded() + parsed.rejected())
                        .isEqualTo(
                                parsed.rows().rows() + lines(parsed.rejects()).size());
            }
            rows.finish();
        }
        return new Outcome(List.of(), rejected, blank);
    }

    /** The staged records of so many files, each as its line and fields. */
    private List<List<String>> staged(int files) {
        List<List<String>> staged = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(files)
                .toList();
        try (Store store = Store.openMemory(false)) {
            String sql = "FROM read_parquet('" + folder + "/*.parquet', filename = true, union_by_name = true)"
                    + " ORDER BY filename, source_line";
            store.db().stream(sql, row -> {
                int file = Integer.parseInt(row.str("filename").replaceAll(".*/|[.]parquet", ""));
                int width = widths.getOrDefault(file, 0);
                staged.get(file)
                        .add(row.whole("source_line")
                                + IntStream.range(0, width)
                                        .mapToObj(i -> "\u001f" + Objects.requireNonNullElse(row.text("c" + i), ""))
                                        .collect(Collectors.joining()));
            });
        }
        return staged;
    }

    private static List<String> lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.isEmpty()
                ? List.of()
                : List.of(text.substring(0, text.length() - 1).split("\n", -1));
    }
}
