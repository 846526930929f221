package org.claimaudit.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.claimaudit.check.Sheet;
import org.claimaudit.rule.Figure;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** Sheets for a terminal and as CSV. */
public final class SheetReport {
    private static final int NAME_WIDTH = 24;
    private static final int DOC_WIDTH = 60;

    /** More rows than this go into a file. */
    private static final int ROWS = 60;

    private SheetReport() {}

    /** The names of the sheets and what they are. */
    public static String list(List<Figure> sheets, Locale language) {
        var table = new TextTable().left("", NAME_WIDTH).left("", DOC_WIDTH);
        sheets.forEach(sheet -> table.row(sheet.id(), sheet.title().in(language)));
        return new Page(language).table(table).text();
    }

    /** A sheet for reading: title, rows and what the columns mean. */
    public static String text(Sheet sheet, YearMonth month, Locale language) {
        var page = new Page(language);
        page.title(sheet.figure().title().in(language) + " " + month);
        page.rule();
        if (sheet.rows().isEmpty()) {
            page.sentence(page.say("sheet.none"));
        } else {
            page.table(table(sheet, language));
        }
        if (sheet.rows().size() > ROWS) {
            page.sentence(page.say("sheet.more", Page.count(sheet.rows().size() - ROWS)));
        }
        page.heading("sheet.what");
        page.sentence(sheet.figure().doc().in(language));
        return page.text();
    }

    /** As CSV; closes {@code out}. */
    public static void csv(Sheet sheet, CsvProfile profile, Writer out) throws IOException {
        try (var csv =
                new CsvFile(out, profile, List.copyOf(sheet.figure().columns().keySet()))) {
            sheet.rows().forEach(csv::row);
        }
    }

    private static TextTable table(Sheet sheet, Locale language) {
        var table = new TextTable();
        int column = 0;
        for (Bilingual heading : sheet.figure().columns().values()) {
            int place = column++;
            if (sheet.rows().stream().anyMatch(row -> row[place] instanceof Number)) {
                table.right(heading.in(language));
            } else {
                table.left(heading.in(language), NAME_WIDTH);
            }
        }
        sheet.rows().stream().limit(ROWS).forEach(row -> {
            var cells = new ArrayList<String>();
            for (Object cell : row) {
                cells.add(shown(cell));
            }
            table.row(cells);
        });
        return table;
    }

    private static String shown(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof BigDecimal number) {
            return number.scale() == 2 ? Page.yuan(number) : number.toPlainString();
        }
        return cell instanceof Number count ? Page.count(count.longValue()) : cell.toString();
    }
}
