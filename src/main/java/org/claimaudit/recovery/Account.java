package org.claimaudit.recovery;

import java.util.Locale;

/**
 * Where money stands. Money moves from one account to another and never appears or vanishes: the sum over all accounts is always nothing.
 * There are three books that no movement joins: recovery, fines, and damages under the agreement.
 */
public enum Account {
    /** The fund's claims: as much below nothing as is upheld. */
    CLAIM,
    /** Upheld, and not demanded yet. */
    UPHELD,
    /** Demanded and not settled; below nothing when more was recovered than is still upheld. */
    OPEN,
    /** Taken off the payment of a month's settlement. */
    DEDUCTED,
    /** Paid back by the institution. */
    RETURNED,
    /** Demanded and given up. */
    WAIVED,
    /** Given back to the institution, below nothing. */
    REFUNDED,
    /** Fines imposed, below nothing. */
    FINE,
    FINE_OPEN,
    FINE_PAID,
    /** Damages under the agreement, below nothing. */
    DAMAGES,
    DAMAGES_OPEN,
    DAMAGES_PAID;

    /** The word in the store. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
