package org.claimaudit.report;

import java.nio.file.Path;
import java.util.Locale;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.support.CsvProfile;

/**
 * How reports are written.
 *
 * @param out the folder that gets one folder per run
 * @param language of titles, messages and the summary
 * @param reveal whether personal numbers are written in full
 */
public record ReportOptions(Path out, Locale language, CsvProfile csv, boolean reveal) {
    Disclosure disclosure() {
        return new Disclosure(reveal);
    }
}
