package org.claimaudit.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Dirts.Dirt;
import org.claimaudit.ingest.Dirts.Fate;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every known dirt alone and in pairs on a clean month: the result is the clean tables exactly, or a reject or refusal that names the place.
 * Never a silent difference.
 */
class PollutionTest {
    private static final Path MONTH = Path.of("sample-data/clean/2026-03");
    private static final Map<String, String> FILES = Map.of(
            "settlement", "SETL_D_202603.csv", "encounter", "MDTRT_D_202603.csv", "fee_line", "FEE_LIST_D_202603.csv");
    private static final List<String> TABLES = List.of("settlement", "encounter", "fee_line");
    private static final int ROWS = 40;
    private static final int PAIRS = Integer.getInteger("pollution.pairs", 450);
    private static final long SEED = Long.getLong("pollution.seed", 20260301L);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set where the test begins
    private IngestFixture fixture;

    private final Map<String, List<List<String>>> clean = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int next;

    @Test
    void aloneAndInPairs() throws IOException {
        try (var opened = new IngestFixture(folder)) {
            fixture = opened;
            readCleanTables();
            List<Dirt> dirts = Dirts.all();
            int combinations = 0;
            for (int i = 0; i < dirts.size(); i++) {
                combinations += check(TABLES.get(i % 3), List.of(dirts.get(i)), SEED + i);
            }
            var random = new SplittableRandom(SEED);
            while (combinations < dirts.size() + PAIRS) {
                Dirt one = dirts.get(random.nextInt(dirts.size()));
                Dirt other = dirts.get(random.nextInt(dirts.size()));
                boolean exclude = one.equals(other)
                        || (!one.group().isEmpty() && one.group().equals(other.group()));
                if (!exclude) {
                    combinations += check(TABLES.get(random.nextInt(3)), List.of(one, other), random.nextLong());
                }
            }
            assertThat(combinations).isGreaterThanOrEqualTo(500);
            assertThat(failures).as("%d of %d", failures.size(), combinations).isEmpty();
        }
    }

    private void readCleanTables() throws IOException {
        for (String table : TABLES) {
            List<List<String>> rows = Sheet.read(MONTH.resolve(FILES.get(table)), Charset.forName("GB18030"), ROWS);
            clean.put(table, interesting(table, rows));
            Files.write(fixture.inbox.resolve(table + ".csv"), sheet(table, 0).bytes());
            IngestResult result = fixture.load();
            assertThat(result.files().get(0).rowsLoaded()).isEqualTo(rows.size() - 1);
            fixture.store
                    .db()
                    .execute("CREATE TABLE main.clean_" + table + " AS SELECT " + columns(table) + " FROM data."
                            + table);
            Files.delete(fixture.inbox.resolve(table + ".csv"));
            forget(table);
        }
    }

    /** Values that a clean export may hold and that are easily spoilt. */
    private static List<List<String>> interesting(String table, List<List<String>> read) {
        var rows = new ArrayList<List<String>>();
        read.forEach(row -> rows.add(new ArrayList<>(row)));
        List<String> names = read.get(0);
        set(rows, names, "PSN_NAME", 3, "㐂𠮷某");
        set(rows, names, "CERTNO", 4, "990001********6411");
        set(rows, names, "CERTNO", 5, "q83hbGx+/Zk1c2Vjcmx=x");
        set(rows, names, "CERTNO", 6, "11010519491231002X");
        set(rows, names, "MEMO", 7, "第一行\n\"第二行\", it's ");
        set(rows, names, "MEMO", 8, "a;b|c$d\te\\f");
        set(rows, names, "MAIN_COND_DSCR", 9, "转移性腹痛，伴\"麦氏点\"压痛\r\n次日好转");
        set(rows, names, "HILIST_NAME", 10, "一次性使用输液器（带针）");
        for (String amount : List.of("MEDFEE_SUMAMT", "HIFP_PAY", "DET_ITEM_FEE_SUMAMT", "CNT")) {
            set(rows, names, amount, 11, amount.equals("CNT") ? "-1" : "-1234.50");
            set(rows, names, amount, 12, amount.equals("CNT") ? "3" : "12345.60");
        }
        assertThat(table).isNotEmpty();
        return rows;
    }

    private static void set(List<List<String>> rows, List<String> names, String column, int row, String value) {
        if (names.contains(column)) {
            rows.get(row).set(names.indexOf(column), value);
        }
    }

    private Sheet sheet(String table, long seed) {
        List<List<String>> rows = requireNonNull(clean.get(table));
        return new Sheet(Tables.get(table), rows.get(0), rows.subList(1, rows.size()), new SplittableRandom(seed));
    }

    private static String columns(String table) {
        return Tables.get(table).columns().stream()
                .map(c -> '"' + c.name() + '"')
                .collect(Collectors.joining(", "));
    }

    private void forget(String table) {
        fixture.store
                .db()
                .script(
                        "DELETE FROM data." + table + "; DELETE FROM history." + table
                                + "; DELETE FROM ledger.reject; DELETE FROM ledger.file_amount; DELETE FROM ledger.file; DELETE FROM ledger.batch");
    }

    private int check(String table, List<Dirt> dirts, long seed) throws IOException {
        Sheet sheet = sheet(table, seed);
        dirts.forEach(dirt -> dirt.apply().accept(sheet));
        String name = "d" + next++ + ".csv";
        Path file = fixture.inbox.resolve(name);
        Files.write(file, sheet.bytes());
        @Nullable String fault;
        try {
            fault = loaded(table, fixture.load(file), dirts);
        } catch (UserError refused) {
            boolean named = refused.exitCode() == 12 && refused.what().matches("(?s).*d\\d+\\.csv.*line \\d+.*");
            boolean allowed = dirts.stream().anyMatch(d -> d.fate() == Fate.REFUSED);
            fault = named && allowed ? null : "refused: " + refused.what();
        } catch (RuntimeException e) {
            fault = e.toString();
        }
        forget(table);
        if (fault == null) {
            Files.delete(file);
        } else {
            failures.add(table + " " + dirts + " " + name + ": " + fault);
        }
        return 1;
    }

    private @Nullable String loaded(String table, IngestResult result, List<Dirt> dirts) {
        InputFile file = result.files().get(0);
        String select = "SELECT " + columns(table) + " FROM ";
        List<String> foreign = fixture.rows(select + "data." + table + " EXCEPT ALL " + select + "main.clean_" + table);
        List<String> missing = fixture.rows(select + "main.clean_" + table + " EXCEPT ALL " + select + "data." + table);
        if (!file.table().equals(table) || !foreign.isEmpty()) {
            return "differs: " + foreign.stream().limit(1).toList() + " instead of "
                    + missing.stream().limit(1).toList();
        }
        List<String> rejects = fixture.rows("SELECT source_line, column_name, value, reason_en FROM ledger.reject");
        if (dirts.stream().allMatch(d -> d.fate() == Fate.REPAIRED) && (!missing.isEmpty() || !rejects.isEmpty())) {
            return "not repaired: " + rejects.stream().limit(2).toList();
        }
        if (dirts.stream().anyMatch(d -> d.fate() != Fate.REPAIRED) && rejects.isEmpty() && !missing.isEmpty()) {
            return "lost: " + missing.stream().limit(1).toList();
        }
        if (missing.size() > rejects.size() || rejects.size() != file.rowsRejected()) {
            return missing.size() + " rows missing, " + rejects.size() + " rejects";
        }
        return file.rowsRead() == file.rowsLoaded() + file.rowsDuplicate() + file.rowsRejected()
                ? null
                : "unaccounted: " + file;
    }
}
