package org.claimaudit.report;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.cases.Estimate;
import org.claimaudit.cases.Estimate.Interval;
import org.claimaudit.cases.Samples;
import org.claimaudit.cases.Samples.Extrapolation;
import org.claimaudit.cases.Samples.Sample;
import org.claimaudit.store.Db;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;

/** What a sample says, for the terminal. */
public final class SampleText {
    private SampleText() {}

    /** The sample with what was found and what that means for all, in the language of this process. */
    public static List<String> of(Db db, Sample sample) {
        List<Extrapolation> all = Samples.extrapolate(db, sample.id());
        var lines = new ArrayList<String>();
        lines.add(title(sample));
        lines.addAll(table(all).lines(2));
        Extrapolation total = all.get(all.size() - 1);
        if (total.missing() > 0) {
            sentence(lines, Messages.text("sample.missing", Page.count(total.missing())));
        }
        if (total.estimate().reviewed() == 0) {
            return lines;
        }
        for (Extrapolation one : all) {
            Estimate estimate = one.estimate();
            estimate.mostWrong()
                    .ifPresent(most -> sentence(
                            lines,
                            Messages.text(
                                    "sample.clean",
                                    name(one),
                                    Page.count(estimate.reviewed()),
                                    Page.count(most),
                                    Page.count(estimate.records()))));
        }
        if (all.stream().anyMatch(SampleText::unsure)) {
            sentence(lines, Messages.text("sample.unsure"));
        }
        sentence(lines, Messages.text("sample.apart"));
        return lines;
    }

    static String title(Sample sample) {
        return Messages.text(
                "sample.title",
                sample.id(),
                sample.months(),
                Page.count(sample.drawn()),
                Page.count(sample.records()),
                Page.yuan(sample.fund()),
                Long.toString(sample.seed()));
    }

    private static TextTable table(List<Extrapolation> all) {
        var table = new TextTable().left(Messages.text("sample.institution"), 30);
        for (String column : List.of("records", "drawn", "reviewed", "wrong", "found", "estimate", "low", "high")) {
            table.right(Messages.text("sample." + column));
        }
        for (Extrapolation one : all) {
            Estimate estimate = one.estimate();
            table.row(
                    name(one),
                    Page.count(estimate.records()),
                    Page.count(one.drawn()),
                    Page.count(estimate.reviewed()),
                    Page.count(estimate.wrong()),
                    Page.yuan(estimate.found()),
                    estimate.interval().map(Interval::total).map(Page::yuan).orElse("–"),
                    estimate.interval().map(Interval::low).map(Page::yuan).orElse("–"),
                    estimate.interval().map(Interval::high).map(Page::yuan).orElse("–"));
        }
        return table;
    }

    private static boolean unsure(Extrapolation one) {
        return one.estimate().interval().isEmpty() && one.estimate().mostWrong().isEmpty();
    }

    private static String name(Extrapolation one) {
        if (one.institution() == null) {
            return Messages.text("sample.all");
        }
        return one.name() == null ? one.institution() : one.name();
    }

    private static void sentence(List<String> lines, String text) {
        List<String> wrapped = DisplayWidth.wrap(text, 76);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? "  " : "    ") + wrapped.get(i));
        }
    }
}
