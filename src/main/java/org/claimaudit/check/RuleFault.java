package org.claimaudit.check;

import org.claimaudit.support.Bilingual;

/** A rule's result breaks the form; the rule counts as errored. */
final class RuleFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Bilingual reason;

    RuleFault(Bilingual reason) {
        super(reason.en());
        this.reason = reason;
    }

    Bilingual reason() {
        return reason;
    }
}
