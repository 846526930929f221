package org.claimaudit.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.report.Indicators.Indicator;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.DisplayWidth;
import org.jspecify.annotations.Nullable;

/** What the template of {@code report.html} shows; everything else is drawn by its script from the data in the page. */
record HtmlPage(
        ReportModel model,
        Words words,
        List<Level> levels,
        List<Indicator> indicators,
        RunChanges.Brief changes,
        String style,
        String script,
        String scriptSha256,
        ScriptData data,
        ScriptData findings,
        ScriptData evidence) {
    /** More are in {@code indicators.csv} only. */
    private static final int INDICATORS = 500;

    /** Indicators of areas, types and the whole; of institutions only those that pass a limit. */
    List<Indicator> shownIndicators() {
        return indicators.stream()
                .filter(one -> one.period() != null && (!one.ofInstitution() || one.mark() != null))
                .limit(INDICATORS)
                .toList();
    }

    /** Indicators that could not be worked out. */
    List<Indicator> missingIndicators() {
        return indicators.stream().filter(one -> one.period() == null).toList();
    }

    RecoveryTotals totals() {
        return model.totals();
    }

    String language() {
        return model.language().getLanguage().equals("zh") ? "zh" : "en";
    }

    /** What rules claim of money that other rules have got, or beyond what the fund paid. */
    BigDecimal overlap() {
        return totals().gross().subtract(totals().net()).subtract(totals().withheld());
    }

    String yuan(BigDecimal amount) {
        return Page.yuan(amount);
    }

    String yuanOrNone(@Nullable BigDecimal amount) {
        return Page.yuanOrNone(amount);
    }

    String count(long number) {
        return Page.count(number);
    }

    String perMille(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0
                ? "–"
                : part.movePointRight(3).divide(whole, 2, RoundingMode.HALF_UP).toPlainString();
    }

    String plain(String text) {
        return DisplayWidth.plain(text);
    }

    long rejected() {
        return model.inputs().stream().mapToLong(Input::rowsRejected).sum();
    }

    Bilingual convention() {
        return new Bilingual(
                String.valueOf(model.run().fundConventionEn()),
                String.valueOf(model.run().fundConventionZh()));
    }

    /** Parameters of the rules and other settings that decided the result. */
    List<ReportModel.Part> settings() {
        return model.parts().stream()
                .filter(part -> part.kind().equals("setting"))
                .toList();
    }
}
