package org.claimaudit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.report.RuleBook;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.CheckList;
import org.claimaudit.rule.RuleFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the rule library as Markdown. */
@Command(name = "docs")
final class RulesDocsCommand implements Runnable {
    private static final String BEGIN = "<!-- checks -->\n";
    private static final String END = "<!-- /checks -->";

    @Option(names = "--to", paramLabel = "DIR", descriptionKey = "to-folder")
    private Path folder = Path.of("docs/rules");

    @Option(names = "--readme", descriptionKey = "readme-table")
    private boolean readme;

    private final Context context;

    RulesDocsCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        RuleFolders folders = context.folders();
        Catalogue catalogue = Catalogue.load(folders);
        CheckList checks = CheckList.read(folders);
        try {
            Files.createDirectories(folder);
            for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                var book = new RuleBook(catalogue, checks, locale);
                for (Map.Entry<String, String> page : book.pages().entrySet()) {
                    Files.writeString(folder.resolve(page.getKey()), page.getValue());
                }
                if (readme) {
                    insert(folders.folders().get(0).resolve(book.file("README")), book.checkTable(""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void insert(Path file, String table) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(file, text.substring(0, begin) + table + text.substring(text.indexOf(END)));
    }
}
