package org.claimaudit.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimaudit.Cli;
import org.claimaudit.recovery.LedgerFigures;
import org.claimaudit.recovery.LedgerFigures.By;
import org.claimaudit.recovery.LedgerFigures.Figures;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.store.StoreOptions;
import org.claimaudit.year.Books.Moved;
import org.claimaudit.year.Books.Stand;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year in the life of a bureau: twelve exports, nightly runs, replies, decisions, appeals, demands, deductions, returns and a month that is
 * opened again, all by the command line; and in the end every figure of the ledger as an oracle has it that replays the whole year for each
 * answer. Some calls are killed on a copy of the store ({@code -Dyear.kills=50} for more of them).
 */
class YearTest {
    private static final int KILLS = Integer.getInteger("year.kills", 3);
    private static final long SEED = 20250101;
    private static final YearMonth JANUARY = YearMonth.of(2025, 1);
    private static final int MONTHS = 12;
    /** How many calls change the store at least in such a year. */
    private static final int CALLS = 75;

    private static final String RULES =
            "bed-days-exceed-stay,duplicate-line,over-limit-price,bundled-item,stay-without-care,split-stay";
    private static final String DECISIONS = "finding_id,decision,amount,officer,date,document,reason\n";
    private static final String VOUCHERS = "kind,finding_id,fixmedins_code,amount,date,officer,document,reason\n";

    @TempDir
    Path dir;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Books books = new Books();
    private final Set<String> appealed = new TreeSet<>();
    private final Map<String, Long> net = new TreeMap<>();
    private int files;

    @Test
    void aYear() throws Exception {
        List<Integer> calls = IntStream.range(1, CALLS).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(calls, new Random(SEED));
        var bureau = new Bureau(dir, Set.copyOf(calls.subList(0, KILLS)), random.split());
        Cli generated = Cli.call(
                "generate",
                "--out",
                dir.resolve("county"),
                "--months",
                "2025-01..2025-12",
                "--people",
                500,
                "--institutions",
                12,
                "--seed",
                7,
                "--rate",
                "0.3");
        assertThat(generated.code()).as(generated.err()).isZero();
        for (int i = 0; i < MONTHS; i++) {
            YearMonth month = JANUARY.plusMonths(i);
            List<String> found = night(bureau, month, i);
            reply(bureau, month, i, found);
            decide(bureau, month, found);
            money(bureau, month.plusMonths(1));
            appeal(bureau, month.plusMonths(1), found);
            bureau.change("recovery", "close", month.plusMonths(1), "--officer", "赵云");
            if (i == 7) {
                reopen(bureau, YearMonth.of(2025, 5));
            }
        }
        check(bureau);
        assertThat(bureau.calls()).isGreaterThanOrEqualTo(CALLS);
        assertThat(bureau.stopped())
                .as("calls that were still going when killed")
                .isGreaterThan(KILLS / 3);
    }

    /** Runs the month, sometimes on the same files again; returns the new findings that claim anything. */
    private List<String> night(Bureau bureau, YearMonth month, int i) throws Exception {
        Object[] run = {
            "run",
            dir.resolve("county/" + month),
            dir.resolve("county/reference"),
            "--month",
            month,
            "--only",
            RULES,
            "-q"
        };
        bureau.change(run);
        List<Map<String, String>> rows = violations();
        if (i % 4 == 1) {
            bureau.change(run);
            assertThat(violations())
                    .hasSameSizeAs(rows)
                    .allSatisfy(row -> assertThat(row.get("status")).isNotEqualTo("new"));
        }
        var found = new ArrayList<String>();
        for (Map<String, String> row : rows) {
            String id = String.valueOf(row.get("finding_id"));
            long fen = fen(String.valueOf(row.get("amount_net")));
            if (fen > 1 && !net.containsKey(id)) {
                net.put(id, fen);
                books.found(id, String.valueOf(row.get("fixmedins_code")));
                found.add(id);
            }
        }
        assertThat(found).as("findings of " + month).isNotEmpty();
        return found;
    }

