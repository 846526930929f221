package org.claimaudit.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sheet;
import org.claimaudit.support.Sheet.Column;
import org.claimaudit.support.SheetLine;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file that came back: what somebody says of one finding.
 *
 * @param fen the amount as the file has it; null when it has none
 * @param officer who said it; the institution's word for itself in a reply
 * @param document the number of the document; empty when there is none
 * @param reply whether the institution says it
 * @param dated whether the file itself names the day
 */
record Opinion(
        SheetLine line,
        String findingId,
        Verdict verdict,
        @Nullable Long fen,
        String officer,
        LocalDate date,
        String document,
        String reason,
        boolean reply,
        boolean dated) {
    private static final Column FINDING = Column.needed("finding_id", "疑点编号", "发现编号", "编号");
    private static final Column DECISION = Column.needed("decision", "认定结果", "处理结果", "决定");
    private static final List<Column> DECISIONS = List.of(
            FINDING,
            DECISION,
            Column.needed("amount", "金额", "认定金额", "认定金额（元）"),
            Column.needed("officer", "经办人", "认定人"),
            Column.needed("date", "日期", "认定日期"),
            Column.needed("document", "文号", "文书号"),
            Column.needed("reason", "理由", "原因"));
    private static final Column RESPONSE = Column.needed("response", "反馈意见", "机构反馈", "机构意见");
    private static final List<Column> REPLIES = List.of(
            FINDING,
            RESPONSE,
            Column.needed("grounds", "申诉理由", "反馈理由", "说明"),
            Column.optional("amount", "申诉金额"),
            Column.optional("officer", "经办人", "填报人"),
            Column.optional("date", "日期", "反馈日期"),
            Column.optional("document", "文号"));

    /**
     * Reads a file of decisions, or a list of findings as its institution has filled it in: lines without a response say nothing.
     *
     * @param received the day of replies that name none
     * @throws org.claimaudit.support.UserError code 12 naming the place
     */
    static List<Opinion> read(Sheet sheet, LocalDate received) {
        boolean replies = sheet.has(RESPONSE) && !sheet.has(DECISION);
        var opinions = new ArrayList<Opinion>();
        for (SheetLine line : sheet.lines(replies ? REPLIES : DECISIONS)) {
            if (!replies) {
                opinions.add(decision(line));
            } else if (!line.text("response").isEmpty()) {
                opinions.add(reply(line, received));
            }
        }
        return opinions;
    }

    private static Opinion decision(SheetLine line) {
        String id = line.needed("finding_id");
        Verdict verdict = verdict(line, "decision", Verdict.values());
        return new Opinion(
                line,
                id,
                verdict,
                line.fen("amount").orElse(null),
                line.needed("officer"),
                line.date("date"),
                line.text("document"),
                line.text("reason"),
                false,
                true);
    }

    private static Opinion reply(SheetLine line, LocalDate received) {
        String id = line.needed("finding_id");
        Verdict verdict = verdict(line, "response", Verdict.ACCEPTED, Verdict.APPEALED);
        String grounds = verdict == Verdict.APPEALED ? line.needed("grounds") : line.text("grounds");
        String officer = line.text("officer");
        return new Opinion(
                line,
                id,
                verdict,
                line.fen("amount").orElse(null),
                officer.isEmpty() ? Messages.text("decide.institution") : officer,
                line.dateIfAny("date").orElse(received),
                line.text("document"),
                grounds,
                true,
                !line.text("date").isEmpty());
    }

    private static Verdict verdict(SheetLine line, String column, Verdict... possible) {
        return Verdict.read(line.needed(column))
                .filter(verdict -> Stream.of(possible).anyMatch(one -> one == verdict))
                .orElseThrow(() -> line.wrong(column, Messages.text("decide.word", Spelled.words(possible))));
    }

    /** The column that says what. */
    String column() {
        return reply ? "response" : "decision";
    }

    /** What makes it the same as one that was taken before: a reply that names no day is the same on every day. */
    String key() {
        return key(findingId, verdict.word(), amount(), officer, dated ? date : null, document, reason);
    }

    static String key(
            String findingId,
            String verdict,
            @Nullable BigDecimal amount,
            String officer,
            @Nullable LocalDate date,
            String document,
            String reason) {
        return String.join(
                "\u001f", findingId, verdict, String.valueOf(amount), officer, String.valueOf(date), document, reason);
    }

    /** The amount in yuan, null when there is none. */
    @Nullable
    BigDecimal amount() {
        return fen == null ? null : BigDecimal.valueOf(fen, 2);
    }
}
