package org.claimaudit.check;

import org.claimaudit.rule.Rule;

/** Hears how a check goes on. */
public interface CheckListener {
    /** Hears nothing. */
    CheckListener NONE = new CheckListener() {
        @Override
        public void ruleBegin(Rule rule, int ordinal, int total) {}

        @Override
        public void ruleEnd(RuleResult result) {}
    };

    /** A rule begins, the {@code ordinal}-th of {@code total}, counted from 1. */
    void ruleBegin(Rule rule, int ordinal, int total);

    /** A rule has ended. */
    void ruleEnd(RuleResult result);
}
