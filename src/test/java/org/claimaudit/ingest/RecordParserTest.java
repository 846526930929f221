package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.claimaudit.ingest.ChunkReader.Chunk;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.ingest.RecordParser.Parsed;
import org.claimaudit.ingest.SlowParser.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {
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
        for (int round = 0; round < 400; round++) {
            int width = 1 + random.nextInt(4);
            var text = new StringBuilder();
            int tokens = random.nextInt(200);
            for (int i = 0; i < tokens; i++) {
                text.append(TOKENS[random.nextInt(TOKENS.length)]);
            }
            Outcome expected = new SlowParser(text.toString(), ',', width).parse();
            int size = 8 + random.nextInt(200);
            assertThat(fast(text.toString(), width, size))
                    .as("seed %d, round %d, width %d, chunks of %d: %s", seed, round, width, size, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneLine() throws IOException {
        var text = new StringBuilder("a,b\n\"open,c\n");
        IntStream.range(0, 3000).forEach(i -> text.append("x").append(i).append(",y\n"));
        Outcome outcome = fast(text.toString(), 2, 1000);
        assertThat(outcome.rejected()).containsExactly(2);
        assertThat(outcome.staged()).hasSize(3001);
        assertThat(outcome).isEqualTo(new SlowParser(text.toString(), ',', 2).parse());
    }

    @Test
    void aFieldMayHoldManyLines() throws IOException {
        String inner = "line\n".repeat(ChunkReader.MAX_LINES);
        Outcome outcome = fast("a,\"" + inner + "\"\nb,c\n", 2, 100);
        assertThat(outcome.staged()).hasSize(2);
        assertThat(outcome.staged().get(1)).isEqualTo(ChunkReader.MAX_LINES + 2 + "\u001fb\u001fc");
    }

    private static Outcome fast(String text, int width, int chunkSize) throws IOException {
        List<Slot> slots = IntStream.range(0, width)
                .mapToObj(i -> new Slot("c" + i, "c" + i, ColumnType.TEXT, 0, null))
                .toList();
        var dialect = new Dialect((byte) ',', (byte) '"', (byte) 0, Dialect.LF, width);
        Plan plan = new Plan(
                dialect, slots, Frame.NONE, List.of(), Set.of(), List.of(), Plan.Layout.EXPORT, Condemned.NONE);
        var parser = new RecordParser(plan);
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var reader = new ChunkReader(in, dialect, chunkSize, 1, 0);
        var staged = new ArrayList<String>();
        var rejected = new ArrayList<Integer>();
        long blank = 0;
        for (Chunk chunk = reader.next(new byte[0]); chunk != null; chunk = reader.next(new byte[0])) {
            Parsed parsed = parser.parse(chunk.bytes(), chunk.length(), chunk.line(), new byte[0]);
            lines(parsed.rows(), parsed.rowsLength()).forEach(staged::add);
            lines(parsed.rejects(), parsed.rejects().length)
                    .forEach(l -> rejected.add(Integer.valueOf(l.substring(0, l.indexOf('\u001f')))));
            blank += parsed.lines().blankLines();
            assertThat(parsed.loaded() + parsed.rejected())
                    .isEqualTo(lines(parsed.rows(), parsed.rowsLength()).size()
                            + lines(parsed.rejects(), parsed.rejects().length).size());
        }
        return new Outcome(staged, rejected, blank);
    }

    private static List<String> lines(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return text.isEmpty()
                ? List.of()
                : List.of(text.substring(0, text.length() - 1).split("\n", -1));
    }
}
