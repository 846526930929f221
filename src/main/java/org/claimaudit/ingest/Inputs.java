package org.claimaudit.ingest;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** The files behind the INPUT arguments: files, folders with all below them, globs. */
final class Inputs {
    /** Of exports, as a rule. */
    private static final Set<String> ENDINGS = Set.of("csv", "txt", "tsv", "tab", "dat", "zip", "gz", "xlsx", "xlsm");

    /** Of what is no export: papers, pictures, programs, other stores of data, copies that somebody has put aside. */
    private static final Set<String> OTHER_ENDINGS = Set.of(
            ("pdf ofd doc docx wps rtf odt ppt pptx md html htm mht xml json jsonl yaml yml toml ini properties cfg log eml msg"
                            + " png jpg jpeg gif bmp tif tiff svg ico webp heic psd dwg mp3 mp4 avi mov wav"
                            + " exe dll so msi jar class sh bash bat cmd ps1 vbs py js java sql css lnk url"
                            + " duckdb db sqlite mdb accdb dbf dmp parquet rar 7z tar tgz bz2 xz zst iso"
                            + " bak old orig tmp temp part crdownload swp lock md5 sha1 sha256 sig asc")
                    .split(" "));

    private Inputs() {}

    /**
     * A file to load.
     *
     * @param name relative to its INPUT, with slashes; what an archive or a workbook holds stands behind a {@code !}
     * @param sha256 fingerprint of what was given when the file was made of it; null when the file's own counts
     * @param sheet the sheet of the workbook that it was made of; empty for any other file
     */
    record Input(Path path, String name, @Nullable String sha256, String sheet) {
        /** What stands behind the last dot of its name, in lower case and without that of its compression; empty without one. */
        String ending() {
            String file = bare(lastName());
            int dot = file.lastIndexOf('.');
            return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
        }

        private String lastName() {
            return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
        }

        /** Whether it is one that its system or a program keeps out of sight. */
        boolean isHidden() {
            return sheet.isEmpty() && (lastName().startsWith(".") || lastName().startsWith("~$"));
        }

        /** Whether its ending is one that exports have as a rule. */
        boolean isUsual() {
            return !sheet.isEmpty() || ENDINGS.contains(ending());
        }

        /** Whether its name leaves open that it may hold a table. */
        boolean perhapsTable() {
            return !sheet.isEmpty() || (!isHidden() && !OTHER_ENDINGS.contains(ending()));
        }

        /** Whether it was made of a sheet, so that its form is known. */
        boolean isSheet() {
            return !sheet.isEmpty();
        }

        /** The paths by which a profile may know it: its own, and those of what it was packed in. */
        List<String> knownAs() {
            var names = new ArrayList<String>();
            for (int end = name.length(); end >= 0; end = name.lastIndexOf('!', end - 1)) {
                names.add(bare(name.substring(0, end).replace('!', '/')));
            }
            return names;
        }

        private static String bare(String file) {
            return file.toLowerCase(Locale.ROOT).endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        }
    }

    /**
     * All files, each once, in the order of their names.
     *
     * @throws UserError {@link ExitCode#MISSING} when an INPUT does not exist or holds no file
     */
    static List<Input> expand(List<String> arguments) throws IOException {
        var inputs = new ArrayList<Input>();
        var seen = new HashSet<Path>();
        for (String argument : arguments) {
            List<Input> found = expand(argument);
            if (found.isEmpty()) {
                throw missing(argument);
            }
            for (Input input : found) {
                if (seen.add(input.path().toRealPath())) {
                    inputs.add(input);
                }
            }
        }
        inputs.sort(
                Comparator.comparing(Input::name).thenComparing(i -> i.path().toString()));
        return inputs;
    }

    /** Files beside those that the user has named one by one, by whose names they may be manifests. */
    static List<Input> manifests(List<String> arguments, List<Input> given) throws IOException {
        var known = new HashSet<Path>();
        for (Input input : given) {
            known.add(input.path().toRealPath());
        }
        var found = new ArrayList<Input>();
        for (String argument : arguments) {
            Path file = Path.of(argument).toAbsolutePath();
            Path folder = file.getParent();
            if (folder != null && Files.isRegularFile(file)) {
                try (Stream<Path> beside = Files.list(folder)) {
                    for (Path one : beside.filter(Files::isRegularFile).sorted().toList()) {
                        String name = String.valueOf(one.getFileName());
                        if (Manifest.perhaps(name.toLowerCase(Locale.ROOT)) && known.add(one.toRealPath())) {
                            found.add(input(one, name));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<Input> expand(String argument) throws IOException {
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            return below(path, null);
        }
        if (Files.isRegularFile(path)) {
            return List.of(input(path, String.valueOf(path.getFileName())));
        }
        int wild = firstWildcard(argument);
        if (wild < 0) {
            return List.of();
        }
        int slash = argument.lastIndexOf('/', wild);
        Path folder = Path.of(slash < 0 ? "." : slash == 0 ? "/" : argument.substring(0, slash));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            return below(folder, FileSystems.getDefault().getPathMatcher("glob:" + argument.substring(slash + 1)));
        } catch (PatternSyntaxException e) {
            return List.of(); // a name with a lone bracket: no glob, and no file of that name is there
        }
    }

    private static Input input(Path file, String name) {
        return new Input(file, name, null, "");
    }

    private static int firstWildcard(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            if ("*?[{".indexOf(argument.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Links are followed, once each: what an export's folder links to is part of it. */
    private static List<Input> below(Path folder, @Nullable PathMatcher matcher) throws IOException {
        var inputs = new ArrayList<Input>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes what) throws IOException {
                        Path name = folder.relativize(file);
                        Input input = input(file, name.toString().replace('\\', '/'));
                        boolean wanted = matcher == null || matcher.matches(name);
                        if (wanted && what.isSymbolicLink() && input.perhapsTable()) {
                            throw missing(file.toString()); // followed, it would not be a link
                        }
                        if (wanted && what.isRegularFile()) {
                            inputs.add(input);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        if (e instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE; // it leads to a folder that is being read
                        }
                        throw e;
                    }
                });
        inputs.sort(Comparator.comparing(Input::name)); // of two links to one file the first counts
        return inputs;
    }

    private static UserError missing(String argument) {
        return new UserError(
                ExitCode.MISSING, Messages.text("ingest.no-input", argument), Messages.text("ingest.no-input.todo"));
    }
}
