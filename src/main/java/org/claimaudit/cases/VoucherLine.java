package org.claimaudit.cases;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.recovery.PostingKind;
import org.claimaudit.recovery.Voucher;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sheet;
import org.claimaudit.support.Sheet.Column;
import org.claimaudit.support.SheetLine;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of vouchers: money that moved, or a measure.
 *
 * @param kind of the movement; null for a measure
 * @param measure null for a movement
 * @param fen the amount; null when the line has none
 */
record VoucherLine(
        SheetLine line,
        @Nullable PostingKind kind,
        @Nullable Measure measure,
        String findingId,
        String institution,
        @Nullable Long fen,
        Voucher voucher) {
    private static final List<Column> COLUMNS = List.of(
            Column.needed("kind", "类型", "业务类型"),
            Column.optional("finding_id", "疑点编号", "发现编号"),
            Column.optional("fixmedins_code", "机构编码", "定点机构编码"),
            Column.needed("amount", "金额"),
            Column.needed("date", "日期"),
            Column.needed("officer", "经办人"),
            Column.needed("document", "文号", "凭证号"),
            Column.optional("month", "结算月份"),
            Column.optional("reason", "理由", "原因"),
            Column.optional("until", "截止日期"),
            Column.optional("target", "移送对象"));

    /** What clerks call the movements; what only decisions move is not among them. */
    private static final Map<String, PostingKind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("追回通知", PostingKind.DEMANDED);
        KINDS.put("扣减", PostingKind.DEDUCTED);
        KINDS.put("退回", PostingKind.RETURNED);
        KINDS.put("减免", PostingKind.WAIVED);
        KINDS.put("返还", PostingKind.REFUNDED);
        KINDS.put("罚款", PostingKind.FINED);
        KINDS.put("缴纳罚款", PostingKind.FINE_PAID);
        KINDS.put("违约金", PostingKind.DAMAGES);
        KINDS.put("支付违约金", PostingKind.DAMAGES_PAID);
    }

    /**
     * Reads a file.
     *
     * @throws org.claimaudit.support.UserError code 12 naming the place
     */
    static List<VoucherLine> read(Sheet sheet) {
        var lines = new ArrayList<VoucherLine>();
        for (SheetLine line : sheet.lines(COLUMNS)) {
            lines.add(of(line));
        }
        return lines;
    }

    private static VoucherLine of(SheetLine line) {
        String word = line.needed("kind");
        Optional<PostingKind> kind = kind(word);
        Optional<Measure> measure = Measure.read(word);
        if (kind.isEmpty() && measure.isEmpty()) {
            throw line.wrong("kind", Messages.text("decide.word", words()));
        }
        if (line.text("finding_id").isEmpty() && line.text("fixmedins_code").isEmpty()) {
            throw line.wrong("finding_id", Messages.text("post.subject"));
        }
        LocalDate date = line.date("date");
        var voucher = new Voucher(
                date,
                line.month("month").orElse(YearMonth.from(date)),
                line.needed("officer"),
                line.needed("document"),
                kind.filter(is -> is == PostingKind.WAIVED).isPresent() ? line.needed("reason") : line.text("reason"),
                line.number());
        measure.ifPresent(is -> complete(is, line, date));
        return new VoucherLine(
                line,
                kind.orElse(null),
                measure.orElse(null),
                line.text("finding_id"),
                line.text("fixmedins_code"),
                line.fen("amount").orElse(null),
                voucher);
    }

    private static void complete(Measure measure, SheetLine line, LocalDate date) {
        if (measure == Measure.SUSPEND && !line.date("until").isAfter(date)) {
            throw line.wrong("until", Messages.text("post.until", date.toString()));
        }
        if (measure == Measure.TRANSFER) {
            line.needed("target");
        }
    }

    private static Optional<PostingKind> kind(String word) {
        return KINDS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals(word) || entry.getValue().word().equals(word.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String words() {
        return Stream.concat(
                        KINDS.values().stream().map(PostingKind::word),
                        Stream.of(Measure.values()).map(Measure::word))
                .collect(Collectors.joining(", "));
    }

    /** All that the line says, to know it again. */
    String content() {
        return COLUMNS.stream().map(column -> line.text(column.name())).collect(Collectors.joining("\u001f"));
    }
}
