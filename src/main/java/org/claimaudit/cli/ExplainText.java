package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Explanation;
import org.claimaudit.ingest.Explanation.Column;
import org.claimaudit.ingest.Explanation.Misfit;
import org.claimaudit.ingest.Explanation.Sampled;
import org.claimaudit.ingest.Explanation.Source;
import org.claimaudit.ingest.Explanation.Target;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** An explanation for a terminal. */
final class ExplainText {
    private static final int WIDEST = 30;
    private static final int WIDEST_VALUES = 60;

    private final Explanation file;
    private final boolean reveal;

    private ExplainText(Explanation file, boolean reveal) {
        this.file = file;
        this.reveal = reveal;
    }

    /** @param reveal whether personal values stand there unmasked */
    static List<String> lines(Explanation file, boolean reveal) {
        return new ExplainText(file, reveal).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(DisplayWidth.plain(file.file()));
        lines.addAll(facts().lines(2));
        lines.add("");
        lines.addAll(columns().lines(2));
        for (Column column : file.columns()) {
            Misfit misfit = column.misfit();
            if (misfit != null) {
                lines.add(Messages.text(
                        "cli.explain.misfit",
                        Long.toString(column.misfits()),
                        column.name(),
                        column.targets().get(0).column().name(),
                        Long.toString(misfit.line()),
                        reveal ? misfit.value() : misfit.masked()));
            }
        }
        if (!file.missing().isEmpty()) {
            lines.add(Messages.text("cli.explain.missing", missing()));
        }
        return lines;
    }

    private TextTable facts() {
        Sampled sampled = file.sampled();
        String records = Long.toString(sampled.records());
        char quote = file.cutting().quote();
        return new TextTable()
                .left("", WIDEST)
                .left("", WIDEST)
                .left("", Integer.MAX_VALUE)
                .row(
                        Messages.text("cli.explain.encoding"),
                        file.encoding(),
                        Messages.text(
                                "cli.explain.encoding." + file.encodingProof().name(),
                                Long.toString(file.characters())))
                .row(
                        Messages.text("cli.explain.delimiter"),
                        delimiter(file.cutting().delimiter()),
                        Messages.text(
                                "cli.explain.fitting",
                                Long.toString(sampled.fitting()),
                                records,
                                Integer.toString(file.cutting().fields())))
                .row(
                        Messages.text("cli.explain.quote"),
                        quote == 0 ? "-" : String.valueOf(quote),
                        Messages.text("cli.explain.enclosed", Long.toString(sampled.enclosed())))
                .row(
                        Messages.text("cli.explain.header"),
                        Messages.text("cli.explain.line", Long.toString(file.headerLine())),
                        Messages.text(
                                "cli.explain.names",
                                Integer.toString(file.columns().size()),
                                Long.toString(named())))
                .row(
                        Messages.text("cli.explain.table"),
                        file.tables().isEmpty()
                                ? "-"
                                : file.tables().stream().map(TableDef::name).collect(Collectors.joining(", ")),
                        Messages.text(
                                file.tables().isEmpty()
                                        ? "cli.explain.table.NONE"
                                        : "cli.explain.table."
                                                + file.certainty().name()));
    }

    private long named() {
        return file.columns().stream()
                .filter(c -> c.source() == Source.NAME || c.source() == Source.PROFILE)
                .count();
    }

    private static String delimiter(char delimiter) {
        return switch (delimiter) {
            case '\t' -> Messages.text("cli.explain.tab");
            case '\u001f' -> Messages.text("cli.explain.sheet");
            default -> String.valueOf(delimiter);
        };
    }

    private TextTable columns() {
        TextTable table = new TextTable()
                .right("#")
                .left(Messages.text("cli.explain.column"), WIDEST)
                .left(Messages.text("cli.explain.canonical"), 2 * WIDEST)
                .left(Messages.text("cli.explain.how"), WIDEST)
                .right(Messages.text("cli.explain.filled"))
                .left(Messages.text("cli.explain.values"), WIDEST_VALUES);
        int number = 1;
        for (Column column : file.columns()) {
            table.row(
                    Integer.toString(number++),
                    column.name().isEmpty() ? "-" : column.name(),
                    column.targets().isEmpty()
                            ? "-"
                            : column.targets().stream().map(this::target).collect(Collectors.joining(", ")),
                    Messages.text("cli.explain.how." + column.source().name()),
                    Long.toString(column.filled()),
                    String.join(" | ", reveal ? column.values() : column.masked()));
        }
        return table;
    }

    private String target(Target target) {
        String table = file.tables().size() > 1 ? target.table().name() + "." : "";
        return table + target.column().name() + " (" + target.column().zh() + ")";
    }

    private String missing() {
        return file.missing().stream()
                .map(group -> group.stream()
                        .map(name -> name + " ("
                                + file.tables()
                                        .get(0)
                                        .column(name)
                                        .orElseThrow()
                                        .zh() + ")")
                        .collect(Collectors.joining(" | ")))
                .collect(Collectors.joining(", "));
    }
}
