package org.claimaudit.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.cases.Samples.Drawn;
import org.claimaudit.cases.Samples.Sample;
import org.claimaudit.support.DisplayWidth;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/** What the template of a printed visit sheet shows: a page or more for each institution. */
record VisitPage(Sample sample, List<List<Drawn>> institutions, Disclosure disclosure) {
    String language() {
        return Messages.language().getLanguage().equals("zh") ? "zh" : "en";
    }

    String say(String key) {
        return Messages.text("sample." + key);
    }

    String title() {
        return SampleText.title(sample);
    }

    String yuan(BigDecimal amount) {
        return Page.yuan(amount);
    }

    String plain(@Nullable String text) {
        return text == null ? "" : DisplayWidth.plain(text);
    }

    String person(Drawn one) {
        return plain(disclosure.number(one.psnNo()));
    }

    String days(Drawn one) {
        LocalDate begin = one.begin();
        LocalDate end = one.end();
        return begin == null ? "" : end == null || end.equals(begin) ? begin.toString() : begin + " – " + end;
    }
}
