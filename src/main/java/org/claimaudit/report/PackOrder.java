package org.claimaudit.report;

import java.time.LocalDate;
import org.claimaudit.cases.CaseFilter;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted in a pack.
 *
 * @param institution its {@code fixmedins_code}
 * @param filter which of its findings
 * @param zip whether it is to be one file
 * @param replyTo where the institution replies to; null leaves a line to be filled in by hand
 * @param replyBy the last day for the reply
 */
public record PackOrder(
        String institution,
        CaseFilter filter,
        boolean zip,
        @Nullable String replyTo,
        @Nullable LocalDate replyBy) {}
