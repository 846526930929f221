package org.claimaudit.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.claimaudit.support.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a draft rule that runs, with its test, to be changed into a real one. */
@Command(name = "new")
final class RulesNewCommand implements Runnable {
    private static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final Path LOCAL = Path.of("local-rules");

    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "new-rule-id")
    private String id = "";

    @Option(names = "--family", paramLabel = "NAME", descriptionKey = "family")
    private String family = "local";

    private final Context context;

    RulesNewCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (!id.matches(ID) || !family.matches(ID)) {
            throw error("cli.new.form", id.matches(ID) ? family : id);
        }
        if (context.catalogue().find(id).isPresent()) {
            throw error("cli.new.there", id);
        }
        List<Path> added = context.settings().rules();
        Path library = added.isEmpty() ? LOCAL : added.get(added.size() - 1);
        Path folder = library.resolve(family);
        try {
            Files.createDirectories(folder);
            for (String suffix : List.of(".sql", ".test.yaml")) {
                Path file = folder.resolve(id + suffix);
                Files.writeString(file, template("rule" + suffix), StandardOpenOption.CREATE_NEW);
                context.print(file.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.talk(Messages.text("cli.new.next", id, library));
    }

    private String template(String name) throws IOException {
        try (InputStream in = requireNonNull(RulesNewCommand.class.getResourceAsStream("/templates/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{id}", id)
                    .replace("{version}", Version.tool());
        }
    }

    private static UserError error(String key, String text) {
        return new UserError(ExitCode.USAGE, Messages.text(key, text), Messages.text(key + ".todo"));
    }
}
