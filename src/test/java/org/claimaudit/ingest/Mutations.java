package org.claimaudit.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Small exports in every form that is read, and what chance makes of their bytes. */
final class Mutations {
    private static final Path MONTH = Path.of("sample-data/clean");
    private static final List<String> TABLES = List.of("settlement", "encounter", "fee_line", "institution");
    private static final List<String> FILES = List.of(
            "2026-03/SETL_D_202603.csv",
            "2026-03/MDTRT_D_202603.csv",
            "2026-03/FEE_LIST_D_202603.csv",
            "reference/FIXMEDINS_B.csv");
    private static final int ROWS = 6;
    private static final String[] TOKENS = {
        ",",
        ",,,",
        "\t",
        ";",
        "|",
        "$",
        "\"",
        "\"\"",
        "'",
        "\\",
        "\\\"",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\u0000",
        "\u001f",
        "\u001e",
        "\u0007",
        "\u007f",
        "\ufeff",
        "\ufffd",
        "合计",
        "\n合计,1\n",
        "总计：",
        "共3条",
        "　",
        "𠮷",
        "é",
        "NULL",
        "-",
        "=1+1",
        "1.3E+17",
        "1e400",
        "9999-12-31",
        "2026-02-30",
        "45000.5",
        "-0",
        "99999999999999999999999999",
        "１２３",
        "￥1,000.00",
        "SETL_ID",
        "结算流水号",
        "setl_id,psn_no\n",
        "--",
        "true",
        "{",
        "<table>",
        "PK\u0003\u0004"
    };

    private final List<List<List<String>>> cells = new ArrayList<>();

    private final Path folder;

    /** @param folder for files that come and go */
    Mutations(Path folder) throws IOException {
        this.folder = folder;
        for (String file : FILES) {
            cells.add(Sheet.read(MONTH.resolve(file), Gb18030.CHARSET, ROWS));
        }
    }

    /** A file's bytes and the ending of its name. */
    @SuppressWarnings("ArrayRecordComponent")
    record Mutant(String ending, byte[] bytes) {}

    /**
     * The mutant of a seed.
     *
     * @param mark goes into every key, so that the rows of two files differ
     */
    Mutant of(long seed, String mark) throws IOException {
        var random = new SplittableRandom(seed);
        int packing = random.nextInt(40);
        if (packing == 4) {
            String list = "file,rows,medfee_sumamt\nm" + mark.replaceAll("\\D", "") + ".csv,3,1234.50\n";
            return new Mutant("csv", mutate(list.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, random));
        }
        if (packing > 4) {
            return new Mutant("csv", export(random, mark, true));
        }
        byte[] inner = export(random, mark, random.nextBoolean());
        String ending = packing == 0 ? "xlsx" : packing == 1 ? "gz" : "zip";
        byte[] packed = packing == 0 ? workbook(random, mark) : packed(inner, ending);
        return new Mutant(ending, random.nextInt(4) == 0 ? packed : mutate(packed, StandardCharsets.UTF_8, random));
    }

    private byte[] export(SplittableRandom random, String mark, boolean mutated) throws IOException {
        int which = random.nextInt(TABLES.size());
        List<List<String>> rows = marked(which, mark);
        TableDef table = Tables.get(TABLES.get(which));
        thin(table, rows, random);
        var sheet = new Sheet(table, rows.get(0), rows.subList(1, rows.size()), random);
        sheet.delimiter = ",,,,\t;|$".charAt(random.nextInt(8));
        sheet.quoteAll = random.nextInt(3) == 0;
        sheet.quote = random.nextInt(6) == 0 ? '\'' : '"';
        sheet.escapes = random.nextInt(6) == 0;
        sheet.charset = charset(random);
        sheet.lineEnds = List.of(List.of("\n"), List.of("\n"), List.of("\r\n"), List.of("\r"), List.of("\n", "\r\n"))
                .get(random.nextInt(5));
        if (random.nextInt(4) == 0) {
            sheet.above.add("青禾县医保月报表");
        }
        if (random.nextInt(4) == 0) {
            sheet.below.add("合计\u0002\u0002123.45");
        }
        byte[] bytes = sheet.bytes();
        return mutated ? mutate(bytes, sheet.charset, random) : bytes;
    }

