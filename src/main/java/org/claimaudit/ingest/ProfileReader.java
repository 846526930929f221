package org.claimaudit.ingest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.claimaudit.ingest.Profile.Constant;
import org.claimaudit.ingest.Profile.Expression;
import org.claimaudit.ingest.Profile.FileKind;
import org.claimaudit.ingest.Profile.FromColumn;
import org.claimaudit.ingest.Profile.Target;
import org.claimaudit.ingest.Profile.Value;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.Sha256;
import org.claimaudit.support.UserError;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** Reads a profile and names every fault in it by its line. */
final class ProfileReader {
    private static final Set<String> TOP = Set.of("doc", "files");
    private static final Set<String> FILE =
            Set.of("pattern", "delimiter", "encoding", "quote", "null_words", "date_formats", "tables");
    private static final Set<String> TABLE = Set.of("filter", "columns");
    private static final Set<String> COLUMN = Set.of("column", "constant", "sql", "codes", "otherwise");
    private static final Map<String, String> DELIMITERS =
            Map.of("comma", ",", "tab", "\t", "semicolon", ";", "bar", "|", "dollar", "$");
    private static final Map<String, Byte> QUOTES =
            Map.of("double", (byte) '"', "single", (byte) '\'', "none", (byte) 0);

    private final List<Fault> faults = new ArrayList<>();

    private ProfileReader() {}

    /**
     * Reads a profile.
     *
     * @throws UserError {@link ExitCode#MISSING} when there is no such file, {@link ExitCode#USAGE} when it is none
     */
    static Profile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    ExitCode.MISSING,
                    Messages.text("ingest.profile.no-file", file),
                    Messages.text("ingest.profile.no-file.todo"));
        }
        var reader = new ProfileReader();
        try {
            String text = Files.readString(file);
            List<FileKind> files = Yaml.read(file, text, 0, reader.faults::add)
                    .map(fields -> reader.files(new YamlReader(file, fields, reader.faults::add)))
                    .orElse(List.of());
            reader.refuseFaults();
            return new Profile(file, Sha256.of(text), files);
        } catch (CharacterCodingException e) {
            reader.faults.add(new Fault(file, 1, Messages.text("ingest.profile.encoding")));
            reader.refuseFaults();
            throw e;
        }
    }

    private void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    faults.stream()
                            .map(f -> f.toString().replaceAll("[.。]$", ""))
                            .collect(Collectors.joining("; ", "", ".")),
                    Messages.text("ingest.profile.todo"));
        }
    }

    private List<FileKind> files(YamlReader top) {
        top.allow(TOP);
        if (!top.has("files")) {
            top.fault("files", Messages.text("support.yaml.missing", "files"));
        }
        return top.items("files").stream().map(this::fileKind).toList();
    }

    private FileKind fileKind(YamlReader yaml) {
        yaml.allow(FILE);
        String delimiter = yaml.text("delimiter", "");
        if (!delimiter.isEmpty() && !DELIMITERS.containsKey(delimiter)) {
            yaml.fault("delimiter", Messages.text("ingest.profile.delimiter", delimiter));
        }
        String quote = yaml.text("quote", "");
        if (!quote.isEmpty() && !QUOTES.containsKey(quote)) {
            yaml.fault("quote", Messages.text("ingest.profile.quote", quote));
        }
        var targets = new ArrayList<Target>();
        if (!yaml.has("tables")) {
            yaml.fault("tables", Messages.text("support.yaml.missing", "tables"));
        }
        yaml.children("tables").forEach((name, body) -> {
            TableDef table = Tables.find(name).orElse(null);
            if (table == null) {
                List<String> names = Tables.all().stream().map(TableDef::name).toList();
                body.fault("", Messages.text("ingest.profile.table", name, nearest(name, names)));
            } else {
                targets.add(target(table, body));
            }
        });
        return new FileKind(
                pattern(yaml),
                DELIMITERS.get(delimiter),
                encoding(yaml),
                QUOTES.get(quote),
                yaml.texts("null_words").stream()
                        .map(w -> w.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                yaml.texts("date_formats"),
                yaml.lineOf("date_formats"),
                targets);
    }

    private static String pattern(YamlReader yaml) {
        String pattern = yaml.text("pattern");
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            yaml.fault("pattern", Messages.text("ingest.profile.pattern", pattern, e.getDescription()));
        }
        return pattern;
    }

    private static @Nullable TextEncoding encoding(YamlReader yaml) {
        String text = yaml.text("encoding", "").toUpperCase(Locale.ROOT);
        return switch (text) {
            case "" -> null;
            case "UTF-8", "UTF8" -> TextEncoding.UTF_8;
            case "UTF-16", "UTF-16LE" -> TextEncoding.UTF_16LE;
            case "UTF-16BE" -> TextEncoding.UTF_16BE;
            case "GB18030", "GBK", "GB2312" -> TextEncoding.GB18030;
            default -> {
                yaml.fault("encoding", Messages.text("ingest.profile.encoding-name", text));
                yield null;
            }
        };
    }

    private Target target(TableDef table, YamlReader yaml) {
        yaml.allow(TABLE);
        var columns = new LinkedHashMap<String, Value>();
        YamlReader mapping = yaml.child("columns");
        if (mapping == null) {
            yaml.fault("columns", Messages.text("support.yaml.missing", "columns"));
        } else {
            for (String name : mapping.keys()) {
                if (!table.has(name)) {
                    List<String> names =
                            table.columns().stream().map(ColumnDef::name).toList();
                    mapping.fault(
                            name, Messages.text("ingest.profile.column", name, table.name(), nearest(name, names)));
                }
                columns.put(name, value(mapping, name));
            }
            List<String> missing = table.required().stream()
                    .filter(group -> group.stream().noneMatch(columns::containsKey))
                    .map(group -> String.join(" | ", group))
                    .toList();
            if (!missing.isEmpty()) {
                yaml.fault(
                        "columns", Messages.text("ingest.profile.required", table.name(), String.join(", ", missing)));
            }
        }
        String filter = yaml.text("filter", "");
        return new Target(table, filter.isEmpty() ? null : filter, yaml.lineOf("filter"), columns);
    }

    private static Value value(YamlReader mapping, String name) {
        int line = mapping.lineOf(name);
        if (mapping.value(name) instanceof Yaml.Text) {
            return new FromColumn(mapping.text(name), Map.of(), null, line);
        }
        YamlReader yaml = mapping.child(name);
        if (yaml == null) {
            mapping.fault(name, Messages.text("ingest.profile.value", name));
            return new Constant("", line);
        }
        yaml.allow(COLUMN);
        long kinds =
                List.of("column", "constant", "sql").stream().filter(yaml::has).count();
        if (kinds != 1) {
            mapping.fault(name, Messages.text("ingest.profile.value", name));
        }
        if (yaml.has("sql")) {
            return new Expression(yaml.text("sql"), line);
        }
        if (yaml.has("constant")) {
            return new Constant(yaml.text("constant"), line);
        }
        var codes = new LinkedHashMap<String, String>();
        YamlReader map = yaml.child("codes");
        if (map != null) {
            map.keys().forEach(code -> codes.put(code, map.text(code)));
        }
        return new FromColumn(
                yaml.text("column", ""), codes, yaml.has("otherwise") ? yaml.text("otherwise") : null, line);
    }

    private static String nearest(String written, List<String> names) {
        return Nearest.to(written, names).orElse(String.join(", ", names));
    }
}
