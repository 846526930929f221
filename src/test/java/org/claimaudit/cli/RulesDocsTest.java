package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.claimaudit.Cli;
import org.claimaudit.report.RuleBook;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.CheckList;
import org.claimaudit.rule.RuleFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The written library says what the rule files say; {@code rules docs --readme} renews it. */
class RulesDocsTest {
    @TempDir
    private Path dir;

    @Test
    void thePagesAreOfTheseRules() throws IOException {
        Cli written = Cli.call("rules", "docs", "--to", dir);
        assertThat(written.code()).as(written.err()).isZero();
        Path pages = Path.of("docs/rules");
        assertThat(names(pages)).isEqualTo(names(dir)).hasSizeGreaterThan(20);
        for (String name : names(dir)) {
            assertThat(pages.resolve(name)).hasSameTextualContentAs(dir.resolve(name));
        }
    }

    @Test
    void theTableOfChecksIsOfTheseRules() {
        RuleFolders folders = RuleFolders.of(List.of(), "");
        Catalogue catalogue = Catalogue.load(folders);
        CheckList checks = CheckList.read(folders);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            var book = new RuleBook(catalogue, checks, locale);
            assertThat(Path.of("rules").resolve(book.file("README")))
                    .content()
                    .contains("<!-- checks -->\n" + book.checkTable("") + "<!-- /checks -->");
        }
        long carried = checks.checks().stream()
                .filter(check -> catalogue.rules().stream()
                        .anyMatch(rule -> rule.catalogue().contains(check.id())))
                .count();
        assertThat(carried).isGreaterThanOrEqualTo(115);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
