package org.claimaudit.lab;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * What to generate. The same options give the same bytes.
 *
 * @param out folder that takes the months, {@code reference/} and {@code truth.csv}; made if it is missing
 * @param from first month
 * @param to last month, included
 * @param people insured persons of the county, at least 500
 * @param institutions hospitals, township hospitals, village clinics and pharmacies together, at least 12
 * @param seed of every chance
 * @param clean honest months only: nothing is planted and the truth is empty
 * @param rate share of an institution's claims that one planted behaviour makes up there, from 0 to 0.5; at least one
 * @param layout whose column names
 * @param encoding GB18030 or UTF-8
 * @param dirty adds the dirt of real exports: rows twice, bad dates, thousands separators, a totals row and the like
 */
public record GeneratorOptions(
        Path out,
        YearMonth from,
        YearMonth to,
        int people,
        int institutions,
        long seed,
        boolean clean,
        BigDecimal rate,
        Layout layout,
        Charset encoding,
        boolean dirty) {

    /** @throws IllegalArgumentException if something is out of its range; the message is its name */
    public GeneratorOptions {
        require(!to.isBefore(from), "months");
        require(people >= 500, "people");
        require(institutions >= 12, "institutions");
        require(rate.signum() >= 0 && rate.compareTo(new BigDecimal("0.5")) <= 0, "rate");
    }

    /** How many months are exported. */
    int months() {
        return (int) from.until(to, ChronoUnit.MONTHS) + 1;
    }

    private static void require(boolean condition, String name) {
        if (!condition) {
            throw new IllegalArgumentException(name);
        }
    }
}
