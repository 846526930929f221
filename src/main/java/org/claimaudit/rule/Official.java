package org.claimaudit.rule;

/** The place of a rule in an official library of rules. */
public record Official(String library, String category) {}
