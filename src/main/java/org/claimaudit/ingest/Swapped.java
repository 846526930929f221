package org.claimaudit.ingest;

import java.math.BigDecimal;

/**
 * What a call has taken out of a table before it loaded a month anew.
 *
 * @param column the money column that {@code amount} sums up; empty for a table without
 * @param amount yuan
 */
public record Swapped(Replacement what, long rows, String column, BigDecimal amount) {}
