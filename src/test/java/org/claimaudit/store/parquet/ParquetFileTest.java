package org.claimaudit.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.claimaudit.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileTest {
    private static final List<ParquetFile.Column> COLUMNS = List.of(
            new ParquetFile.Column("line", ParquetType.LONG),
            new ParquetFile.Column("文本", ParquetType.TEXT),
            new ParquetFile.Column("small", ParquetType.INT),
            new ParquetFile.Column("day", ParquetType.DATE),
            new ParquetFile.Column("time", ParquetType.TIMESTAMP),
            new ParquetFile.Column("money", ParquetType.decimal(18, 2)),
            new ParquetFile.Column("share", ParquetType.decimal(9, 4)));

    @TempDir
    private Path folder;

    /** The share of nulls goes from none to all, the rows of a group from none to many, and its texts from one to too many for a dictionary. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void duckDbReadsWhatWasWritten(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var expected = new ArrayList<String>();
        Path path = folder.resolve("rows.parquet");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var file = new ParquetFile(channel, COLUMNS);
            List<ColumnBuffer> buffers =
                    COLUMNS.stream().map(c -> new ColumnBuffer(c.type())).toList();
            byte[] reuse = new byte[0];
            for (int group = 0; group < 20; group++) {
                buffers.forEach(ColumnBuffer::clear);
                int rows = random.nextInt(4) * random.nextInt(1200);
                int texts = 1 << random.nextInt(group < 10 ? 8 : 14);
                double nulls = random.nextInt(5) / 4.0;
                for (int row = 0; row < rows; row++) {
                    String text = row(buffers, random, nulls, texts);
                    // a record that turns out to be none
                    if (random.nextInt(10) == 0) {
                        buffers.forEach(ColumnBuffer::undo);
                    } else {
                        expected.add(text);
                    }
                }
                RowGroup written = RowGroup.of(buffers, reuse);
                file.write(written);
                reuse = written.bytes();
            }
            file.finish();
        }
        assertThat(read(path)).isEqualTo(expected);
    }

    @Test
    void aFileWithoutRowsIsOne() throws IOException {
        Path path = folder.resolve("none.parquet");
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new ParquetFile(channel, COLUMNS).finish();
        }
        assertThat(read(path)).isEmpty();
        try (Store store = Store.openMemory(false)) {
            assertThat(store.db()
                            .list(
                                    "SELECT column_name || ' ' || column_type AS c FROM (DESCRIBE FROM '" + path + "')",
                                    r -> r.str("c")))
                    .containsExactly(
                            "line BIGINT",
                            "文本 VARCHAR",
                            "small INTEGER",
                            "day DATE",
                            "time TIMESTAMP",
                            "money DECIMAL(18,2)",
                            "share DECIMAL(9,4)");
        }
    }

    private static String row(List<ColumnBuffer> buffers, SplittableRandom random, double nulls, int texts) {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < buffers.size(); i++) {
            ColumnBuffer buffer = buffers.get(i);
            if (random.nextDouble() < nulls) {
                buffer.none();
                values.add(null);
            } else {
                values.add(value(buffer, COLUMNS.get(i).type(), random, texts));
            }
        }
        return String.valueOf(values);
    }

    private static Object value(ColumnBuffer buffer, ParquetType type, SplittableRandom random, int texts) {
        switch (type.kind()) {
            case TEXT -> {
                int number = random.nextInt(texts);
                String text = "值a\n\u001f\"".repeat(1 + number % 7) + (number % 5 == 0 ? "" : number);
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, buffer.room(utf8.length), buffer.at(), utf8.length);
                buffer.text(utf8.length);
                return text;
            }
            case DATE -> {
                LocalDate day = LocalDate.of(1800, 1, 1).plusDays(random.nextInt(182_000));
                buffer.number(day.toEpochDay());
                return day;
            }
            case TIMESTAMP -> {
                LocalDateTime time = LocalDateTime.of(1800, 1, 1, 0, 0)
                        .plus(random.nextLong(15_000_000_000_000_000L), ChronoUnit.MICROS);
                buffer.number(ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time));
                return time;
            }
            case DECIMAL -> {
                long bound = BigDecimal.TEN.pow(type.precision()).longValueExact();
                long value = random.nextLong(1 - bound, bound);
                buffer.number(value);
                return BigDecimal.valueOf(value, type.scale());
            }
            case INT -> {
                int value = random.nextInt();
                buffer.number(value);
                return value;
            }
            case LONG -> {
                long value = random.nextLong();
                buffer.number(value);
                return value;
            }
        }
        throw new AssertionError();
    }

    private static List<String> read(Path path) {
        try (Store store = Store.openMemory(false)) {
            return store.db().list("FROM read_parquet('" + path + "')", row -> {
                var values = new ArrayList<@Nullable Object>();
                for (ParquetFile.Column column : COLUMNS) {
                    String name = column.name();
                    values.add(
                            row.text(name) == null
                                    ? null
                                    : switch (column.type().kind()) {
                                        case TEXT -> row.text(name);
                                        case INT -> (int) row.whole(name);
                                        case LONG -> row.whole(name);
                                        case DATE -> row.date(name);
                                        case TIMESTAMP -> row.time(name);
                                        case DECIMAL -> row.decimal(name);
                                    });
                }
                return String.valueOf(values);
            });
        }
    }
}
