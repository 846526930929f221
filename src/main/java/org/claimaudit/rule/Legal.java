package org.claimaudit.rule;

/**
 * An article that a finding rests on.
 *
 * @param checked whether a person has read the article and found that it fits
 */
public record Legal(String cite, boolean checked) {}
