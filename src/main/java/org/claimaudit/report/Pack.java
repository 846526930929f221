package org.claimaudit.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.cases.Case;
import org.claimaudit.cases.Cases;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.report.PackPage.Found;
import org.claimaudit.report.PackPage.OfRule;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an institution is told of its findings: a list to print with its cover, the same list to fill in, the source rows, the rules'
 * own files, and what all of it was made of. The ledger's entry of the run and the order decide every byte.
 */
public final class Pack {
    private final ReportModel model;
    private final PackOrder order;
    private final ReportOptions options;
    private final List<OfRule> rules;

    private Pack(ReportModel model, PackOrder order, ReportOptions options, List<OfRule> rules) {
        this.model = model;
        this.order = order;
        this.options = options;
        this.rules = rules;
    }

    /**
     * Writes a pack.
     *
     * @param run a run's id, or {@code last}
     * @param catalogue the library as it is now; a rule that has changed since the run goes without its file
     * @return the folder or file
     * @throws UserError {@link ExitCode#MISSING} when the run has no such finding, {@link ExitCode#USAGE} when the pack is there already
     */
    public static Path write(Db db, String run, PackOrder order, Catalogue catalogue, ReportOptions options) {
        ReportModel model = ReportModel.load(db, run, options.language());
        List<Case> cases = Cases.list(db, model.run(), order.filter(), options.language(), Integer.MAX_VALUE);
        if (cases.isEmpty()) {
            throw new UserError(
                    ExitCode.MISSING,
                    Messages.text(
                            "dossier.pack.none",
                            order.institution(),
                            model.run().id()),
                    Messages.text("dossier.pack.none.todo"));
        }
        Map<String, List<Line>> lines = Evidence.of(db, model.run(), order.filter());
        var pack = new Pack(model, order, options, byRule(model, cases, lines, catalogue));
        String name = "pack-" + FindingFiles.fileName(order.institution()) + "-"
                + model.run().id();
        return OutFolder.open(options.out())
                .writeOnce(name, order.zip() ? model.run().startedAt() : null, pack::files);
    }

    /** Rules with most money first. */
    private static List<OfRule> byRule(
            ReportModel model, List<Case> cases, Map<String, List<Line>> lines, Catalogue catalogue) {
        var byMoney = Comparator.comparing((Case found) -> found.amountNet().add(found.withheld()))
                .reversed()
                .thenComparing(Case::findingId);
        var rules = new LinkedHashMap<String, List<Found>>();
        cases.stream()
                .sorted(byMoney)
                .forEach(found -> rules.computeIfAbsent(found.ruleId(), id -> new ArrayList<>())
                        .add(new Found(found, lines.getOrDefault(found.findingId(), List.of()))));
        return rules.entrySet().stream()
                .map(entry -> new OfRule(RuleThen.of(model, entry.getKey(), catalogue), entry.getValue()))
                .toList();
    }

    private void files(RunFolder folder) {
        var page = new PackPage(model, order, options.disclosure(), name(), rules, HtmlReport.resource("pack.css"));
        folder.write("findings.html", out -> out, out -> Templates.render("report/pack.jte", page, out));
        new PackWorkbook(page).write(folder);
        evidence(folder);
        rules.forEach(of -> {
            if (of.rule().file() != null) {
                folder.text(
                        "rules/" + of.rule().result().id() + ".sql",
                        of.rule().file().sql());
            }
        });
        folder.text("manifest.json", Json.of(manifest(folder.written())));
    }

    private @Nullable String name() {
        return found().map(Case::fixmedinsName)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Stream<Case> found() {
        return rules.stream().flatMap(of -> of.findings().stream()).map(Found::found);
    }

    private void evidence(RunFolder folder) {
        List<String> header = List.of(
                "finding_id",
                "rule_id",
                "table",
                "row_id",
                "source_file",
                "source_line",
                "amount_gross",
                "amount_net",
                "withheld",
                "account",
                "fund_of_row",
                "setl_id",
                "fund_of_settlement",
                "row_before",
                "settlement_before");
        folder.csv("evidence.csv", options.csv(), header, csv -> {
            for (OfRule of : rules) {
                for (Found found : of.findings()) {
                    found.lines()
                            .forEach(line -> csv.row(
                                    line.findingId(),
                                    of.rule().result().id(),
                                    line.table(),
                                    options.disclosure().rowId(line.table(), line.rowId()),
                                    line.file(),
                                    line.line(),
                                    line.gross(),
                                    line.net(),
                                    line.withheld(),
                                    line.account(),
                                    line.ofRow(),
                                    line.settlement(),
                                    line.ofSettlement(),
                                    line.ofRow().subtract(line.leftOfRow()),
                                    line.ofSettlement().subtract(line.leftOfSettlement())));
                }
            }
        });
    }

    /** The SHA-256 of the exports that the rows stand in, of the rules and of the pack's files. */
    private record PackManifest(
            int schema,
            String run,
            String institution,
            String toolVersion,
            String ruleSetSha256,
            List<Manifest.File> inputs,
            List<ReportModel.Part> rules,
            List<OutputFile> outputs) {}

    private PackManifest manifest(List<OutputFile> outputs) {
        var files = rules.stream()
                .flatMap(of -> of.findings().stream())
                .flatMap(found -> found.lines().stream())
                .map(Line::file)
                .collect(Collectors.toSet());
        var ids = rules.stream().map(of -> of.rule().result().id()).collect(Collectors.toSet());
        Manifest whole = Manifest.of(model, outputs);
        return new PackManifest(
                1,
                model.run().id(),
                order.institution(),
                model.run().toolVersion(),
                model.run().ruleSetSha256(),
                whole.inputs().stream()
                        .filter(input -> files.contains(input.file()))
                        .toList(),
                model.parts().stream()
                        .filter(part -> part.kind().equals("rule") && ids.contains(part.name()))
                        .toList(),
                outputs);
    }
}