    /** Takes out most of the columns that a table can do without, of most files. */
    private static void thin(TableDef table, List<List<String>> rows, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return;
        }
        List<String> names = new ArrayList<>(rows.get(0));
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            boolean needed = table.required().stream().anyMatch(group -> group.contains(name)) || i == 0;
            if (!needed && random.nextInt(6) > 0) {
                int column = i;
                rows.forEach(row -> row.remove(column));
            }
        }
    }

    private List<List<String>> marked(int which, String mark) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(cells.get(which).get(0)));
        for (List<String> row : cells.get(which).subList(1, cells.get(which).size())) {
            var copy = new ArrayList<>(row);
            copy.set(0, copy.get(0) + mark);
            rows.add(copy);
        }
        return rows;
    }

    /** A workbook, one of whose parts may be damaged inside. */
    private byte[] workbook(SplittableRandom random, String mark) throws IOException {
        Path file = Files.createTempFile(folder, "book", ".xlsx");
        int which = random.nextInt(TABLES.size());
        List<List<String>> rows = marked(which, mark);
        thin(Tables.get(TABLES.get(which)), rows, random);
        try (var book = new Xlsx(file).sheet("一")) {
            for (int i = 0; i < rows.size(); i++) {
                book.row(i + 1, rows.get(i).stream().map(Xlsx::text).toArray(String[]::new));
            }
        }
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(Files.newInputStream(file));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                byte[] bytes = in.readAllBytes();
                zip.write(random.nextInt(8) == 0 ? mutate(bytes, StandardCharsets.UTF_8, random) : bytes);
            }
        }
        Files.delete(file);
        return out.toByteArray();
    }

    private static byte[] packed(byte[] inner, String ending) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (ending.equals("gz")) {
            try (var gz = new GZIPOutputStream(bytes)) {
                gz.write(inner);
            }
        } else {
            try (var zip = new ZipOutputStream(bytes, Charset.forName("GBK"))) {
                zip.putNextEntry(new ZipEntry("结算.csv"));
                zip.write(inner);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] mutate(byte[] original, Charset charset, SplittableRandom random) {
        byte[] bytes = original;
        for (int times = 1 + random.nextInt(random.nextInt(3) == 0 ? 5 : 1); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8));
            int other = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(9)) {
                case 0 ->
                    splice(bytes, at, at + 1, new byte[] {(byte) random.nextInt(random.nextInt(8) == 0 ? 256 : 128)});
                case 1 -> splice(bytes, at, at + length, new byte[0]);
                case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
                case 3 -> splice(bytes, other, other, Arrays.copyOfRange(bytes, at, at + length));
                case 4 -> splice(bytes, at, at + length, new byte[length]);
                case 5 -> Arrays.copyOf(bytes, at + 1);
                case 6 -> splice(bytes, lineOf(bytes, at), lineOf(bytes, at), line(bytes, other));
                default ->
                    splice(
                            bytes,
                            at,
                            random.nextBoolean() ? at : at + 1,
                            token(random.nextInt(8) == 0 ? charset(random) : charset, random));
            };
        }
        return bytes;
    }

    private static Charset charset(SplittableRandom random) {
        int one = random.nextInt(12);
        return one == 0 ? StandardCharsets.UTF_16LE : one < 5 ? Gb18030.CHARSET : StandardCharsets.UTF_8;
    }

    private static byte[] token(Charset charset, SplittableRandom random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(charset);
    }

    private static int lineOf(byte[] bytes, int at) {
        return Bytes.lastIndexOf(bytes, (byte) '\n', 0, at) + 1;
    }

    private static byte[] line(byte[] bytes, int at) {
        int end = Bytes.indexOf(bytes, (byte) '\n', at, bytes.length);
        return Arrays.copyOfRange(bytes, lineOf(bytes, at), end < 0 ? bytes.length : end + 1);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(between);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
