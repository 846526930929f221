package org.claimaudit.rule;

import java.util.Locale;

/** How grave a finding is, lightest first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The word in rule files and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
