package org.claimaudit.cases;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.recovery.Journal;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sheet.Column;
import org.claimaudit.support.SheetLine;
import org.jspecify.annotations.Nullable;

/** Reads visit sheets that were filled in; lines without a result were not reviewed yet and say nothing. */
public final class SampleResults {
    private static final List<Column> COLUMNS = List.of(
            Column.needed("sample_id", "抽样编号"),
            Column.needed("setl_id", "结算流水号", "结算ID"),
            Column.needed("result", "核查结果", "结果"),
            Column.needed("amount", "违规金额", "金额"),
            Column.needed("officer", "核查人", "经办人"),
            Column.needed("date", "核查日期", "日期"),
            Column.optional("note", "备注", "说明"));

    /** What a review may find. */
    enum Result implements Spelled {
        RIGHT("无误 正确 正常"),
        WRONG("违规 有误 不符"),
        /** The record was not to be had. */
        MISSING("缺病历 病历缺失 无法核查");

        private final String chinese;

        Result(String chinese) {
            this.chinese = chinese;
        }

        @Override
        public String chinese() {
            return chinese;
        }
    }

    /**
     * What became of a file.
     *
     * @param again whether the same file was taken before
     * @param samples those that its lines belong to
     * @param fresh how many results are new
     */
    public record Taken(boolean again, Set<String> samples, long fresh) {}

    private final Db db;
    private final Set<String> samples = new TreeSet<>();
    private final Map<String, Long> drawn = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long next;

    private SampleResults(Db db) {
        this.db = db;
        this.next = db.count("SELECT coalesce(max(result_id), 0) + 1 FROM ledger.sample_result");
        db.stream(
                "SELECT sample_id, setl_id, fund FROM ledger.sample_record",
                row -> drawn.put(row.str("sample_id") + " " + row.str("setl_id"), Journal.fen(row, "fund")));
        db.stream(
                "SELECT * FROM ledger.sample_result",
                row -> known.add(String.join(
                        "\u001f",
                        row.str("sample_id"),
                        row.str("setl_id"),
                        row.str("result"),
                        String.valueOf(row.decimal("amount")),
                        row.str("officer"),
                        String.valueOf(row.date("reviewed_on")),
                        row.str("note"))));
    }

    /**
     * Takes a file: all of it or nothing.
     *
     * @param dry whether to look only
     * @throws org.claimaudit.support.UserError code 10 when it is not there, code 12 with its line, column and value when it is wrong
     */
    public static Taken take(Db db, Path file, boolean dry, Clock clock) {
        if (Papers.known(db, file)) {
            return new Taken(true, Set.of(), 0);
        }
        List<SheetLine> lines = Papers.sheet(file).lines(COLUMNS);
        return db.transaction(() -> {
            var results = new SampleResults(db);
            lines.stream().filter(line -> !line.text("result").isEmpty()).forEach(results::take);
            if (!dry) {
                results.book(file, clock);
            }
            return new Taken(false, results.samples, results.rows.size());
        });
    }

    private void take(SheetLine line) {
        Long fund = drawn.get(line.needed("sample_id") + " " + line.needed("setl_id"));
        if (fund == null) {
            throw line.wrong("setl_id", Messages.text("sample.not-drawn", line.text("sample_id")));
        }
        samples.add(line.text("sample_id"));
        Result result = result(line);
        BigDecimal amount = BigDecimal.valueOf(amount(line, result, fund), 2);
        String officer = line.needed("officer");
        var date = line.date("date");
        String key = String.join(
                "\u001f",
                line.text("sample_id"),
                line.text("setl_id"),
                result.word(),
                amount.toPlainString(),
                officer,
                date.toString(),
                line.text("note"));
        if (known.add(key)) {
            rows.add(new @Nullable Object[] {
                next++,
                null,
                line.number(),
                line.text("sample_id"),
                line.text("setl_id"),
                result.word(),
                amount,
                officer,
                date,
                line.text("note")
            });
        }
    }

    private static Result result(SheetLine line) {
        return Spelled.read(Result.values(), line.text("result"))
                .orElseThrow(() -> line.wrong("result", Messages.text("decide.word", Spelled.words(Result.values()))));
    }

    private static long amount(SheetLine line, Result result, long fund) {
        long fen = line.fen("amount").orElse(0L);
        if (result == Result.WRONG && (fen == 0 || fen > fund)) {
            throw line.wrong(
                    "amount",
                    Messages.text("sample.amount", BigDecimal.valueOf(fund, 2).toPlainString()));
        }
        if (result != Result.WRONG && fen > 0) {
            throw line.wrong("amount", Messages.text("decide.no-amount", result.word()));
        }
        return fen;
    }

    private void book(Path file, Clock clock) {
        int paper = Papers.add(db, "sample", file, rows.size(), clock);
        rows.forEach(row -> row[1] = paper);
        if (!rows.isEmpty()) {
            db.load(
                    "ledger.sample_result",
                    List.of(
                            "result_id",
                            "paper_id",
                            "source_line",
                            "sample_id",
                            "setl_id",
                            "result",
                            "amount",
                            "officer",
                            "reviewed_on",
                            "note"),
                    rows);
        }
    }
}
