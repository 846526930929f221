package org.claimaudit.ingest;

import java.math.BigDecimal;

/**
 * The sum of a money column over a file's records, in yuan.
 *
 * @param column the table's column
 * @param read over all records, as far as the value of a rejected one can be read
 * @param loaded over those that were loaded; the difference lies in duplicates and rejected records
 */
public record Amount(String column, BigDecimal read, BigDecimal loaded) {}
