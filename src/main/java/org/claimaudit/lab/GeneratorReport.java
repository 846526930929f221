package org.claimaudit.lab;

import java.util.SortedMap;

/**
 * What was generated.
 *
 * @param months how many months
 * @param settlements rows of settlement, without the dirt
 * @param encounters rows of encounter, without the dirt
 * @param feeLines rows of fee_line, without the dirt
 * @param planted rows of the truth per behaviour
 */
public record GeneratorReport(
        int months, long settlements, long encounters, long feeLines, SortedMap<String, Long> planted) {}
