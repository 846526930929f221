package org.claimaudit.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.claimaudit.ingest.Tables;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Reads a truth file (UTF-8, one row per planted source row) into the temporary table {@code truth}, or refuses it as a whole. */
final class TruthFile {
    private static final List<String> COLUMNS =
            List.of("behaviour", "fixmedins_code", "psn_no", "mdtrt_id", "setl_id", "table", "row_id", "amount");
    private static final List<String> INDISPENSABLE = List.of("behaviour", "table", "row_id");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BATCH = 50_000;

    /** Take the place of line feed and comma on the way into the table: no cell has them. */
    private static final String ROW_END = "\u001e";

    private static final String CELL_END = "\u001f";

    private final Path file;
    private final Db db;
    private final Map<String, Long> lineOfRow = new HashMap<>();
    private final List<String> batch = new ArrayList<>();

    private TruthFile(Path file, Db db) {
        this.file = file;
        this.db = db;
    }

    /**
     * Loads the file.
     *
     * @throws UserError {@link ExitCode#MISSING} when it is not there, {@link ExitCode#BAD_INPUT} that names line, column and value when
     *     it is no truth file
     */
    static void load(Db db, Path file) {
        new TruthFile(file, db).load();
    }

    private void load() {
        db.script("""
                CREATE OR REPLACE TEMP TABLE truth (
                    behaviour VARCHAR, fixmedins_code VARCHAR, psn_no VARCHAR, mdtrt_id VARCHAR, setl_id VARCHAR,
                    row_table VARCHAR, row_id VARCHAR, amount DECIMAL(18, 2))""");
        try (InputStream in = Files.newInputStream(file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
                CSVParser parser = CSVParser.builder()
                        .setReader(reader)
                        .setFormat(CSVFormat.RFC4180)
                        .get()) {
            read(parser);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    ExitCode.MISSING, Messages.text("evaluate.missing", file), Messages.text("evaluate.truth.todo"), e);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UserError unreadable(@Nullable IOException cause) {
        return cause instanceof CharacterCodingException
                ? refusal(Messages.text("evaluate.utf8", file), cause)
                : refusal(Messages.text("evaluate.unreadable", file, String.valueOf(cause)), cause);
    }

    private void read(CSVParser parser) {
        List<String> header = null;
        for (CSVRecord cells : parser) {
            long line = parser.getCurrentLineNumber();
            if (header == null) {
                header = header(cells);
            } else if (cells.size() != header.size()) {
                throw wrong(line, Messages.text("evaluate.width", "" + cells.size(), "" + header.size()));
            } else {
                row(line, header, cells);
            }
        }
        if (header == null) {
            throw refusal(Messages.text("evaluate.empty", file), null);
        }
        flush();
    }

    private List<String> header(CSVRecord cells) {
        var header = new ArrayList<>(cells.toList());
        if (header.get(0).indexOf(BYTE_ORDER_MARK) == 0) {
            header.set(0, header.get(0).substring(1));
        }
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw wrong(1, Messages.text("evaluate.columns", String.join(", ", missing)));
        }
        return header;
    }

    private void row(long line, List<String> header, CSVRecord cells) {
        var values = new ArrayList<String>();
        for (String column : COLUMNS) {
            String value = cells.get(header.indexOf(column)).strip();
            check(line, column, value);
            values.add(value.replace(ROW_END, "").replace(CELL_END, ""));
        }
        String row = String.join(CELL_END, values.get(0), values.get(5), values.get(6));
        Long earlier = lineOfRow.putIfAbsent(row, line);
        if (earlier != null) {
            throw wrong(line, Messages.text("evaluate.twice", cells.get(header.indexOf("row_id")), "" + earlier));
        }
        batch.add(String.join(CELL_END, values));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void check(long line, String column, String value) {
        if (value.isEmpty() && INDISPENSABLE.contains(column)) {
            throw wrong(line, Messages.text("evaluate.blank", column));
        }
        boolean known = switch (column) {
            case "table" -> Tables.find(value).isPresent();
            case "amount" -> isAmount(value);
            default -> true;
        };
        if (!known) {
            throw wrong(line, Messages.text("evaluate.value", column, value));
        }
    }

    /** Yuan, not negative, at most two decimals; within what the table holds. */
    private static boolean isAmount(String text) {
        return text.matches("\\d{1,15}(\\.\\d{1,2})?") && new BigDecimal(text).signum() >= 0;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            // one long text is read many times faster than as many literals
            db.execute("""
                    INSERT INTO truth SELECT c[1], c[2], c[3], c[4], c[5], c[6], c[7], CAST(c[8] AS DECIMAL(18, 2))
                    FROM (SELECT string_split(r, chr(31)) AS c FROM (SELECT unnest(string_split(?, chr(30))) AS r))""", String.join(ROW_END, batch));
            batch.clear();
        }
    }

    private UserError wrong(long line, String what) {
        return refusal(file + ":" + line + ": " + what, null);
    }

    private static UserError refusal(String what, @Nullable Throwable cause) {
        return new UserError(ExitCode.BAD_INPUT, what, Messages.text("evaluate.truth.todo"), cause);
    }
}
