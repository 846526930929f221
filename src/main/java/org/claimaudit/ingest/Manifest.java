package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.claimaudit.ingest.Forms.NoForm;
import org.claimaudit.ingest.HeaderSearch.Found;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list of files beside an export that says how many records each holds and what their money adds up to. It is known by its header.
 *
 * @param name relative to its INPUT
 * @param folder where the files lie that it names; null within an archive
 */
record Manifest(String name, @Nullable Path folder, List<Line> lines) {
    private static final Logger LOG = LoggerFactory.getLogger(Manifest.class);
    private static final int LARGEST = 1 << 20;
    private static final String FILE = "file";
    private static final String ROWS = "rows";
    /** Steps of a path that stay in the folder. */
    private static final Pattern HERE = Pattern.compile("(^|/)(?:\\./+)+");

    private static final Pattern FULL_PATH = Pattern.compile("/.*|[A-Za-z]:/.*");
    private static final Map<String, List<String>> COLUMNS = Map.of(
            FILE,
            List.of("file", "file_name", "filename", "文件", "文件名", "文件名称"),
            ROWS,
            List.of("rows", "row_count", "records", "行数", "记录数", "条数"),
            "medfee_sumamt",
            List.of("medfee_sumamt", "医疗费总额", "医疗费用总额", "医疗总费用", "总金额"),
            "fund_pay_sumamt",
            List.of("fund_pay_sumamt", "基金支付总额", "基金支付"),
            "det_item_fee_sumamt",
            List.of("det_item_fee_sumamt", "明细项目费用总额", "明细金额"));

    /**
     * What the manifest says of a file.
     *
     * @param rows null when it does not say
     * @param money by the manifest's column, yuan
     */
    record Line(long line, String file, @Nullable Long rows, Map<String, BigDecimal> money) {
        /** What the file may be called here. A full path may come from another machine: its ends, the longest first. */
        List<String> paths() {
            var paths = new ArrayList<>(List.of(file));
            if (FULL_PATH.matcher(file).matches()) {
                for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                    paths.add(file.substring(slash + 1));
                }
            }
            return paths;
        }

