package org.claimaudit.recovery;

import java.math.BigDecimal;

/**
 * When amounts of an institution are withheld for the quality of its data.
 *
 * @param limit the share of its money, 0 to 1, above which a check withholds; gate rules have a parameter of their own
 * @param accepted whether the data are taken as they are: nothing is withheld, and what would have been is written down
 */
public record GateTerms(BigDecimal limit, boolean accepted) {}
