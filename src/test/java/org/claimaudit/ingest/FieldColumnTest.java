package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.claimaudit.ingest.Forms.NoForm;
import org.claimaudit.store.Store;
import org.claimaudit.store.parquet.ColumnBuffer;
import org.claimaudit.store.parquet.ParquetFile;
import org.claimaudit.store.parquet.ParquetType;
import org.claimaudit.store.parquet.RowGroup;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldColumnTest {
    private static final int TEXTS = 60_000;
    private static final String[] DAYS = {
        "2026-02-29", "2024-02-29", "1899-12-31", "2299-12-31", "9999-12-31", "1800-01-01"
    };
    private static final String[] PIECES = {
        "-",
        "-",
        "+",
        ".",
        "0",
        "00",
        "1",
        "9",
        "12",
        "2026",
        "-03-",
        "-12-",
        "31",
        "30",
        " ",
        " 23:59:59",
        " 00:00:00",
        ":",
        ".5",
        ".123456",
        ".1234567",
        "99999",
        "999999999",
        "9999999999999999",
        "E+5",
        "X",
        "x",
        "'",
        "=",
        "#",
        "N",
        "NULL",
        "\\N",
        "/",
        "(",
        "张",
        "\u3000",
        "\u00a0",
        "某县第1人民医院",
        "T",
        "110101199003070011",
        "是",
        "1"
    };

    @TempDir
    private Path folder;

    /** Of a value that a column takes as it stands, the long way through {@link Forms} makes the same. */
    @ParameterizedTest
    @EnumSource
    void takesNothingThatTheLongWayWouldChange(ColumnType type) throws IOException {
        var random = new SplittableRandom(type.name().hashCode());
        FieldColumn column = Objects.requireNonNull(FieldColumn.of(type, false));
        var long_ = new ColumnBuffer(ParquetType.TEXT);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            byte[] bytes = (text + "," + text + "\r\n").getBytes(StandardCharsets.UTF_8);
            if (!text.isEmpty() && column.read(bytes, 0, (byte) ',') >= 0) {
                take(long_, normalised(type, text));
            }
        }
        assertThat(column.values.rows()).isGreaterThan(TEXTS / 100);
        Path file = folder.resolve("both.parquet");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rows = new ParquetFile(
                    channel,
                    List.of(
                            new ParquetFile.Column("short", type.parquet()),
                            new ParquetFile.Column("long", ParquetType.TEXT)));
            rows.write(RowGroup.of(List.of(column.values, long_), new byte[0]));
            rows.finish();
        }
        try (Store store = Store.openMemory(false)) {
            assertThat(store.db()
                            .list(
                                    "SELECT DISTINCT long || ' ' || short AS c FROM read_parquet('" + file
                                            + "') WHERE short IS DISTINCT FROM CAST(long AS " + type.sql()
                                            + ") LIMIT 20",
                                    row -> row.str("c")))
                    .isEmpty();
        }
    }

    private static String text(SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                return DAYS[random.nextInt(DAYS.length)]
                        + (random.nextBoolean() ? "" : " 07:08:0" + random.nextInt(10));
            }
            case 1 -> {
                return String.format(
                        "%04d-%02d-%02d", 1790 + random.nextInt(520), random.nextInt(14), random.nextInt(33));
            }
            case 2 -> {
                return Integer.toString(random.nextInt(-50, 3));
            }
            default -> {
                var text = new StringBuilder();
                for (int n = random.nextInt(5); n >= 0; n--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
                return text.toString();
            }
        }
    }

    private static String normalised(ColumnType type, String text) {
        try {
            return Forms.normalise(type, text);
        } catch (NoForm e) {
            return "no form: " + text;
        }
    }

    private static void take(ColumnBuffer buffer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, buffer.room(utf8.length), buffer.at(), utf8.length);
        buffer.text(utf8.length);
    }
}
