package org.claimaudit.support;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An SQL file with YAML in its first comment, between a line that opens it with three dashes and one that closes it with three dashes.
 *
 * @param fields the YAML
 * @param sql the whole file: the YAML is a comment, so it runs as it stands and DuckDB's line numbers are the file's
 */
public record FrontMatter(Path file, Yaml.Fields fields, String sql) {
    private static final String BEGIN = "/*---";
    private static final String END = "---*/";

    /** Reads a file; empty after its faults were handed over. */
    public static Optional<FrontMatter> read(Path file, Consumer<Fault> faults) {
        String text = text(file, faults);
        if (text == null) {
            return Optional.empty();
        }
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(BEGIN)) {
            faults.accept(new Fault(file, 1, Messages.text("support.front.begin", BEGIN)));
            return Optional.empty();
        }
        int end = lines.stream().map(String::strip).toList().indexOf(END);
        if (end < 0) {
            faults.accept(new Fault(file, 1, Messages.text("support.front.end", END)));
            return Optional.empty();
        }
        String yaml = String.join("\n", lines.subList(1, end));
        return Yaml.read(file, yaml, 1, faults).map(fields -> new FrontMatter(file, fields, text));
    }

    /**
     * Reads a file.
     *
     * @throws UserError with {@link ExitCode#USAGE} that names file, line and what is wrong
     */
    public static FrontMatter read(Path file) {
        var faults = new ArrayList<Fault>();
        return read(file, faults::add).orElseThrow(() -> refusal(faults));
    }

    /** The error for a file with faults: names the first, counts the others. */
    public static UserError refusal(List<Fault> faults) {
        String what = faults.get(0).toString();
        String more = faults.size() == 1 ? "" : " " + Messages.text("support.front.more", faults.size() - 1);
        return new UserError(ExitCode.USAGE, what + more, Messages.text("support.front.todo"));
    }

    private static @Nullable String text(Path file, Consumer<Fault> faults) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            faults.accept(new Fault(file, 1, Messages.text("support.front.utf8")));
        } catch (IOException e) {
            faults.accept(new Fault(
                    file,
                    1,
                    Messages.text("support.front.unreadable", e.getClass().getSimpleName())));
        }
        return null;
    }
}