        /** Whether the file should hold anything. */
        boolean announces() {
            return (rows != null && rows != 0) || money.values().stream().anyMatch(sum -> sum.signum() != 0);
        }
    }

    /** What was read of a file: records, and money by the manifest's column. */
    record Read(String file, TableDef table, long rows, Map<String, BigDecimal> money) {}

    /** The manifest that a file is; empty when it is none. */
    static Optional<Manifest> of(Input input) throws IOException {
        long size = Files.size(input.path());
        if (size == 0
                || size > LARGEST
                || input.isSheet()
                || Unread.reason(input).isPresent()) {
            return Optional.empty();
        }
        Optional<Found<List<String>>> found =
                HeaderSearch.find(input.path(), input.name(), Hints.NONE, Manifest::columns, List::size);
        return found.isEmpty() ? Optional.empty() : Optional.of(read(input, found.get()));
    }

    private static Optional<List<String>> columns(List<String> header) {
        List<String> columns = header.stream()
                .map(HeaderNames::normalise)
                .map(name -> COLUMNS.entrySet().stream()
                        .filter(e -> e.getValue().contains(name))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(""))
                .toList();
        boolean manifest = columns.contains(FILE) && columns.contains(ROWS);
        return manifest ? Optional.of(columns) : Optional.empty();
    }

    private static Manifest read(Input input, Found<List<String>> found) throws IOException {
        FileHead head = found.head();
        String body;
        try (InputStream in = ExportText.open(Files.newInputStream(input.path()), head.encoding(), head.dialect())) {
            in.skipNBytes(head.bodyOffset());
            TextEncoding after = ExportText.after(head.encoding(), head.dialect());
            body = new String(
                    in.readAllBytes(), after == TextEncoding.UTF_8 ? StandardCharsets.UTF_8 : Gb18030.CHARSET);
        }
        leftOut(input.name(), head.columns(), found.meaning());
        var lines = new ArrayList<Line>();
        long line = head.bodyLine();
        for (String text : body.split("\r?\n", -1)) {
            List<String> fields = TextRecords.fields(text, head.dialect(), false);
            if (!text.isBlank()) {
                line(input.name(), line, found.meaning(), fields).ifPresent(lines::add);
            }
            line++;
        }
        boolean packed = input.name().indexOf('!') >= 0;
        return new Manifest(
                input.name(), packed ? null : input.path().toAbsolutePath().getParent(), lines);
    }

    /** Whoever reads of money in the manifest must not take it for compared. */
    private static void leftOut(String name, List<String> header, List<String> columns) {
        List<String> unknown = IntStream.range(0, header.size())
                .filter(i -> columns.get(i).isEmpty() && !header.get(i).isBlank())
                .mapToObj(i -> header.get(i).strip())
                .toList();
        if (!unknown.isEmpty()) {
            LOG.warn(Messages.text("ingest.manifest.columns", name, String.join(", ", unknown)));
        }
    }

    private static Optional<Line> line(String name, long line, List<String> columns, List<String> fields) {
        String file = "";
        Long rows = null;
        var money = new HashMap<String, BigDecimal>();
        for (int i = 0; i < Math.min(columns.size(), fields.size()); i++) {
            String column = columns.get(i);
            String value = fields.get(i).strip();
            if (column.isEmpty() || value.isEmpty()) {
                continue;
            }
            if (column.equals(FILE)) {
                file = HERE.matcher(value.replace('\\', '/')).replaceAll("$1");
            } else {
                ColumnType type = column.equals(ROWS) ? ColumnType.WHOLE : ColumnType.MONEY;
                BigDecimal number = number(type, value)
                        .orElseThrow(() -> new UserError(
                                ExitCode.BAD_INPUT,
                                Messages.text("ingest.manifest.number", name, Long.toString(line), column, value),
                                Messages.text("ingest.manifest.todo")));
                if (column.equals(ROWS)) {
                    rows = number.longValueExact();
                } else {
                    money.put(column, number);
                }
            }
        }
        boolean total = file.isEmpty() || LineNotes.TOTAL.matcher(file).matches();
        return total ? Optional.empty() : Optional.of(new Line(line, file, rows, money));
    }

    private static Optional<BigDecimal> number(ColumnType type, String text) {
        try {
            String number = Forms.normalise(type, text);
            return number.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(number));
        } catch (NoForm none) {
            return Optional.empty();
        }
    }

    /**
     * Compares what it says with what was read.
     *
     * @param skipped files of the call that were not read
     * @param money whether the sums are known
     * @throws UserError {@link ExitCode#BAD_INPUT} at the first difference, with both numbers; also when a file that it names is missing, or was
     *     not read and should hold anything
     */
    void check(List<Read> read, List<SkippedFile> skipped, boolean money) {
        for (Line line : lines) {
            List<Read> files = named(line, read, Read::file);
            if (files.isEmpty()) {
                List<SkippedFile> unread = named(line, skipped, SkippedFile::file);
                if (unread.isEmpty()) {
                    missing(line);
                } else if (line.announces()) {
                    throw unread(line, unread.get(0));
                }
                continue;
            }
            Long rows = line.rows();
            if (rows != null) {
                compare(line, ROWS, BigDecimal.valueOf(rows), BigDecimal.valueOf(records(files)));
            }
            if (money) {
                line.money().forEach((column, said) -> compare(line, column, said, sum(files, column)));
            }
        }
    }

    /** The files that a line means. */
    private <T> List<T> named(Line line, List<T> files, Function<T, String> name) {
        return line.paths().stream()
                .map(path ->
                        files.stream().filter(f -> names(path, name.apply(f))).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean names(String named, String file) {
        String base = name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
        String path = base + named;
        return file.equals(path) || file.equals(path + ".gz") || file.startsWith(path + "!");
    }

    /** A file that feeds several tables is read once. */
    private static long records(List<Read> files) {
        var byFile = new HashMap<String, Long>();
        files.forEach(f -> byFile.merge(f.file(), f.rows(), Math::max));
        return byFile.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of a file or archive that feeds several tables, the sum over the first of them that has it: lines add up to their settlements. */
    private static BigDecimal sum(List<Read> files, String column) {
        for (TableDef table : Tables.all()) {
            List<BigDecimal> sums = files.stream()
                    .filter(f -> f.table().equals(table) && f.money().containsKey(column))
                    .map(f -> f.money().get(column))
                    .toList();
            if (!sums.isEmpty()) {
                return sums.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        }
        return BigDecimal.ZERO;
    }

    private void missing(Line line) {
        if (folder == null || line.paths().stream().noneMatch(path -> Files.exists(folder.resolve(path)))) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.manifest.missing", name, Long.toString(line.line()), line.file()),
                    Messages.text("ingest.manifest.todo"));
        }
    }

    private UserError unread(Line line, SkippedFile file) {
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text("ingest.manifest.unread", name, Long.toString(line.line()), file.file(), file.reason()),
                Messages.text("ingest.manifest.unread.todo"));
    }

    private void compare(Line line, String column, BigDecimal said, BigDecimal found) {
        if (said.compareTo(found) != 0) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text(
                            "ingest.manifest.differs",
                            name,
                            Long.toString(line.line()),
                            line.file(),
                            column,
                            said.toPlainString(),
                            found.toPlainString()),
                    Messages.text("ingest.manifest.todo"));
        }
    }

    /** Whether a file's name, in lower case, says that it lists others. */
    static boolean perhaps(String name) {
        return (name.contains("manifest") || name.contains("清单")) && (name.endsWith(".csv") || name.endsWith(".txt"));
    }
}
