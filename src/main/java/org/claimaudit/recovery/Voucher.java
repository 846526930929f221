package org.claimaudit.recovery;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * On whose word money moves.
 *
 * @param date the day of the document
 * @param month the month of the settlement that it belongs to
 * @param document its number; may be empty for a decision
 * @param line the line of the file that it came with
 */
public record Voucher(LocalDate date, YearMonth month, String officer, String document, String reason, int line) {}
