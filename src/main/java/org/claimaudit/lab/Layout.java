package org.claimaudit.lab;

/** Whose column names the exports carry. */
public enum Layout {
    /** The national platform's, upper case, as its Oracle copies export them. */
    PLATFORM,
    /** The lower-case names of the interface messages, with their aliases. */
    INTERFACE,
    /** The Chinese names. */
    CHINESE
}