    /** The institution with the first finding gets its list and sends it back, as a workbook every other month. */
    private void reply(Bureau bureau, YearMonth month, int i, List<String> found) throws Exception {
        String institution = books.institution(found.get(0));
        Path list = dir.resolve("list-" + month + ".csv");
        assertThat(bureau.ask("cases", "export", "--institution", institution, "--reply", "--to", list)
                        .code())
                .isZero();
        var lines = new ArrayList<List<String>>();
        List<Map<String, String>> rows = Cli.csv(list);
        for (int n = 0; n < rows.size(); n++) {
            String id = String.valueOf(rows.get(n).get("finding_id"));
            if (found.contains(id) && n % 3 < 2) {
                lines.add(List.of(id, n % 3 == 0 ? "认可" : "申诉", n % 3 == 0 ? "" : "病历可查"));
                if (n % 3 == 1) {
                    appealed.add(id);
                    books.act("appealed", month.plusMonths(1).atDay(5), institution, id, 0);
                }
            }
        }
        Path file = dir.resolve("reply-" + month + (i % 2 == 0 ? ".csv" : ".xlsx"));
        if (i % 2 == 0) {
            Files.writeString(
                    file,
                    "finding_id,response,grounds\n"
                            + lines.stream().map(line -> String.join(",", line)).collect(Collectors.joining("\n")));
        } else {
            workbook(file, lines);
        }
        bureau.change("cases", "decide", file, "--as-of", month.plusMonths(1).atDay(5));
    }

