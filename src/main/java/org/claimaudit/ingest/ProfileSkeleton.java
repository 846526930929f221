package org.claimaudit.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.ingest.Explanation.Column;
import org.claimaudit.ingest.Explanation.Cutting;
import org.claimaudit.ingest.Explanation.Source;
import org.claimaudit.support.Messages;

/** A profile to fill in, from what is understood of a file. */
public final class ProfileSkeleton {
    private static final Map<Character, String> DELIMITERS =
            Map.of(',', "comma", '\t', "tab", ';', "semicolon", '|', "bar", '$', "dollar");

    private final Explanation file;
    private final List<String> lines = new ArrayList<>();

    private ProfileSkeleton(Explanation file) {
        this.file = file;
    }

    /** The text of the profile. Lines that wait for something to be filled in are comments. */
    public static String of(Explanation file) {
        return new ProfileSkeleton(file).text();
    }

    private String text() {
        String name = file.file().substring(file.file().lastIndexOf('/') + 1);
        say("", "ingest.skeleton.top", name);
        say("", "ingest.skeleton.guide");
        lines.add("files:");
        // Another month's file has other digits in its name.
        lines.add("  - pattern: "
                + quoted(name.replaceAll("!.*", "")
                        .replaceAll("[\\[\\]{}?*]", "?")
                        .replaceAll("\\d+", "*")));
        Cutting cutting = file.cutting();
        if (DELIMITERS.containsKey(cutting.delimiter())) {
            lines.add("    delimiter: " + DELIMITERS.get(cutting.delimiter()));
            lines.add("    encoding: " + file.encoding());
            lines.add("    quote: " + (cutting.quote() == '"' ? "double" : cutting.quote() == 0 ? "none" : "single"));
        }
        lines.add("    # null_words: [无, 未知]");
        String formats = file.columns().stream()
                .flatMap(c -> Stream.ofNullable(c.dateFormat()))
                .distinct()
                .map(ProfileSkeleton::quoted)
                .collect(Collectors.joining(", "));
        lines.add("    " + (formats.isEmpty() ? "# date_formats: [\"%d.%m.%Y\"]" : "date_formats: [" + formats + "]"));
        lines.add("    tables:");
        if (file.tables().isEmpty()) {
            say("      ", "ingest.skeleton.no-table");
            lines.add("      settlement:");
            table(Tables.get("settlement"));
        }
        for (TableDef table : file.tables()) {
            lines.add("      " + table.name() + ":  # " + table.zh());
            table(table);
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(TableDef table) {
        lines.add("        # filter: \"...\"");
        lines.add("        columns:");
        Set<String> fed = new HashSet<>();
        say("          ", "ingest.skeleton.found");
        for (Column column : file.columns()) {
            column.targets().stream().filter(t -> t.table().equals(table)).forEach(target -> {
                ColumnDef canonical = target.column();
                fed.add(canonical.name());
                boolean sure = column.source() != Source.PERHAPS;
                lines.add("          " + canonical.name() + ": " + quoted(column.name()) + "  # " + canonical.zh()
                        + (sure ? "" : Messages.text("ingest.skeleton.perhaps")));
            });
        }
        List<List<String>> missing = table.required().stream()
                .filter(group -> group.stream().noneMatch(fed::contains))
                .toList();
        if (!missing.isEmpty()) {
            say("          ", "ingest.skeleton.missing");
            for (List<String> group : missing) {
                lines.add("          # " + group.get(0) + ": \"\"  # "
                        + table.column(group.get(0)).orElseThrow().zh()
                        + (group.size() > 1 ? " (" + String.join(" | ", group) + ")" : ""));
            }
        }
        List<String> unused = file.columns().stream()
                .filter(c -> c.targets().isEmpty() && !c.name().isEmpty())
                .map(Column::name)
                .toList();
        if (!unused.isEmpty()) {
            say("          ", "ingest.skeleton.unused");
            unused.forEach(name -> lines.add("          # ...: " + quoted(name)));
        }
        say("          ", "ingest.skeleton.kinds");
    }

    private void say(String indent, String key, Object... arguments) {
        Messages.text(key, arguments).lines().forEach(line -> lines.add(indent + "# " + line));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
