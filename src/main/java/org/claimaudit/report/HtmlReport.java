package org.claimaudit.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimaudit.report.Institutions.Institution;
import org.claimaudit.report.Volumes.Volume;
import org.claimaudit.store.Db;
import org.claimaudit.support.Sha256;

/** {@code report.html}: one file that needs nothing else, for people who look before they read. */
final class HtmlReport {
    private static final String SCRIPT = Stream.of("kit.js", "table.js", "charts.js", "report.js")
            .map(HtmlReport::resource)
            .collect(Collectors.joining("\n"));

    private HtmlReport() {}

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        HtmlPage page = page(db, model, options);
        folder.write("report.html", out -> out, out -> Templates.render("report/report.jte", page, out));
    }

    private static HtmlPage page(Db db, ReportModel model, ReportOptions options) {
        List<Institution> all = Institutions.of(db, model.run());
        List<Volume> volumes = Volumes.of(db, model.run());
        var counted = volumes.stream().map(Volume::code).collect(Collectors.toSet());
        List<Institution> shown = all.stream()
                .filter(of -> of.hasFindings() || counted.contains(of.code()))
                .toList();
        var findings =
                new FindingData(db, model, shown.stream().map(Institution::code).toList(), options.disclosure());
        return new HtmlPage(
                model,
                new Words(),
                Level.of(all),
                Indicators.of(db, model.run().id()),
                RunChanges.Brief.of(db, model.run()),
                resource("report.css"),
                SCRIPT,
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(SCRIPT))),
                ScriptData.of(PageData.of(
                        model,
                        shown,
                        Trend.of(db, model.run()),
                        Overlaps.of(db, model.run().id()),
                        volumes,
                        StayDays.of(db, model.run()))),
                ScriptData.streamed(findings::findings),
                ScriptData.streamed(findings::evidence));
    }

    /** A file of {@code resources/report}. */
    static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream("/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