    private static void workbook(Path file, List<List<String>> lines) throws IOException {
        try (OutputStream to = Files.newOutputStream(file);
                var book = new Workbook(to, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("1");
            var all = new ArrayList<>(List.of(List.of("疑点编号", "机构反馈", "申诉理由")));
            all.addAll(lines);
            for (int row = 0; row < all.size(); row++) {
                for (int column = 0; column < 3; column++) {
                    sheet.value(row, column, all.get(row).get(column));
                }
            }
        }
    }

    /** Decides the new findings, and those that were appealed against earlier. */
    private void decide(Bureau bureau, YearMonth month, List<String> found) throws Exception {
        LocalDate day = month.plusMonths(1).atDay(12);
        var ids = new TreeSet<>(found);
        ids.addAll(appealed);
        appealed.clear();
        var lines = new StringBuilder(DECISIONS);
        for (String id : ids) {
            long most = Objects.requireNonNull(net.get(id));
            int lot = random.nextInt(10);
            String verdict = lot < 6 ? "upheld" : lot < 8 ? "partly" : "dismissed";
            long fen = lot < 6 ? most : lot < 8 ? most / 2 : 0;
            String document = random.nextInt(4) > 0 ? "医保追〔2025〕" + month.getMonthValue() + "号" : "";
            lines.append(
                    String.join(",", id, verdict, fen == 0 ? "" : yuan(fen), "王敏", day.toString(), document, "依据病历"));
            lines.append('\n');
            books.decide(id, day, fen, !document.isEmpty());
        }
        change(bureau, "cases", "decide", lines);
    }

    /** What is upheld is demanded at some institutions; some of what is open comes in, some is given up, fines and damages stand beside. */
    private void money(Bureau bureau, YearMonth month) throws Exception {
        LocalDate day = month.atDay(20);
        var lines = new StringBuilder(VOUCHERS);
        Set<String> institutions =
                books.findings().stream().map(one -> one.institution).collect(Collectors.toCollection(TreeSet::new));
        for (String institution : institutions) {
            Predicate<Stand> here = one -> one.institution.equals(institution);
            if (random.nextBoolean() && books.sum(one -> one.upheld - one.demanded, here) > 0) {
                line(lines, "demanded", "", institution, 0, day);
                books.act("demanded-rest", day, institution, null, 0);
            }
            long open = books.sum(Stand::open, here.and(one -> !one.contested));
            if (open > 3 && random.nextInt(3) > 0) {
                long fen = 1 + random.nextLong(open * 2 / 3);
                post(lines, "deducted", null, institution, fen, day);
            }
        }
        for (Stand one : books.findings()) {
            if (one.owed() > 0) {
                post(lines, "refunded", one.id, one.institution, one.owed(), day);
            } else if (one.open() > 1 && random.nextInt(6) == 0) {
                post(lines, "returned", one.id, one.institution, 1 + random.nextLong(one.open() - 1), day);
            } else if (one.open() > 0 && random.nextInt(12) == 0) {
                post(lines, "waived", one.id, one.institution, one.open(), day);
            }
        }
        String institution = institutions.iterator().next();
        long fine = 10_000 + random.nextLong(100_000);
        post(lines, "fined", null, institution, fine, day);
        post(lines, "fine_paid", null, institution, fine / 2, day);
        post(lines, "damages", null, institution, fine / 3, day);
        post(lines, "damages_paid", null, institution, fine / 3, day);
        line(lines, "talk", "", institution, 0, day);
        change(bureau, "recovery", "post", lines);
    }

    /** Some institutions appeal against what was decided this month. */
    private void appeal(Bureau bureau, YearMonth month, List<String> found) throws Exception {
        var lines = new StringBuilder("finding_id,response,grounds,date\n");
        for (Stand one : books.findings()) {
            if (found.contains(one.id) && one.upheld > 0 && random.nextInt(4) == 0) {
                lines.append(one.id + ",appealed,不服," + month.atDay(25) + "\n");
                books.act("appealed", month.atDay(25), one.institution, one.id, 0);
                appealed.add(one.id);
            }
        }
        change(bureau, "cases", "decide", lines);
    }

    /** A receipt turns up of a month that is closed. */
    private void reopen(Bureau bureau, YearMonth month) throws Exception {
        Stand one = books.findings().stream()
                .filter(of -> of.open() > 0)
                .findFirst()
                .orElseThrow();
        var lines = new StringBuilder(VOUCHERS);
        line(lines, "returned", one.id, one.institution, 1, month.atDay(28));
        Path file = Files.writeString(dir.resolve("late.csv"), lines);
        assertThat(bureau.refused(12, "recovery", "post", file)).contains("line 2, column date");
        bureau.change("recovery", "close", month, "--reopen", "--officer", "赵云", "--reason", "补记收据");
        bureau.change("recovery", "post", file);
        bureau.change("recovery", "close", month, "--officer", "赵云");
        books.act("returned", month.atDay(28), one.institution, one.id, 1);
        assertThat(bureau.ask("recovery", "post", file).out()).contains("nothing has changed");
    }

    private void check(Bureau bureau) throws IOException {
        List<Stand> all = books.findings().stream().filter(one -> one.touched).toList();
        assertThat(csv(bureau, "finding"))
                .isEqualTo(all.stream().collect(Collectors.toMap(one -> one.id, one -> figures(List.of(one)))));
        assertThat(csv(bureau, "institution")).isEqualTo(grouped(all, one -> one.institution));
        assertThat(csv(bureau, "month"))
                .isEqualTo(grouped(
                        all,
                        one -> one.since == null
                                ? ""
                                : YearMonth.from(one.since).toString()));
        var options = new StoreOptions(bureau.store(), false, "1GB", 2, false, Duration.ZERO, "test");
        try (Store store = Store.open(options)) {
            Db db = store.db();
            assertThat(figures(LedgerFigures.total(db))).isEqualTo(figures(all));
            assertThat(LedgerFigures.by(db, By.finding)).hasSameSizeAs(all);
            assertThat(fen(LedgerFigures.fines(db).imposed())).isEqualTo(books.beside("fined"));
            assertThat(fen(LedgerFigures.fines(db).paid())).isEqualTo(books.beside("fine_paid"));
            assertThat(fen(LedgerFigures.damages(db).imposed())).isEqualTo(books.beside("damages"));
            assertThat(fen(LedgerFigures.damages(db).paid())).isEqualTo(books.beside("damages_paid"));
            assertThat(LedgerFigures.measures(db)).hasSize(MONTHS);
            ages(db, all);
            assertThat(months(db)).isEqualTo(months(books.moved()));
            assertThat(db.count("SELECT count(*) FROM (SELECT sum(amount) AS s FROM ledger.entry) WHERE s = 0"))
                    .isOne();
        }
        // The year was worth the while: every kind of movement happened.
        assertThat(books.moved().stream().map(Moved::kind))
                .contains(
                        "upheld",
                        "lowered",
                        "cancelled",
                        "demanded",
                        "deducted",
                        "returned",
                        "waived",
                        "refunded",
                        "fined");
    }

    private static void ages(Db db, List<Stand> all) {
        LocalDate asOf = LocalDate.of(2026, 1, 31);
        List<Integer> from = List.of(0, 31, 91, 181, 366);
        var expected = new ArrayList<String>();
        for (int i = 0; i < from.size(); i++) {
            int low = from.get(i);
            int high = i + 1 < from.size() ? from.get(i + 1) : Integer.MAX_VALUE;
            expected.add(low + " "
                    + all.stream()
                            .filter(one -> days(one, asOf) >= low && days(one, asOf) < high)
                            .mapToLong(Stand::open)
                            .sum());
        }
        assertThat(LedgerFigures.ages(db, asOf))
                .extracting(age -> age.fromDays() + " " + fen(age.open()))
                .isEqualTo(expected);
    }

    /** Days since the first demand; −1 without one. */
    private static long days(Stand one, LocalDate asOf) {
        LocalDate since = one.since;
        return since == null ? -1 : ChronoUnit.DAYS.between(since, asOf);
    }

    /** The books of each month: what moved, kind by kind and institution by institution. */
    private static Map<String, Long> months(Db db) {
        var sums = new TreeMap<String, Long>();
        for (YearMonth month = JANUARY; month.isBefore(JANUARY.plusMonths(MONTHS + 2)); month = month.plusMonths(1)) {
            String name = month.toString();
            LedgerFigures.month(db, month)
                    .forEach(moved -> sums.put(
                            name + " " + moved.kind().word() + " " + moved.institution(), fen(moved.amount())));
        }
        return sums;
    }

    private static Map<String, Long> months(List<Moved> moved) {
        return moved.stream()
                .collect(Collectors.toMap(
                        one -> one.month() + " " + one.kind() + " " + one.institution(),
                        Moved::fen,
                        Long::sum,
                        TreeMap::new));
    }

    private static Map<String, String> grouped(List<Stand> all, Function<Stand, String> key) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        key, Collectors.collectingAndThen(Collectors.toList(), YearTest::figures)));
    }

    private Map<String, String> csv(Bureau bureau, String by) {
        Path file = dir.resolve("by-" + by + ".csv");
        assertThat(bureau.ask("recovery", "--by", by, "--to", file).code()).isZero();
        return Cli.csv(file).stream()
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("key")),
                        row -> List.of(
                                        "findings",
                                        "upheld",
                                        "demanded",
                                        "deducted",
                                        "returned",
                                        "waived",
                                        "open",
                                        "contested",
                                        "owed",
                                        "refunded")
                                .stream()
                                .map(column -> String.valueOf(row.get(column)))
                                .collect(Collectors.joining(" "))));
    }

    private static String figures(List<Stand> all) {
        List<ToLongFunction<Stand>> columns = List.of(
                one -> one.upheld,
                one -> one.demanded,
                one -> one.deducted,
                one -> one.returned,
                one -> one.waived,
                Stand::open,
                one -> one.contested ? one.open() : 0,
                Stand::owed,
                one -> one.refunded);
        return all.size() + " "
                + columns.stream()
                        .map(what -> yuan(all.stream().mapToLong(what).sum()))
                        .collect(Collectors.joining(" "));
    }

    private static String figures(Figures f) {
        return f.findings() + " "
                + List.of(
                                f.upheld(),
                                f.demanded(),
                                f.deducted(),
                                f.returned(),
                                f.waived(),
                                f.open(),
                                f.contested(),
                                f.owed(),
                                f.refunded())
                        .stream()
                        .map(BigDecimal::toPlainString)
                        .collect(Collectors.joining(" "));
    }

    private void post(
            StringBuilder lines, String kind, @Nullable String finding, String institution, long fen, LocalDate day) {
        line(lines, kind, finding == null ? "" : finding, institution, fen, day);
        books.act(kind, day, institution, finding, fen);
    }

    private void line(StringBuilder lines, String kind, String finding, String institution, long fen, LocalDate day) {
        lines.append(String.join(
                        ",",
                        kind,
                        finding,
                        institution,
                        fen == 0 ? "" : yuan(fen),
                        day.toString(),
                        "赵云",
                        "凭证" + ++files,
                        "年度"))
                .append('\n');
    }

    private void change(Bureau bureau, String group, String command, StringBuilder lines) throws Exception {
        bureau.change(group, command, Files.writeString(dir.resolve(command + ++files + ".csv"), lines));
    }

    private List<Map<String, String>> violations() {
        return Cli.csv(dir.resolve("out/latest/violations.csv"));
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static long fen(String yuan) {
        return fen(new BigDecimal(yuan));
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).longValueExact();
    }
}
