package org.claimaudit.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * Where the rules are: the shipped library, then the folders that were added.
 *
 * @param region the division, six digits, whose code values the data have; empty for the national ones
 */
public record RuleFolders(List<Path> folders, String region) {
    private static final Set<String> RESERVED =
            Set.of("facts", "indicators", "knowledge", "packs", "profiles", "regions", "sheets");
    private static final String NATIONAL = "national.csv";
    private static final String MACROS = "macros.sql";

    /** A rule file and the family that it belongs to. */
    record RuleFile(Path file, String family) {}

    /** Folders whose data have national code values. */
    public RuleFolders(List<Path> folders) {
        this(folders, "");
    }

    /**
     * The shipped library and the folders given with {@code --rules}.
     *
     * @throws UserError {@link ExitCode#USAGE} when one is no folder, or when the region has no file
     */
    public static RuleFolders of(List<Path> added, String region) {
        var folders = new ArrayList<Path>();
        folders.add(shipped());
        folders.addAll(added);
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new UserError(
                        ExitCode.USAGE,
                        Messages.text("rule.folder.missing", folder),
                        Messages.text("rule.folder.missing.todo"));
            }
        }
        var all = new RuleFolders(List.copyOf(folders), region);
        if (!region.isEmpty() && all.regional().isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    Messages.text("rule.region.unknown", region),
                    Messages.text(
                            "rule.region.unknown.todo",
                            String.join(
                                    ", ",
                                    all.each("regions", ".csv").stream()
                                            .map(RuleFolders::name)
                                            .filter(file -> !file.equals(NATIONAL))
                                            .map(file -> file.replace(".csv", ""))
                                            .distinct()
                                            .toList())));
        }
        return all;
    }

    /** The library that came with the program; the launcher says where the program lies. */
    public static Path shipped() {
        return Path.of(System.getProperty("claimaudit.home", "")).resolve("rules");
    }

    /** Every rule file, {@code <family>/<id>.sql}, or {@code <id>.sql} in a folder that is itself a family. */
    List<RuleFile> ruleFiles() {
        var files = new ArrayList<RuleFile>();
        for (Path folder : folders) {
            for (Path file : list(folder, ".sql")) {
                if (!file.endsWith(MACROS)) {
                    files.add(new RuleFile(file, name(folder.toAbsolutePath().normalize())));
                }
            }
            for (Path family : list(folder, "")) {
                if (Files.isDirectory(family) && !RESERVED.contains(name(family))) {
                    list(family, ".sql").forEach(file -> files.add(new RuleFile(file, name(family))));
                }
            }
        }
        return files;
    }

    /** The files of derived tables, in the order of their names within each folder. */
    public List<Path> factFiles() {
        return each("facts", ".sql");
    }

    /** The files of indicators. */
    public List<Path> indicatorFiles() {
        return each("indicators", ".sql");
    }

    /** The files of sheets. */
    public List<Path> sheetFiles() {
        return each("sheets", ".sql");
    }

    /** The knowledge tables that come with the rules. */
    public List<Path> knowledgeFiles() {
        return each("knowledge", ".csv");
    }

    /** The code values of the region, the most local first, and the national ones. */
    public List<Path> regionFiles() {
        var files = new ArrayList<>(regional());
        each("regions", ".csv").stream().filter(file -> file.endsWith(NATIONAL)).forEach(files::add);
        return files;
    }

    /** The files of the division, of its city and of its province. */
    private List<Path> regional() {
        return Stream.of(region, upper(4), upper(2))
                .distinct()
                .filter(division -> !division.isEmpty())
                .flatMap(division -> each("regions", ".csv").stream().filter(file -> file.endsWith(division + ".csv")))
                .toList();
    }

    private String upper(int digits) {
        return region.length() == 6 ? region.substring(0, digits) + "0".repeat(6 - digits) : "";
    }

    /** The selections of rules. */
    public List<Path> packFiles() {
        return each("packs", ".yaml");
    }

    /** The macro files. */
    public List<Path> macroFiles() {
        return named(MACROS);
    }

    /** The files that say which planted behaviours each rule is meant to catch. */
    public List<Path> evaluationFiles() {
        return named("evaluation.yaml");
    }

    /** The files that say how long the steps of a procedure may take. */
    public List<Path> procedureFiles() {
        return named("procedure.yaml");
    }

    private List<Path> named(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .toList();
    }

    private List<Path> each(String kind, String suffix) {
        return folders.stream()
                .map(folder -> folder.resolve(kind))
                .flatMap(folder -> list(folder, suffix).stream())
                .toList();
    }

    private static List<Path> list(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> name(entry).endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
