package org.claimaudit.report;

import static org.claimaudit.report.XlsxTable.Kind.AMOUNT;
import static org.claimaudit.report.XlsxTable.Kind.COUNT;
import static org.claimaudit.report.XlsxTable.Kind.DATE;
import static org.claimaudit.report.XlsxTable.Kind.PROSE;
import static org.claimaudit.report.XlsxTable.Kind.REPLY;
import static org.claimaudit.report.XlsxTable.Kind.TEXT;
import static org.claimaudit.report.XlsxTable.Kind.WORD;

import java.util.List;
import org.claimaudit.cases.Case;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.report.PackPage.Found;
import org.claimaudit.report.PackPage.OfRule;
import org.claimaudit.report.XlsxTable.Column;
import org.claimaudit.report.XlsxTable.Kind;
import org.claimaudit.support.Messages;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** {@code findings.xlsx} of a pack. Its first sheet, filled in and saved as CSV, is what {@code cases decide} takes. */
final class PackWorkbook {
    private final PackPage page;

    PackWorkbook(PackPage page) {
        this.page = page;
    }

    void write(RunFolder folder) {
        folder.workbook("findings.xlsx", page.model().run().startedAt(), book -> {
            findings(book);
            rows(book);
            help(book);
        });
    }

    private void findings(Workbook book) {
        List<Column> columns = List.of(
                reply("finding_id", 19, TEXT),
                column("rule_title", 20, PROSE),
                column("grade", 7, WORD),
                column("message", 40, PROSE),
                column("psn_no", 17, TEXT),
                column("mdtrt_id", 17, TEXT),
                column("setl_id", 17, TEXT),
                column("begin_date", 12, DATE),
                column("end_date", 12, DATE),
                column("amount_gross", 13, AMOUNT),
                column("amount_net", 13, AMOUNT),
                column("withheld", 13, AMOUNT),
                column("legal_basis", 32, PROSE),
                column("caution", 32, PROSE),
                reply("response", 12, REPLY),
                reply("grounds", 30, REPLY),
                reply("amount", 13, REPLY),
                reply("officer", 12, REPLY),
                reply("date", 13, REPLY),
                reply("document", 16, REPLY));
        int first = columns.size() - 6;
        try (var table = new XlsxTable(book, page.say("pack.sheet.findings"), columns)) {
            for (OfRule of : page.rules()) {
                String caution = of.rule().result().caution().in(page.model().language());
                of.findings().forEach(found -> finding(table, found.found(), caution));
            }
            table.choices(first, List.of(page.say("reply.accepted"), page.say("reply.appealed")));
        }
    }

    private void finding(XlsxTable table, Case found, String caution) {
        table.row(
                found.findingId(),
                found.ruleTitle(),
                page.word("cases", found.grade()),
                page.message(found),
                page.person(found),
                found.mdtrtId(),
                found.setlId(),
                found.beginDate(),
                found.endDate(),
                found.amountGross(),
                found.amountNet(),
                found.withheld(),
                found.legalBasis(),
                caution,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void rows(Workbook book) {
        List<Column> columns = List.of(
                column("finding_id", 19, TEXT),
                column("table", 14, WORD),
                column("row_id", 26, TEXT),
                column("source_file", 36, WORD),
                column("source_line", 11, COUNT),
                own("what", 50, PROSE),
                own("fund.of.row", 14, AMOUNT),
                column("amount_gross", 14, AMOUNT),
                own("row.before", 14, AMOUNT),
                own("settlement.left", 14, AMOUNT),
                column("amount_net", 14, AMOUNT),
                column("withheld", 14, AMOUNT),
                own("reckoning", 50, PROSE));
        var words = new Reckoning(page.model().language());
        try (var table = new XlsxTable(book, page.say("pack.sheet.rows"), columns)) {
            for (OfRule of : page.rules()) {
                for (Found found : of.findings()) {
                    for (Line line : found.lines()) {
                        row(table, line, words);
                    }
                }
            }
        }
    }

    private void row(XlsxTable table, Line line, Reckoning words) {
        boolean money = line.gross().signum() > 0;
        table.row(
                line.findingId(),
                words.table(line),
                page.disclosure().rowId(line.table(), line.rowId()),
                line.file(),
                line.line(),
                words.what(line),
                money ? line.ofRow() : null,
                line.gross(),
                money ? line.ofRow().subtract(line.leftOfRow()) : null,
                money ? line.leftOfSettlement() : null,
                line.net(),
                line.withheld(),
                orNull(String.join(page.say("semicolon"), words.money(line))));
    }

    private void help(Workbook book) {
        try (var table = new XlsxTable(book, page.say("pack.sheet.help"), List.of(own("help", 90, PROSE)))) {
            table.row(page.say("pack.reply.fill"));
            table.row(page.say("pack.reply.accepted"));
            table.row(page.say("pack.reply.appealed"));
            table.row(page.say("pack.reply.send", page.replyTo(), page.replyBy()));
            table.row(page.say("pack.reply.csv"));
            table.row(page.say("share.what"));
            table.row(page.say("order.what"));
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private Column column(String title, int width, Kind kind) {
        return new Column(Messages.in(page.model().language(), "xlsx." + title), width, kind);
    }

    private Column reply(String title, int width, Kind kind) {
        return own("reply." + title, width, kind);
    }

    private Column own(String title, int width, Kind kind) {
        return new Column(page.say(title), width, kind);
    }
}
